import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
import type { From } from './api.ts';
import type { Current, PdSession } from './session.ts';

/** One change of an incident. */
export interface Change {
  /** What it is, for a message: `The move of #7 to "resolved"`. */
  readonly name: string;
  readonly send: (from: From) => Promise<void>;
  /** Looks, after it was sent, whether somebody else was first. @throws `conflict` */
  readonly settle?: () => Promise<void>;
  /** Whether it is done, as the incident is now. */
  readonly isDone: (now: Current) => boolean;
}

/** How often an incident is read until it shows what PagerDuty said it did, and milliseconds between. */
const looks = 6;
const betweenLooks = 400;

/**
 * Changes an incident that is still as it was seen, and reads it back. PagerDuty has no request with a condition, so the version is compared
 * before. That it is resolved or acknowledged already (codes 1001, 1002) is success, and that it was changed meanwhile (1005) is a
 * conflict; both come as a 400, and reading back tells which it was.
 * @param plan the change, knowing the incident as it is; undefined if there is nothing to do.
 * @throws `conflict`, `refused`, or `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(
  session: PdSession,
  { ref, seen, plan }: { ref: TicketRef; seen: Version; plan: (current: Current) => Change | undefined },
): Promise<Ticket> {
  const current = await session.read(ref.id);
  if (current.ticket.version !== seen) throw somebodyWasFaster(session, current.ticket);
  const step = plan(current);
  if (step === undefined) return current.ticket;
  const failure = await send(step, await session.people.from());
  if (failure?.reason !== 'refused') await step.settle?.();
  const now = failure === undefined ? await readUntilDone(session, ref, step) : await session.read(ref.id);
  if (step.isDone(now)) return now.ticket;
  const lost = mayBeDone(failure) ? failure : undefined;
  if (lost !== undefined) throw unconfirmed(session, step.name, lost);
  if (now.ticket.version !== current.ticket.version) throw somebodyWasFaster(session, now.ticket);
  throw failure ?? silentRefusal(session, step);
}

/** PagerDuty said that it did it, so it is given the time to show it. */
async function readUntilDone(session: PdSession, { id }: TicketRef, { isDone }: Change): Promise<Current> {
  for (let look = 1; ; look++) {
    const now = await session.read(id);
    if (look === looks || isDone(now)) return now;
    await session.pause(betweenLooks);
  }
}

function silentRefusal({ alias }: PdSession, { name }: Change): DeskError {
  return new DeskError('refused', l10n.t('{0} did not do it, and gives no reason.', alias), {
    detail: name,
    next: l10n.t('Look at the incident in PagerDuty.'),
  });
}

/** @returns the failure, if reading back tells what it means. */
async function send(step: Change, from: From): Promise<DeskError | undefined> {
  try {
    await step.send(from);
    return undefined;
  } catch (error) {
    if (mayBeDone(error) || DeskError.is(error, 'refused', 'conflict')) return error;
    throw error;
  }
}
