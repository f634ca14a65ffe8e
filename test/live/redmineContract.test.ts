import { subjectOf } from '../../src/backends/redmine/subject.ts';
import { readText, writeText } from '../../src/backends/redmine/texts.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { Ticket, TicketDraft } from '../../src/domain/ticket.ts';
import { backendContract } from '../contract/backendContract.ts';
import type { ContractHarness } from '../contract/harness.ts';
import { openRedmineAs, opsScope } from './redmineServer.ts';

backendContract('a real Redmine', async (): Promise<ContractHarness> => {
  const backend = await openRedmineAs('ana');
  const payroll = { service: 'payroll', select: { project: 'payroll' } };
  const elsewhere = await openRedmineAs('ana', [payroll]);
  return {
    backend,
    other: await openRedmineAs('ben'),
    withoutRights: await openRedmineAs('eve'),
    scope: opsScope,
    pageSize: 100,
    missing: { key: '#99999999', id: '99999999' },
    seed: async ({ title, body = '', kind = 'incident' }) => make(backend, { title, body, kind, service: opsScope }),
    seedElsewhere: async ({ title }) =>
      void (await make(elsewhere, { title, body: '', kind: 'request', service: payroll })),
    requiresFields: false,
    storedTitle: subjectOf,
    // The seed writes in Textile.
    storedBody: (body) => readText(writeText(body, 'textile'), 'textile'),
  };
});

async function make(backend: Backend, draft: TicketDraft): Promise<Ticket> {
  if (backend.create === undefined) throw new Error('Redmine creates tickets.');
  return backend.create(draft);
}
