import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Connection } from '../../../../src/domain/connection.ts';
import type { Service } from '../../../../src/domain/service.ts';
import { readLinkFile } from '../../../../src/repo/linkFile.ts';
import { temporaryRepository, type TemporaryRepository } from '../../../fakes/temporaryRepository.ts';

const anything = v.record(v.string(), v.unknown());
const kinds = ['git', 'jira', 'pagerduty', 'github', 'gitlab'].map((kind) => ({ kind, selectors: anything }));

const jira: Connection = { alias: 'helpdesk', kind: 'jira', url: 'https://acme.atlassian.net' };
const github: Connection = { alias: 'hub', kind: 'github', url: 'https://github.com' };

/** `checkout: git, helpdesk(catalog-info.yaml)` */
function shown({ name, tickets }: Service): string {
  const links = tickets.map(({ connection, source }) =>
    source === 'default' ? connection : `${connection}(${source})`,
  );
  return `${name}: ${links.join(', ')}`;
}

const backstage = (annotations: string): string =>
  `apiVersion: backstage.io/v1\nkind: Component\nmetadata:\n  name: checkout\n  annotations:\n    ${annotations}\n`;

describe('a repository without a link file', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => {
    repository = await temporaryRepository();
  });
  afterEach(async () => repository.remove());

  const write = async (name: string, text: string): Promise<void> => {
    const file = path.join(repository.path, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await repository.git('add', '--', name);
  };
  const links = async (...connections: readonly Connection[]) =>
    (await readLinkFile(repository.path, { kinds, connections })).links;

  it('is linked by its catalog to the connection that the user has', async () => {
    await write('catalog-info.yaml', backstage('jira/project-key: OPS'));
    const { services, proposed } = await links(jira);
    assert.deepEqual(services.map(shown), ['checkout: git, helpdesk(catalog-info.yaml)']);
    assert.deepEqual(services[0]?.tickets[1]?.select, { project: 'OPS' });
    assert.deepEqual(proposed, []);
  });

  it('guesses no connection where there are several, or none and no address is told', async () => {
    await write('catalog-info.yaml', backstage('jira/project-key: OPS'));
    assert.deepEqual((await links()).services.map(shown), ['checkout: git']);
    const other = { ...jira, alias: 'other', url: 'https://other.atlassian.net' };
    assert.deepEqual((await links(jira, other)).services.map(shown), ['checkout: git']);
  });

  it('proposes a connection whose address the catalog tells, and trusts none', async () => {
    await write('catalog-info.yaml', backstage('pagerduty.com/service-id: PABC123'));
    const { services, proposed } = await links();
    assert.deepEqual(services.map(shown), ['checkout: git, pagerduty(catalog-info.yaml)']);
    assert.deepEqual(proposed, [{ alias: 'pagerduty', kind: 'pagerduty', url: 'https://api.pagerduty.com' }]);
  });

  it('takes the first catalog for a service, and of the others what that does not tell', async () => {
    await write('catalog-info.yaml', backstage('jira/project-key: OPS'));
    await write(
      'service.datadog.yaml',
      'schema-version: v2.2\ndd-service: checkout\nteam: payments\nintegrations:\n  pagerduty:\n    service-url: https://a.pagerduty.com/service-directory/P1\n',
    );
    await write(
      'compass.yml',
      'configVersion: 1\nname: checkout\nlinks:\n  - { type: PROJECT, url: https://acme.atlassian.net/browse/OTHER }\n',
    );
    const { services } = await links(jira);
    assert.deepEqual(services.map(shown), [
      'checkout: git, helpdesk(catalog-info.yaml), pagerduty(service.datadog.yaml)',
    ]);
    assert.deepEqual(services[0]?.tickets[1]?.select, { project: 'OPS' });
  });

  it('finds the catalogs of a monorepo, with the team that owns each folder', async () => {
    await write('services/pay/catalog-info.yaml', backstage('jira/project-key: PAY'));
    await write('services/stock/compass.yml', 'configVersion: 1\nname: stock\n');
    await write('.github/CODEOWNERS', '* @acme/platform\n/services/pay/ @acme/payments\n');
    const { services } = await links(jira);
    assert.deepEqual(
      services.map(({ name, paths, group }) => [name, paths, group]),
      [
        ['checkout', ['services/pay/**'], 'payments'],
        ['stock', ['services/stock/**'], 'platform'],
      ],
    );
  });

  it('has the issues of its remote, once the user has a connection to that host', async () => {
    await repository.git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    assert.deepEqual(
      (await links()).services.map(({ tickets }) => tickets.length),
      [1],
    );
    const [service] = (await links(github)).services;
    assert.deepEqual(service?.tickets.at(-1), {
      connection: 'hub',
      select: { repository: 'acme/shop' },
      source: 'git remote',
    });
  });

  it('is not read through a link that leads out of it', async () => {
    await symlink('/etc/passwd', path.join(repository.path, 'catalog-info.yaml'));
    await repository.git('add', '--', 'catalog-info.yaml');
    assert.equal((await links(jira)).services.length, 1);
  });

  it('is linked by its link file alone as soon as that names a service', async () => {
    await write('catalog-info.yaml', backstage('jira/project-key: OPS'));
    await write('.footbridge.yml', 'version: 1\nservices:\n  - name: web\n');
    assert.deepEqual(
      (await links(jira)).services.map(({ name, source }) => [name, source]),
      [['web', '.footbridge.yml']],
    );
  });
});
