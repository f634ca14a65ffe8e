import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { change } from './change.ts';
import type { WireHyperlink, WireTicket } from './schema.ts';
import type { RtSession } from './session.ts';
import type { Statuses } from './statuses.ts';

/**
 * The steps that the lifecycle offers as actions, to this account and in this state. A lifecycle may allow others that have no action in
 * its configuration; REST 2 does not tell them, so they are not offered.
 */
export async function transitions(session: RtSession, ref: TicketRef): Promise<readonly Transition[]> {
  const { wire } = await session.look(ref.id);
  await session.statuses.check(
    wire.Queue,
    stepsOf(wire).map(({ to }) => to),
  );
  return transitionsOf(wire, session.statuses);
}

function transitionsOf(wire: WireTicket, statuses: Pick<Statuses, 'phase'>): readonly Transition[] {
  const offered = new Map<string, Transition>();
  for (const { to, label } of stepsOf(wire)) {
    const phase = statuses.phase({ Status: to, Queue: wire.Queue });
    // Two actions may lead to one status, with a reply or without. The step is the same.
    const id = to;
    if (offered.has(id)) continue;
    offered.set(id, {
      id,
      label: label || to,
      to: phase,
      state: to,
      requires: [],
      // Only the status is set, so an action's own "Respond" is not sent. But Request Tracker comes with a scrip that writes to the
      // requester when a ticket is resolved.
      ...(to === 'resolved' ? { notifiesRequester: true } : {}),
    });
  }
  return [...offered.values()];
}

function stepsOf({ _hyperlinks }: WireTicket): readonly WireHyperlink[] {
  return _hyperlinks.filter(({ ref, to }) => ref === 'lifecycle' && to !== '');
}

/** @throws `usage` for a field: a status has none; `refused` if the lifecycle or a right says no; `conflict`. */
export async function move(session: RtSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  const [field] = Object.keys(fields);
  if (field !== undefined) {
    throw new DeskError(
      'usage',
      l10n.t('A step of Request Tracker takes no fields, so not {0}.', JSON.stringify(field)),
    );
  }
  const { state } = transition;
  return change(session, {
    ref,
    seen,
    plan: ({ ticket }) => {
      // The server would do nothing, and that would look like success.
      if (ticket.state === state) throw isThere(ticket);
      return {
        name: l10n.t('The move of {0} to {1}', ticket.key, JSON.stringify(state)),
        send: async ({ wire, etag }) => session.api.change(wire.id, { Status: state }, etag),
        isDone: ({ wire }) => wire.Status === state,
      };
    },
  });
}

function isThere({ key, state }: Ticket): DeskError {
  return new DeskError(
    'refused',
    l10n.t('{0} cannot take this step: its state is {1} already.', key, JSON.stringify(state)),
  );
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}
