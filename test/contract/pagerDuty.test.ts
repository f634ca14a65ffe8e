import assert from 'node:assert/strict';
import { titleOf } from '../../src/backends/pagerDuty/create.ts';
import { plainToMarkdown } from '../../src/domain/markup/fromPlain.ts';
import { checkout, openFakePagerDuty } from '../fakes/openPagerDuty.ts';
import { startFakePagerDuty } from '../fakes/servers/pagerDuty.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

backendContract('PagerDuty, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakePagerDuty();
  const backend = openFakePagerDuty(server);
  return {
    backend,
    other: openFakePagerDuty(server, { who: 'ben@example.org' }),
    withoutRights: openFakePagerDuty(server, { who: 'eve@example.org' }),
    scope: checkout,
    pageSize: 100,
    missing: { key: '#99999', id: 'QZZZZZZZZZZZZZ' },
    // The policy calls Olga, so the incident is nobody's who is here.
    seed: async ({ title, body }) => backend.find(server.store.create({ title: titleOf(title), body }).id),
    seedElsewhere: async ({ title }) => void server.store.create({ title, service: 'PWAREH1' }),
    // Only what is acknowledged can be snoozed.
    requiresFields: false,
    storedTitle: titleOf,
    storedBody: plainToMarkdown,
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
    },
  };
});
