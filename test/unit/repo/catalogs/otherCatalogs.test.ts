import assert from 'node:assert/strict';
import { owningGroup } from '../../../../src/repo/catalogs/codeowners.ts';
import { compassServices } from '../../../../src/repo/catalogs/compass.ts';
import { datadogServices } from '../../../../src/repo/catalogs/datadog.ts';

const pagerDuty = { kind: 'pagerduty', select: { service: 'PABC123' }, url: 'https://api.pagerduty.com' };

function datadog(text: string) {
  return datadogServices({ path: 'service.datadog.yaml', text });
}

describe("a file of Datadog's catalog", () => {
  it('tells the team, the runbook and the service of PagerDuty', () => {
    const text = `schema-version: v2.2
dd-service: checkout
team: payments
links:
  - { name: Runbook, type: runbook, url: https://wiki.acme.example/checkout }
  - { name: Source, type: repo, provider: github, url: https://github.com/acme/shop }
integrations:
  pagerduty:
    service-url: https://acme.pagerduty.com/service-directory/PABC123
`;
    assert.deepEqual(datadog(text), [
      {
        name: 'checkout',
        paths: [],
        group: 'payments',
        runbooks: 'https://wiki.acme.example/checkout',
        hints: [pagerDuty],
        source: 'service.datadog.yaml',
      },
    ]);
  });

  it('is understood in version 2, with the address as a text, and in version 3', () => {
    const second = `schema-version: v2\ndd-service: a\nintegrations:\n  pagerduty: https://acme.pagerduty.com/services/PABC123\n`;
    const third = `apiVersion: v3
kind: service
metadata:
  name: b
  owner: payments
integrations:
  pagerduty:
    serviceURL: https://acme.pagerduty.com/service-directory/PABC123
`;
    const found = datadog(`${second}---\n${third}---\napiVersion: v3\nkind: datastore\nmetadata:\n  name: db\n`);
    assert.deepEqual(
      found.map(({ name, group, hints }) => ({ name, group, hints })),
      [
        { name: 'a', group: undefined, hints: [pagerDuty] },
        { name: 'b', group: 'payments', hints: [pagerDuty] },
      ],
    );
  });
});

describe('a compass.yml', () => {
  it('links the component to the Jira project that it names', () => {
    const text = `configVersion: 1
name: checkout
id: 'ari:cloud:compass:1:component/2/3'
typeId: SERVICE
links:
  - { name: Tickets, type: PROJECT, url: 'https://acme.atlassian.net/browse/OPS' }
  - { name: Code, type: REPOSITORY, url: 'https://github.com/acme/shop' }
`;
    assert.deepEqual(compassServices({ path: 'services/pay/compass.yml', text }), [
      {
        name: 'checkout',
        paths: ['services/pay/**'],
        hints: [
          { kind: 'jira', select: { project: 'OPS' }, host: 'acme.atlassian.net', url: 'https://acme.atlassian.net' },
        ],
        source: 'compass.yml',
      },
    ]);
  });
});

describe('CODEOWNERS', () => {
  const text = `# who looks after what
*                @acme/platform  # everything
/services/pay/   @ben @acme/payments
/services/pay/*.md  @acme/writers
docs/            ana@acme.example
`;

  it('gives the team of the last rule that is about the whole folder', () => {
    assert.equal(owningGroup(text, ''), 'platform');
    assert.equal(owningGroup(text, 'services/pay'), 'payments');
    assert.equal(owningGroup(text, 'services/pay/gateway'), 'payments');
    assert.equal(owningGroup(text, 'services/payroll'), 'platform');
  });

  it('gives nobody where people own it, or nobody does', () => {
    assert.equal(owningGroup(text, 'docs'), undefined);
    assert.equal(owningGroup('', ''), undefined);
    assert.equal(owningGroup('[Section]\n!secret @acme/x\n', ''), undefined);
  });
});
