import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
import type { Current, GitLabSession } from './session.ts';

/** One change of a ticket. */
interface Change {
  /** What it is, for a message: `The move of #7 to "Closed"`. */
  readonly name: string;
  readonly send: (current: Current) => Promise<void>;
  /** Whether it is done, as the ticket is now. */
  readonly isDone: (now: Current) => boolean;
  /** Looks whether somebody changed the same in the same moment; throws if they were first. */
  readonly settle?: (current: Current) => Promise<void>;
}

/**
 * Changes a ticket that is still as it was seen, and reads it back: GitLab leaves out without a word what an account may not set.
 * @param plan the change, knowing the ticket as it is; undefined if there is nothing to do.
 * @throws `conflict`, `refused`, or `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(
  session: GitLabSession,
  { ref, seen, plan }: { ref: TicketRef; seen: Version; plan: (current: Current) => Change | undefined },
): Promise<Ticket> {
  const current = await session.read(ref);
  if (current.ticket.version !== seen) throw somebodyWasFaster(session, current.ticket);
  const step = plan(current);
  if (step === undefined) return current.ticket;
  let lost: DeskError | undefined;
  try {
    await step.send(current);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  await step.settle?.(current);
  const now = await readBack(session, ref, step);
  if (step.isDone(now)) return now.ticket;
  if (lost !== undefined) throw unconfirmed(session, step.name, lost);
  if (now.ticket.version !== current.ticket.version) throw somebodyWasFaster(session, now.ticket);
  throw new DeskError('refused', l10n.t('{0} took it and did not do it.', session.alias), {
    detail: step.name,
    next: l10n.t('Ask who runs {0} for the right to do it.', session.alias),
  });
}

const rereads = 4;
const pause = 150;

/** Somebody who came second gives it back in a moment, so who came first looks again before giving up. */
async function readBack(session: GitLabSession, ref: TicketRef, step: Change): Promise<Current> {
  for (let count = 1; ; count++) {
    const now = await session.read(ref);
    if (step.settle === undefined || step.isDone(now) || count === rereads) return now;
    await new Promise((resolve) => setTimeout(resolve, pause * count));
  }
}
