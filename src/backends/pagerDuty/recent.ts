import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page } from '../../domain/ports.ts';
import type { Instant, Ticket } from '../../domain/ticket.ts';
import { readLogCursor, writeCursor, type LogPlace } from './cursor.ts';
import { furthest, perPage } from './pages.ts';
import type { WireListedIncident, WireLogEntry } from './schema.ts';
import { serviceIdsOf } from './scope.ts';
import type { PdSession } from './session.ts';

/** So many incidents are read one by one for the head of a long list. */
const mostRecent = 20;

/** Incidents that the newest log entries are of, and that a list does not show already. */
export async function recentlyChanged(
  session: PdSession,
  shown: readonly WireListedIncident[],
): Promise<readonly Ticket[]> {
  // Who may not read the log has the list all the same, by number.
  const { items } = await unlessForbidden(async () => session.api.logEntries(undefined, {}), {
    items: [],
    more: false,
  });
  const known = new Set(shown.map(({ id }) => id));
  return readAll(session, changedIn(session, items, known).slice(0, mostRecent));
}

/**
 * Incidents that something was logged for since an instant. PagerDuty has no list by the time of the last change. A new title alone is not
 * logged, so it is seen with the next full list.
 */
export async function changedSince(session: PdSession, at: Instant, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const place: LogPlace =
    cursor === undefined ? { since: new Date(at).toISOString(), offset: 0, told: [] } : readLogCursor(cursor);
  const { offset, told: before, ...span } = place;
  // What is added meanwhile pushes the others down, so that some come twice and none is lost.
  const { items: entries, more } = await session.api.logEntries(undefined, { ...span, offset });
  const ids = changedIn(session, entries, new Set(before));
  const items = await readAll(session, ids);
  const last = entries.at(-1);
  if (!more || last === undefined) return { items };
  const told = [...before, ...ids];
  const further = offset + entries.length;
  // Beyond what PagerDuty counts, it is read on from the time of the last entry; what was told is not told again.
  const next: LogPlace =
    further + perPage <= furthest
      ? { ...span, offset: further, told }
      : { ...span, until: secondAfter(last.created_at), offset: 0, told };
  return { items, next: writeCursor(next) };
}

/** Times are in whole seconds, and whether PagerDuty counts the end itself in is not said. */
function secondAfter(at: Instant): Instant {
  return new Date(Date.parse(at) + 1000).toISOString();
}

/** Ids of incidents in the order of the entries, each once. That somebody was called changes nothing. */
function changedIn(
  { scopes }: PdSession,
  entries: readonly WireLogEntry[],
  known: ReadonlySet<string>,
): readonly string[] {
  const services = serviceIdsOf(scopes);
  const ids = entries
    .filter(({ type }) => !type.startsWith('notify_'))
    .filter(({ service }) => services === undefined || service?.id === undefined || services.includes(service.id))
    .flatMap(({ incident }) => incident?.id ?? []);
  return [...new Set(ids)].filter((id) => !known.has(id));
}

/** Those that are still there, may be seen, and belong to the linked services. */
async function readAll(session: PdSession, ids: readonly string[]): Promise<readonly Ticket[]> {
  const found = await Promise.all(
    ids.map(async (id) => unlessForbidden(async () => (await session.look(id))?.ticket, undefined)),
  );
  return found
    .filter((ticket) => ticket !== undefined)
    .filter(({ services }) => session.scopes.length === 0 || services.length > 0);
}

async function unlessForbidden<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (DeskError.is(error, 'forbidden')) return otherwise;
    throw error;
  }
}
