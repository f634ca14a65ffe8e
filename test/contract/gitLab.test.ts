import assert from 'node:assert/strict';
import { titleOf } from '../../src/backends/gitLab/title.ts';
import { checkout, openFakeGitLab, payments } from '../fakes/openGitLab.ts';
import { startFakeGitLab } from '../fakes/servers/gitLab.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

backendContract('GitLab, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakeGitLab();
  const open = (who: string) => openFakeGitLab(server, who, [checkout, payments]);
  const backend = open('ana');
  return {
    backend,
    other: open('ben'),
    withoutRights: open('eve'),
    scope: checkout,
    pageSize: 100,
    missing: { key: '#99999', id: '278-99999' },
    seed: async ({ title, body, kind = 'incident' }) => {
      const type = kind === 'incident' ? 'incident' : 'issue';
      const { iid } = server.store.create({
        title: titleOf(title),
        description: body,
        type,
        labels: [`type::${kind}`],
      });
      return backend.find(`shop/checkout#${iid}`);
    },
    seedElsewhere: async ({ title }) => void server.store.create({ project: 'shop/sub-group/other', title }),
    // A number is a project's own, and two projects are linked.
    ambiguousKey: async () => {
      const { iid } = server.store.create({ project: 'shop/payments', title: 'The same number' });
      return `#${iid}`;
    },
    requiresFields: false,
    storedTitle: titleOf,
    // GitLab takes carriage returns away, and white space at the end.
    storedBody: (body) => body.replaceAll('\r', '').trimEnd(),
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
    },
  };
});
