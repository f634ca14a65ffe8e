import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
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
  if (!isAsSeen(current, seen)) throw somebodyWasFaster(session, current.ticket);
  const step = plan(current);
  if (step === undefined) return current.ticket;
  let said = '';
  let lost: DeskError | undefined;
  try {
    said = await step.send(current);
  } catch (error) {
    if (DeskError.is(error, 'conflict')) throw somebodyWasFaster(session, current.ticket);
    if (!mayBeDone(error)) throw error;
    lost = error;
  } finally {
    session.forgetReads();
  }
  const now = await session.read(current.wire.id);
  if (step.isDone(now)) return now.ticket;
  if (lost !== undefined) throw unconfirmed(session, step.name, lost);
  if (now.wire.Status !== current.wire.Status || now.wire.Owner.id !== current.wire.Owner.id) {
    throw somebodyWasFaster(session, now.ticket);
  }
  throw new DeskError('refused', l10n.t('{0} refused it: {1}', session.alias, said || l10n.t('it gives no reason')), {
    detail: step.name,
  });
}
