import assert from 'node:assert/strict';
import { subjectOf } from '../../src/backends/redmine/subject.ts';
import { readText, writeText } from '../../src/backends/redmine/texts.ts';
import { openFakeRedmine, opsScope } from '../fakes/openRedmine.ts';
import { startFakeRedmine } from '../fakes/servers/redmine.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

// The same suite runs against a real server in test/live.
backendContract('Redmine, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakeRedmine();
  const backend = openFakeRedmine(server);
  return {
    backend,
    other: openFakeRedmine(server, { as: 'ben' }),
    withoutRights: openFakeRedmine(server, { as: 'eve' }),
    scope: opsScope,
    pageSize: 100,
    missing: { key: '#99999', id: '99999' },
    seed: async ({ title, body = '' }) => {
      const { id } = server.store.create({ subject: subjectOf(title), description: body });
      return backend.find(String(id));
    },
    seedElsewhere: async ({ title }) => void server.store.create({ project: 2, subject: title }),
    requiresFields: false,
    storedTitle: subjectOf,
    storedBody: (body) => readText(writeText(body, 'markdown'), 'markdown'),
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
    },
  };
});
