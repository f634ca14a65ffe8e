import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import { change, type Change } from './change.ts';
import { isCalling } from './map.ts';
import type { WireIncident, WireLogEntry } from './schema.ts';
import { isId, type Current, type PdSession } from './session.ts';

/** A user's id, or null for the escalation policy: it then calls whoever is on call. */
type Wanted = string | null;

/**
 * Assigns an incident to somebody, or gives it back to its escalation policy: PagerDuty has no incident that nobody is called for.
 * Either way it is triggered again, so that whoever gets it hears of it.
 *
 * Two people who take one incident in the same moment would both be told that they have it, since PagerDuty has no request with a
 * condition. So the log is looked at afterwards: the first one keeps it, and the other gives it back to them.
 */
export async function assign(
  session: PdSession,
  { ref, to, seen }: { readonly ref: TicketRef; readonly to: Person | 'me' | null; readonly seen: Version },
): Promise<Ticket> {
  const me = await session.people.me();
  const wanted: Wanted = to === null ? null : to === 'me' ? me.id : to.id;
  // Before the incident itself: what is logged from here on was not seen.
  const last = await newestEntry(session, ref.id);
  return change(session, {
    ref,
    seen,
    plan: (current) => planOf(session, current, { wanted, me: me.id, last }),
  });
}

interface Assignment {
  readonly wanted: Wanted;
  readonly me: string;
  /** The newest log entry of before. */
  readonly last: string | undefined;
}

function planOf(session: PdSession, current: Current, { wanted, me, last }: Assignment): Change | undefined {
  const { ticket, wire } = current;
  if (wanted === null ? isNobodys(wire) : isHeldBy(wire, wanted, me)) return undefined;
  if (wire.status === 'resolved') {
    throw new DeskError('refused', l10n.t('{0} is resolved, so nobody can be assigned to it.', ticket.key), {
      next: l10n.t('Reopen it first.'),
    });
  }
  const isDone: Change['isDone'] = (now) => (wanted === null ? isNobodys(now.wire) : isAssignedTo(now.wire, wanted));
  return {
    name: l10n.t('The assignment of {0}', ticket.key),
    send: async (from) => session.api.change(wire.id, fieldsFor(wanted, wire), from),
    settle: async () => settle(session, wire, { me, last, isDone }),
    isDone,
  };
}

function fieldsFor(wanted: Wanted, { escalation_policy: policy }: WireIncident): Readonly<Record<string, unknown>> {
  if (wanted !== null) return assignedTo([wanted]);
  if (policy === undefined || policy === null) {
    throw new DeskError('refused', l10n.t('This incident has no escalation policy to give it back to.'));
  }
  return { escalation_policy: { id: policy.id, type: 'escalation_policy_reference' } };
}

function assignedTo(users: readonly string[]): Readonly<Record<string, unknown>> {
  return { assignments: users.map((id) => ({ assignee: { id, type: 'user_reference' } })) };
}

function isNobodys(wire: WireIncident): boolean {
  return isCalling(wire) || wire.status === 'resolved';
}

/** Who is called by the policy has it already, as far as they are concerned: a direct assignment would only end the escalation. */
function isHeldBy(wire: WireIncident, user: string, me: string): boolean {
  return isOnly(wire, user) && (!isCalling(wire) || user === me);
}

function isAssignedTo(wire: WireIncident, user: string): boolean {
  return isOnly(wire, user) && !isCalling(wire);
}

function isOnly({ assignments }: WireIncident, user: string): boolean {
  return assignments.length === 1 && assignments[0]?.assignee.id === user;
}

async function newestEntry({ api }: PdSession, id: string): Promise<string | undefined> {
  if (!isId(id)) return undefined;
  try {
    return (await api.logEntries(id, { limit: 1 })).items[0]?.id;
  } catch (error) {
    // The incident itself says better whether it is there and may be changed.
    if (DeskError.is(error, 'notFound', 'forbidden')) return undefined;
    throw error;
  }
}

/** @throws `conflict` if somebody else assigned the incident between our look at it and our write. */
async function settle(
  session: PdSession,
  { id }: WireIncident,
  { me, last, isDone }: Pick<Assignment, 'me' | 'last'> & Pick<Change, 'isDone'>,
): Promise<void> {
  if (last === undefined) return;
  const { items } = await session.api.logEntries(id, {});
  const known = items.findIndex((entry) => entry.id === last);
  // Without the one that was known, there is no telling which are new.
  const [first] = items.slice(0, Math.max(known, 0)).filter(isClaim).toReversed();
  if (first === undefined || first.agent?.id === me) return;
  const now = await session.read(id);
  if (isDone(now)) await giveBack(session, now, first);
  throw somebodyWasFaster(session, (await session.read(id)).ticket);
}

/** What people do. An escalation is the policy's own doing, and takes nothing from anybody. */
function isClaim({ type, agent }: WireLogEntry): boolean {
  return /^(assign|reassign|delegate)_log_entry/.test(type) && agent?.type.startsWith('user') === true;
}

async function giveBack(session: PdSession, { wire }: Current, { type, assignees }: WireLogEntry): Promise<void> {
  const isTo = !type.startsWith('delegate') && assignees.length > 0;
  const fields = isTo ? assignedTo(assignees.map(({ id }) => id)) : fieldsFor(null, wire);
  await session.api.change(wire.id, fields, await session.people.from());
}
