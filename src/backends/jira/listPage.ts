import type { Ticket } from '../../domain/ticket.ts';
import type { Found } from './api.ts';
import type { Place } from './cursor.ts';
import type { Jql } from './jql.ts';
import type { WireIssue } from './schema.ts';
import type { JiraSession } from './session.ts';

/** A search, and what is left to look at afterwards. */
export interface Listing {
  readonly jql: Jql;
  /** What is left out before anything is asked about it. */
  readonly keepRow: (row: WireIssue) => boolean;
  readonly keep: (ticket: Ticket) => boolean;
  /** Whether the server finds exactly what is kept, so that its total counts. */
  readonly exact: boolean;
}

export interface ReadPage {
  readonly rows: readonly WireIssue[];
  readonly next: Place | undefined;
  readonly total: number | undefined;
}

/**
 * Reads a page, the latest change first. What changes while somebody reads goes to the top, where it would be missed; so a list of several
 * pages is followed by what changed since it was begun, from the top down to where it began.
 */
export async function readPage(session: JiraSession, listing: Listing, place: Place | undefined): Promise<ReadPage> {
  const seen = new Set(place?.seen === undefined || place.seen === '' ? [] : place.seen.split(','));
  const { found, end } = await fetch(session, listing.jql, place, seen);
  const isChanges = place?.pass === 'changes';
  const top = place?.top ?? found.issues[0]?.fields.updated ?? '';
  const fetched = isChanges ? found.issues.filter(({ fields }) => fields.updated > top) : found.issues;
  const fresh = fetched.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  const total = place === undefined ? found.total : place.total;
  const known = { seen: [...seen].join(','), top, ...(total === undefined ? {} : { total }) };
  const isOver = end === undefined || (isChanges && fetched.length < found.issues.length);
  const next: Place | undefined = !isOver
    ? { ...known, at: end, pass: isChanges ? 'changes' : 'list' }
    : place === undefined || isChanges
      ? undefined
      : { ...known, pass: 'changes' };
  return { rows: fresh.filter(listing.keepRow), next, total };
}

/** How many rows of a page are read again with the next one, where pages are counted. */
const overlap = 20;

/**
 * Jira Data Center counts pages: what is closed while somebody reads moves the rest up, over the edge of a page that was read. Each page
 * therefore begins among the rows of the last one, and further back if none of them is there any more.
 * @returns `end`, where the next page begins; undefined on the last one.
 */
async function fetch(
  { api, fresh }: JiraSession,
  jql: Jql,
  place: Place | undefined,
  seen: ReadonlySet<string>,
): Promise<{ readonly found: Found; readonly end: string | undefined }> {
  const { cloud } = await api.dialect();
  for (let at = place?.at; ;) {
    const found = await api.search({ jql, fresh, ...(at === undefined ? {} : { at }) });
    if (cloud) return { found, end: found.token };
    const from = Number(at ?? 0);
    const count = found.issues.length;
    if (from > 0 && place?.pass === 'list' && !found.issues.some(({ id }) => seen.has(id))) {
      at = String(Math.max(0, from - overlap * 4));
      continue;
    }
    const end = from + count;
    const isLast = count === 0 || end >= (found.total ?? 0);
    return { found, end: isLast ? undefined : String(end - Math.min(overlap, Math.floor(count / 2))) };
  }
}
