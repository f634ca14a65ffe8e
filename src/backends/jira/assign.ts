import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import { confirm, newHistories, readAsSeen, sendAndRead, type Outcome } from './change.ts';
import type { WireHistory } from './schema.ts';
import type { Current, JiraSession } from './session.ts';

interface Assignment {
  readonly ref: TicketRef;
  readonly to: Person | 'me' | null;
  readonly seen: Version;
}

/**
 * Makes somebody the assignee. Jira takes whatever comes last, so of two who take a ticket at once its history tells who was first; the
 * other one puts that back.
 */
export async function assign(session: JiraSession, { ref, to, seen }: Assignment): Promise<Ticket> {
  const me = await session.people.me();
  const wanted = to === null ? undefined : to === 'me' ? me.id : to.id;
  const before = await readAsSeen(session, ref, seen);
  if (assigneeOf(before) === wanted) return before.ticket;
  const outcome = await sendAndRead(session, before, async () => session.api.assign(before.wire.id, wanted ?? null));
  const first = await firstAssignment(session, outcome);
  if (first !== undefined && !first.isMine) {
    await putBack(session, outcome, wanted, first.to);
    throw somebodyWasFaster(session, (await session.read(before.wire.id)).ticket);
  }
  const name = l10n.t('The assignment of {0} to {1}', before.ticket.key, wanted ?? l10n.t('nobody'));
  const isDone = (now: Current): boolean => assigneeOf(now) === wanted;
  if (first === undefined || isDone(outcome.now)) return confirm(session, outcome, { name, isDone });
  return confirm(session, { ...outcome, now: await untilPutBack(session, outcome.now, isDone) }, { name, isDone });
}

function assigneeOf({ ticket }: Current): string | undefined {
  return ticket.assignees[0]?.id;
}

interface FirstAssignment {
  readonly isMine: boolean;
  /** The account that was made the assignee, as the history names it; undefined: nobody. */
  readonly to: string | undefined;
}

/** The first change of the assignee since the ticket was seen; undefined where the history does not show one. */
async function firstAssignment(session: JiraSession, outcome: Outcome): Promise<FirstAssignment | undefined> {
  const first = newHistories(outcome).find((history) => assignment(history) !== undefined);
  if (first === undefined) return undefined;
  const author = await session.people.person(first.author);
  return { isMine: author?.isMe === true, to: assignment(first)?.to ?? undefined };
}

function assignment({ items }: WireHistory): WireHistory['items'][number] | undefined {
  return items.find(({ field, fieldId }) => field === 'assignee' || fieldId === 'assignee');
}

/** Gives the ticket back to the one who was first, unless it has moved on meanwhile. */
async function putBack(
  session: JiraSession,
  { now }: Outcome,
  mine: string | undefined,
  theirs: string | undefined,
): Promise<void> {
  if (assigneeOf(now) !== mine) return;
  const { cloud } = await session.api.dialect();
  const account = cloud || theirs === undefined ? theirs : ((await session.api.loginOf(theirs)) ?? theirs);
  await session.api.assign(now.wire.id, account ?? null);
}

/** Milliseconds in which the one who came second puts back what they overwrote. */
const pauses = [50, 100, 200, 400, 800];

async function untilPutBack(
  session: JiraSession,
  current: Current,
  isDone: (now: Current) => boolean,
): Promise<Current> {
  let now = current;
  for (const pause of pauses) {
    await sleep(pause);
    now = await session.read(now.wire.id, 'changelog');
    if (isDone(now)) return now;
  }
  return now;
}
