import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import { attempt, leftOut, readAsSeen, unconfirmed } from './change.ts';
import { sameName } from './issueId.ts';
import type { Current, GitHubSession } from './session.ts';

interface AssignRequest {
  readonly ref: TicketRef;
  readonly to: Person | 'me' | null;
  readonly seen: Version;
}

/**
 * Makes somebody the only assignee. GitHub has several and adds to them, so two people who take an issue at once are both on it
 * afterwards: whose `assigned` event came first has it, and the other is taken off again.
 * @throws `forbidden` if GitHub has silently left it out; `conflict`.
 */
export async function assign(session: GitHubSession, { ref, to, seen }: AssignRequest): Promise<Ticket> {
  const wanted = await loginOf(session, to);
  const before = await readAsSeen(session, ref, seen);
  const had = has(before, wanted);
  const others = without(before, wanted);
  if (others.length === 0 && (had || wanted === undefined)) return before.ticket;
  const lost = await attempt(async () => {
    // First the new one, so that a refusal leaves the issue with whom it was.
    if (wanted !== undefined && !had) await session.api.assign(before.place, [wanted]);
    if (others.length > 0 && (wanted === undefined || had || (await isOn(session, before, wanted)))) {
      await session.api.unassign(before.place, others);
    }
  });
  const now = await session.read(before.ticket.ref.id);
  if (wanted !== undefined && !has(now, wanted)) throw notDone(session, { before, now, lost });
  const left = without(now, wanted);
  if (left.length === 0) return now.ticket;
  if (left.some((login) => others.some((other) => sameName(other, login)))) {
    throw notDone(session, { before, now, lost });
  }
  if (wanted === undefined) throw somebodyWasFaster(session, now.ticket);
  if (had || (await wasFirst(session, before, { wanted, newcomers: left }))) {
    await session.api.unassign(before.place, left);
    return (await session.read(before.ticket.ref.id)).ticket;
  }
  await session.api.unassign(before.place, [wanted]);
  throw somebodyWasFaster(session, (await session.read(before.ticket.ref.id)).ticket);
}

async function loginOf({ alias, people }: GitHubSession, to: AssignRequest['to']): Promise<string | undefined> {
  if (to === null) return undefined;
  if (to !== 'me') return to.id;
  const me = await people.me();
  if (me !== undefined) return me.id;
  throw new DeskError('unsupported', l10n.t('The token of {0} is not that of a person.', alias), {
    next: l10n.t('Assign it to somebody by name.'),
  });
}

async function isOn(session: GitHubSession, { ticket }: Current, login: string): Promise<boolean> {
  return has(await session.read(ticket.ref.id), login);
}

function has({ wire }: Current, login: string | undefined): boolean {
  return login !== undefined && wire.assignees.some((assignee) => sameName(assignee, login));
}

function without({ wire }: Current, login: string | undefined): readonly string[] {
  return wire.assignees.filter((assignee) => login === undefined || !sameName(assignee, login));
}

interface Outcome {
  readonly before: Current;
  readonly now: Current;
  readonly lost: DeskError | undefined;
}

function notDone(session: GitHubSession, { before, now, lost }: Outcome): DeskError {
  if (lost !== undefined) return unconfirmed(session, l10n.t('The assignment of {0}', before.ticket.key), lost);
  if (now.wire.assignees.toSorted().join() !== before.wire.assignees.toSorted().join()) {
    return somebodyWasFaster(session, now.ticket);
  }
  return leftOut(
    session,
    l10n.t('the assignment of {0}', now.ticket.key),
    l10n.t(
      'Assigning needs at least the role "Triage" in {0}, and whom you assign needs access to it.',
      now.place.repository,
    ),
  );
}

/** Whether somebody's last `assigned` event stands before those of the others who came meanwhile. */
async function wasFirst(
  { api }: GitHubSession,
  { place }: Current,
  { wanted, newcomers }: { readonly wanted: string; readonly newcomers: readonly string[] },
): Promise<boolean> {
  const events = await api.wholeTimeline(place);
  const lastOf = (login: string): number =>
    events.findLastIndex(({ event, assignee }) => event === 'assigned' && sameName(assignee, login));
  const own = lastOf(wanted);
  return own !== -1 && newcomers.every((login) => lastOf(login) > own || lastOf(login) === -1);
}
