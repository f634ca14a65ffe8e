import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope, Ticket, TicketDraft } from '../../src/domain/ticket.ts';
import { subjectOf } from '../../src/backends/requestTracker/subject.ts';
import { plainToMarkdown } from '../../src/domain/markup/fromPlain.ts';
import { backendContract } from '../contract/backendContract.ts';
import type { ContractHarness } from '../contract/harness.ts';
import { moveContract } from '../contract/moveContract.ts';
import { openAs, putAsRoot } from './liveServer.ts';

backendContract('a real Request Tracker', async () => harnessFor('Incidents', 'incident'));

describe('A lifecycle with words of its own on a real Request Tracker', () => {
  let harness: ContractHarness | undefined;

  before(async () => {
    harness = await harnessFor('Changes', 'change');
    // The queue has been in use: each status has been a ticket's.
    for (const path of [['assessing', 'waiting for approval'], ['assessing', 'monitoring', 'resolved'], ['dropped']]) {
      const { ref } = await harness.seed({ title: 'An earlier change' });
      for (const status of path) await putAsRoot(`/ticket/${ref.id}`, { Status: status });
    }
  });

  moveContract(() => {
    if (harness === undefined) throw new Error('The harness is not set up.');
    return harness;
  });
});

async function harnessFor(queue: string, kind: 'incident' | 'change'): Promise<ContractHarness> {
  const scope: ServiceScope = { service: 'checkout', select: { queue } };
  const [{ backend }, { backend: other }, { backend: withoutRights }, { backend: elsewhere }] = await Promise.all([
    openAs('ana', [scope]),
    openAs('ben', [scope]),
    openAs('eve', [scope]),
    openAs('ana', [{ service: 'desk', select: { queue: 'Requests' } }]),
  ]);
  return {
    backend,
    other,
    withoutRights,
    scope,
    pageSize: 100,
    missing: { key: '#99999999', id: '99999999' },
    seed: async ({ title, body = '' }) => make(backend, { title, body, kind, service: scope }),
    seedElsewhere: async ({ title, body = '' }) => void (await make(elsewhere, { title, body, kind: 'request' })),
    requiresFields: false,
    storedTitle: subjectOf,
    storedBody: plainToMarkdown,
  };
}

async function make(backend: Backend, draft: TicketDraft): Promise<Ticket> {
  if (backend.create === undefined) throw new Error('Request Tracker creates tickets.');
  return backend.create(draft);
}
