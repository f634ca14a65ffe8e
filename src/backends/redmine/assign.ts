import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import type { RedmineSession } from './session.ts';

interface AssignRequest {
  readonly ref: TicketRef;
  readonly to: Person | 'me' | null;
  readonly seen: Version;
}

/** By number, also for oneself, so that the journal can be compared with it. */
export async function assign(session: RedmineSession, { ref, to, seen }: AssignRequest): Promise<Ticket> {
  const value = to === null ? '' : to === 'me' ? (await session.people.me()).id : to.id;
  if (!/^\d*$/.test(value) || (to !== null && value === '')) {
    throw new DeskError('usage', l10n.t('{0} is nobody that {1} knows.', JSON.stringify(value), session.alias));
  }
  const name = to === null ? l10n.t('nobody') : to === 'me' ? l10n.t('me') : to.name;
  return change(session, {
    ref,
    seen,
    plan: ({ wire, ticket }) =>
      (wire.assigned_to?.id ?? '') === value
        ? undefined
        : { name: l10n.t('The assignment of {0} to {1}', ticket.key, name), field: 'assigned_to_id', value },
  });
}
