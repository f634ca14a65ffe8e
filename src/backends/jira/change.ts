import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
import type { WireHistory } from './schema.ts';
import type { Current, JiraSession } from './session.ts';

/** One change of a ticket. */
export interface Change {
  /** What it is, for a message: `The move of OPS-7 to "Done"`. */
  readonly name: string;
  readonly send: () => Promise<void>;
  /** Whether it is done, as the ticket is now, and by us. */
  readonly isDone: (now: Current) => boolean;
}

/** How a change went: what was before, what is now, and whether an answer came. */
export interface Outcome {
  readonly before: Current;
  readonly now: Current;
  readonly lost: DeskError | undefined;
}

/** The ticket as it is, if nobody has changed it since it was seen. Jira has no check of its own. @throws `conflict` */
export async function readAsSeen(session: JiraSession, ref: TicketRef, seen: Version): Promise<Current> {
  const current = await session.read(ref.id, 'changelog');
  if (current.ticket.version !== seen) throw somebodyWasFaster(session, current.ticket);
  return current;
}

/** What was done to the ticket in between, in order. Nothing where this account may not see the history. */
export function newHistories({ before, now }: Pick<Outcome, 'before' | 'now'>): readonly WireHistory[] {
  const known = new Set(before.wire.changelog.histories.map(({ id }) => id));
  return now.wire.changelog.histories
    .filter(({ id }) => !known.has(id))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
}

/** Sends a change and reads the ticket again, whatever came of it. @throws what the server refused; `conflict` if that is because it has changed. */
export async function sendAndRead(session: JiraSession, before: Current, send: () => Promise<void>): Promise<Outcome> {
  let lost: DeskError | undefined;
  session.wrote(before.wire.id);
  try {
    await send();
  } catch (error) {
    if (DeskError.is(error, 'conflict')) throw somebodyWasFaster(session, before.ticket);
    if (!mayBeDone(error)) throw await reasonOf(session, before, error);
    lost = error;
  }
  return { before, now: await session.read(before.wire.id, 'changelog'), lost };
}

/** What a refusal comes from: a workflow refuses the step that somebody else has just taken. */
async function reasonOf(session: JiraSession, before: Current, error: unknown): Promise<unknown> {
  if (!DeskError.is(error, 'refused')) return error;
  const now = await session.read(before.wire.id);
  return now.ticket.version === before.ticket.version ? error : somebodyWasFaster(session, now.ticket);
}

/** @throws `unconfirmed` if no answer came and the change is not to be seen; `conflict`, `refused` if there was one. */
export function confirm(session: JiraSession, { before, now, lost }: Outcome, change: Omit<Change, 'send'>): Ticket {
  if (change.isDone(now)) return now.ticket;
  if (lost !== undefined) throw unconfirmed(session, change.name, lost);
  if (now.ticket.version !== before.ticket.version) throw somebodyWasFaster(session, now.ticket);
  throw new DeskError('refused', l10n.t('{0} said that it did it, and did not: {1}', session.alias, change.name));
}
