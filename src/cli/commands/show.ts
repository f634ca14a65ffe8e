import * as l10n from '@vscode/l10n';
import { approvalsOf } from '../../app/decide.ts';
import type { Backend, Page } from '../../domain/ports.ts';
import type { Entry, TicketRef } from '../../domain/ticket.ts';
import { find, levelled, type AddCommand } from '../context.ts';
import { ticketPage } from '../render.ts';

export const addShow: AddCommand = (program, run) => {
  program
    .command('show')
    .description(l10n.t('show one ticket with its timeline and the steps that it offers'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .action(
      run(async (context, key: string) => {
        const { backend, ticket } = await find(context, key);
        const [details, timeline, transitions, approvals] = await Promise.all([
          backend.get(ticket.ref).then((details) => levelled(context, details)),
          wholeTimeline(backend, ticket.ref),
          backend.transitions(ticket.ref),
          approvalsOf(backend, ticket.ref),
        ]);
        context.output.result(
          { ...details, services: ticket.services, timeline, transitions, approvals },
          ticketPage(details, timeline, { transitions, approvals }),
        );
      }),
    );
};

async function wholeTimeline(backend: Backend, ref: TicketRef): Promise<Entry[]> {
  const entries: Entry[] = [];
  let page: Page<Entry> | undefined;
  do {
    page = await backend.timeline(ref, page?.next);
    entries.push(...page.items);
  } while (page.next !== undefined);
  return entries;
}
