import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { phaseIn } from './catalog.ts';
import { change } from './change.ts';
import type { WireStatus } from './schema.ts';
import type { Current, RedmineSession } from './session.ts';

/**
 * The statuses that this account may set now. Which fields a status needs the API does not tell, so `requires` is empty: where one is
 * missing, Redmine refuses the move and names it.
 */
export async function transitions(session: RedmineSession, { id }: TicketRef): Promise<readonly Transition[]> {
  const [catalog, current] = await Promise.all([session.catalog(), session.read(id)]);
  return offered(session, current).map((status) => ({
    id: status.id,
    label: status.name,
    to: phaseIn(catalog, status),
    state: status.name,
    requires: [],
  }));
}

function offered({ alias }: RedmineSession, { wire }: Current): readonly WireStatus[] {
  if (wire.allowed_statuses === undefined) {
    throw new DeskError('unsupported', l10n.t('{0} does not tell which steps a ticket can take.', alias), {
      next: l10n.t('Redmine does so from version 5.0 on.'),
    });
  }
  return wire.allowed_statuses.filter(({ id }) => id !== wire.status.id);
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `usage` for a field: a status has none; `refused` if the workflow or a right says no; `conflict`. */
export async function move(session: RedmineSession, { ref, transition, fields, seen }: MoveRequest): Promise<Ticket> {
  const [field] = Object.keys(fields);
  if (field !== undefined) {
    throw new DeskError('usage', l10n.t('A step of Redmine takes no fields, so not {0}.', JSON.stringify(field)));
  }
  return change(session, {
    ref,
    seen,
    plan: (current) => {
      const { key, state } = current.ticket;
      const possible = offered(session, current);
      // Redmine would answer 204 and do nothing.
      if (!possible.some(({ id }) => id === transition.id)) {
        throw new DeskError('refused', l10n.t('{0} cannot go from {1} to {2}.', key, state, transition.state), {
          next:
            possible.length === 0
              ? l10n.t('The workflow has no way on from there for this account.')
              : l10n.t('It can go to: {0}.', possible.map(({ name }) => name).join(', ')),
        });
      }
      return {
        name: l10n.t('The move of {0} to {1}', key, JSON.stringify(transition.state)),
        field: 'status_id',
        value: transition.id,
      };
    },
  });
}
