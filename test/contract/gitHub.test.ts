import assert from 'node:assert/strict';
import { titleOf } from '../../src/backends/gitHub/create.ts';
import { openFakeGitHub, shop } from '../fakes/openGitHub.ts';
import { startFakeGitHub } from '../fakes/servers/gitHub.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

backendContract('GitHub, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakeGitHub();
  const backend = openFakeGitHub(server);
  server.store.repository('team/shop');
  // Numbers are shared with pull requests, which must not be taken for tickets.
  server.store.add('team/shop', { title: 'A pull request', isPull: true });
  return {
    backend,
    other: openFakeGitHub(server, 'Ben'),
    withoutRights: openFakeGitHub(server, 'eve'),
    scope: shop,
    pageSize: 100,
    missing: { key: '#99999', id: 'team/shop#99999' },
    seed: async ({ title, body = '', kind = 'task' }) => {
      const labels = kind === 'task' ? [] : [kind];
      const { number } = server.store.add('team/shop', { title: titleOf(title), body, labels });
      return backend.find(`#${number}`);
    },
    seedElsewhere: async ({ title }) => void server.store.add('team/warehouse', { title }),
    requiresFields: false,
    storedTitle: titleOf,
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
    },
  };
});
