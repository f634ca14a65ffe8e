import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import type { SnowSession } from './session.ts';

/** Makes somebody the assignee, and nothing else: the state stays as it is. @throws `usage` for a person that is not of this instance. */
export async function assign(
  session: SnowSession,
  { ref, to, seen }: { readonly ref: TicketRef; readonly to: Person | 'me' | null; readonly seen: Version },
): Promise<Ticket> {
  const person = to === 'me' ? (await session.people.me()).person : to;
  if (person !== null && !/^\w{1,32}$/.test(person.id)) {
    throw new DeskError('usage', l10n.t('{0} is not an account of {1}.', person.name, session.alias));
  }
  const wanted = person?.id ?? '';
  return change(session, {
    ref,
    seen,
    plan: async ({ row, ticket }) =>
      row.assigned_to.value === wanted
        ? undefined
        : {
            name: l10n.t('The assignment of {0} to {1}', ticket.key, person?.name ?? l10n.t('nobody')),
            fields: { assigned_to: wanted },
            column: 'assigned_to',
            yields: true,
          },
  });
}
