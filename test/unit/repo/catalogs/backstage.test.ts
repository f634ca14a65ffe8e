import assert from 'node:assert/strict';
import { backstageServices } from '../../../../src/repo/catalogs/backstage.ts';

const remotes = [{ host: 'github.com', path: 'acme/shop' }];

function servicesOf(text: string, path = 'catalog-info.yaml') {
  return backstageServices({ path, text }, remotes);
}

function component(annotations: string, more = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: checkout\n  annotations:\n${annotations}\n${more}`;
}

function pathsFrom(location: string) {
  return servicesOf(component(`    backstage.io/source-location: url:${location}`)).map(({ paths }) => paths);
}

describe('the services of a catalog-info.yaml', () => {
  it('are every entity that runs, of all documents in the file', () => {
    const text = `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  description: Takes the money
  tags: [java]
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1beta1
kind: API
metadata:
  name: checkout-api
spec:
  owner: user:ana
`;
    assert.deepEqual(
      servicesOf(text).map(({ name, group }) => [name, group]),
      [
        ['checkout', 'payments'],
        ['checkout-api', 'user:ana'],
      ],
    );
  });

  it('are linked by the annotations of the plugins', () => {
    const [service] = servicesOf(
      component(`    jira/project-key: OPS
    jira/component: checkout
    pagerduty.com/service-id: PABC123
    github.com/project-slug: acme/shop-issues
    gitlab.com/project-slug: acme/shop
    gitlab.com/instance: gitlab.acme.example
    servicenow.com/entity-id: checkout`),
    );
    assert.deepEqual(service?.hints, [
      { kind: 'jira', select: { project: 'OPS', component: 'checkout' } },
      { kind: 'pagerduty', select: { service: 'PABC123' }, url: 'https://api.pagerduty.com' },
      { kind: 'github', select: { repository: 'acme/shop-issues' } },
      { kind: 'gitlab', select: { project: 'acme/shop' }, host: 'gitlab.acme.example' },
      { kind: 'servicenow', select: { query: 'u_backstage_entity_id=checkout' } },
    ]);
  });

  it('may name several projects of Jira, each with its instance in front', () => {
    const [service] = servicesOf(component("    jira.com/project-key: 'OPS, helpdesk/SUP'"));
    assert.deepEqual(
      service?.hints.map(({ select }) => select),
      [{ project: 'OPS' }, { project: 'SUP' }],
    );
  });

  it('never hand on a key of PagerDuty, nor a condition smuggled into a query', () => {
    const [service] = servicesOf(
      component(`    pagerduty.com/integration-key: 0123456789abcdef0123456789abcdef
    servicenow.com/entity-id: checkout^ORactive=true`),
    );
    assert.deepEqual(service?.hints, []);
  });

  it('are those of this repository, with the folder that their source names', () => {
    assert.deepEqual(pathsFrom('https://github.com/acme/shop/tree/main/services/pay/'), [['services/pay/**']]);
    assert.deepEqual(pathsFrom('https://github.com/ACME/shop/'), [[]]);
    assert.deepEqual(pathsFrom('https://github.com/acme/other/'), []);
    assert.deepEqual(pathsFrom('https://github.com/acme/shop-other/'), []);
  });

  it('are none of a template, whose names are not known yet', () => {
    const skeleton = component('    jira/project-key: ${{ values.project }}');
    assert.deepEqual(servicesOf(skeleton)[0]?.hints, []);
    assert.deepEqual(servicesOf(skeleton.replace('name: checkout', 'name: ${{ values.name }}')), []);
  });

  it('own the folder that the file lies in', () => {
    assert.deepEqual(servicesOf(component(''), 'services/pay/catalog-info.yaml')[0]?.paths, ['services/pay/**']);
  });

  it('are left out where they are broken, and the others stay', () => {
    const broken = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: [ }\n';
    const good = component('    jira/project-key: OPS');
    assert.deepEqual(
      servicesOf(`${good}\n---\n${broken}`).map(({ name }) => name),
      ['checkout'],
    );
    for (const text of ['', 'just text', '- a\n- b', 'kind: Component', '\0\0']) assert.deepEqual(servicesOf(text), []);
  });
});
