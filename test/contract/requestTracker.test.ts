import assert from 'node:assert/strict';
import { openRequestTracker } from '../../src/backends/requestTracker/index.ts';
import { subjectOf } from '../../src/backends/requestTracker/subject.ts';
import { plainToMarkdown } from '../../src/domain/markup/fromPlain.ts';
import type { Backend } from '../../src/domain/ports.ts';
import { recordingLog } from '../fakes/recordingLog.ts';
import { startFakeRequestTracker } from '../fakes/servers/requestTracker.ts';
import { userNamed } from '../fakes/servers/requestTrackerSite.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness } from './harness.ts';

const scope = { service: 'checkout', select: { queue: 'Incidents' } };

// The same suite runs against a real server in test/live.
backendContract('Request Tracker, as its fake has it', async (): Promise<ContractHarness> => {
  const server = await startFakeRequestTracker();
  const open = (login: string): Backend =>
    openRequestTracker({
      connection: { alias: 'helpdesk', kind: 'request-tracker', url: server.url },
      credential: { type: 'token', token: userNamed(login).token },
      scopes: [scope],
      clock: () => new Date(),
      log: recordingLog(),
    });
  const backend = open('ana');
  return {
    backend,
    other: open('ben'),
    withoutRights: open('eve'),
    scope,
    pageSize: 100,
    missing: { key: '#99999', id: '99999' },
    seed: async ({ title, body = '' }) => {
      const { id } = server.store.create({ queue: 'Incidents', subject: subjectOf(title), content: body });
      return backend.find(String(id));
    },
    seedElsewhere: async ({ title }) => void server.store.create({ queue: 'Requests', subject: title }),
    requiresFields: false,
    storedTitle: subjectOf,
    storedBody: plainToMarkdown,
    tearDown: async () => {
      await server.close();
      assert.deepEqual(server.violations, []);
    },
  };
});
