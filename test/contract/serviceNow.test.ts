import assert from 'node:assert/strict';
import { titleOf } from '../../src/backends/serviceNow/create.ts';
import { plainToMarkdown } from '../../src/domain/markup/fromPlain.ts';
import { checkout, openSnow } from '../fakes/openServiceNow.ts';
import { startFakeServiceNow } from '../fakes/servers/serviceNow.ts';
import { checkoutCi, warehouseCi } from '../fakes/servers/serviceNowSite.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

const tables = new Map([
  ['change', 'change_request'],
  ['problem', 'problem'],
  ['request', 'sc_req_item'],
  ['task', 'sc_task'],
]);

backendContract('ServiceNow, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakeServiceNow();
  const backend = openSnow(server);
  const insert = (title: string, { body = '', kind = 'incident', ci = checkoutCi } = {}) => {
    const table = tables.get(kind) ?? 'incident';
    return server.store.insert(table, { short_description: titleOf(title), description: body, cmdb_ci: ci });
  };
  return {
    backend,
    other: openSnow(server, 'ben'),
    withoutRights: openSnow(server, 'eve'),
    scope: checkout,
    pageSize: 100,
    missing: { key: 'INC9999999', id: `incident.${'f'.repeat(32)}` },
    seed: async ({ title, ...rest }) => backend.find(insert(title, rest)['number'] ?? ''),
    seedElsewhere: async ({ title, ...rest }) => void insert(title, { ...rest, ci: warehouseCi }),
    ambiguousKey: async () => {
      const first = insert('One of two');
      insert('The other', { kind: 'task' })['number'] = first['number'] ?? '';
      return first['number'] ?? '';
    },
    requiresFields: true,
    storedTitle: titleOf,
    storedBody: plainToMarkdown,
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
      // Columns that not every table has are asked for; conditions are not.
      assert.deepEqual(server.ignored, []);
    },
  };
});
