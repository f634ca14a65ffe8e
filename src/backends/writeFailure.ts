import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Ticket } from '../domain/ticket.ts';

interface Named {
  /** The connection's. */
  readonly alias: string;
}

/**
 * A write was sent, no answer came, and its effect is not to be seen.
 * @param what what it was, for a message: `The move of #7 to "Closed"`.
 * @param cause why no answer came, where that is known.
 */
export function unconfirmed(
  { alias }: Named,
  what: string,
  cause: DeskError | undefined,
  next = l10n.t('Look at the ticket before you try again.'),
): DeskError {
  return new DeskError(
    'unconfirmed',
    l10n.t('{0} was sent to {1}, and it is not known whether it arrived.', what, alias),
    { ...(cause === undefined ? {} : { detail: `${cause.reason}: ${cause.detail ?? cause.message}` }), next },
  );
}

/** @param ticket as it is now, and not as it was seen. */
export function somebodyWasFaster({ alias }: Named, ticket: Pick<Ticket, 'key' | 'state' | 'assignees'>): DeskError {
  const owner = ticket.assignees.map(({ name }) => name).join(', ');
  return new DeskError('conflict', l10n.t('{0} was changed in {1} since it was shown here.', ticket.key, alias), {
    next:
      owner === ''
        ? l10n.t('Look at it again: its state is {0}.', ticket.state)
        : l10n.t('Look at it again: its state is {0}, and {1} has it.', ticket.state, owner),
  });
}
