import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { isAsSeen, type Current, type RtSession } from './session.ts';

/** One change of a ticket. */
export interface Change {
  /** What it is, for a message: `The move of #7 to "open"`. */
  readonly name: string;
  /** Sends it. @returns what the server says to it. */
  readonly send: (current: Current) => Promise<string>;
  /** Whether it is done, as the ticket is now. */
  readonly isDone: (now: Current) => boolean;
}

/**
 * Changes a ticket that is still as it was seen, and reads it back: the server answers 200 whether it did it or not, and says which
 * in the user's language only.
 * @param plan the change, knowing the ticket as it is; undefined if there is nothing to do.
 * @throws `conflict`, `refused`, or `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(
  session: RtSession,
  { ref, seen, plan }: { ref: TicketRef; seen: Version; plan: (current: Current) => Change | undefined },
): Promise<Ticket> {
  const current = await session.read(ref.id);
  if (!isAsSeen(current, seen)) throw somebodyWasFaster(session, current);
  const step = plan(current);
  if (step === undefined) return current.ticket;
  let said = '';
  let lost: DeskError | undefined;
  try {
    said = await step.send(current);
  } catch (error) {
    if (DeskError.is(error, 'conflict')) throw somebodyWasFaster(session, current);
    if (!mayBeDone(error)) throw error;
    lost = error;
  } finally {
    session.forgetReads();
  }
  const now = await session.read(current.wire.id);
  if (step.isDone(now)) return now.ticket;
  if (lost !== undefined) throw unconfirmed(session, step.name, lost);
  if (now.wire.Status !== current.wire.Status || now.wire.Owner.id !== current.wire.Owner.id) {
    throw somebodyWasFaster(session, now);
  }
  throw new DeskError('refused', l10n.t('{0} refused it: {1}', session.alias, said || l10n.t('it gives no reason')), {
    detail: step.name,
  });
}

/** Whether a request may have had its effect although it failed. A read decides; repeating it blindly could do it twice. */
export function mayBeDone(error: unknown): error is DeskError {
  return DeskError.is(error, 'timeout', 'unavailable', 'invalidResponse');
}

export function unconfirmed({ alias }: RtSession, what: string, cause: DeskError): DeskError {
  return new DeskError(
    'unconfirmed',
    l10n.t('{0} was sent to {1}, and it is not known whether it arrived.', what, alias),
    {
      detail: `${cause.reason}: ${cause.detail ?? cause.message}`,
      next: l10n.t('Look at the ticket before you try again.'),
    },
  );
}

function somebodyWasFaster({ alias }: RtSession, { ticket }: Current): DeskError {
  const owner = ticket.assignees.map(({ name }) => name).join(', ');
  const message = l10n.t('{0} was changed in {1} since it was shown here.', ticket.key, alias);
  return new DeskError('conflict', message, {
    next:
      owner === ''
        ? l10n.t('Look at it again: its state is {0}.', ticket.state)
        : l10n.t('Look at it again: its state is {0}, and {1} has it.', ticket.state, owner),
  });
}
