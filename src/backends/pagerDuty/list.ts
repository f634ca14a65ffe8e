import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { lastChange, matches } from '../../domain/query.ts';
import { openPhases, type Phase, type Ticket } from '../../domain/ticket.ts';
import { pageWithSome } from '../pageWithSome.ts';
import { readListCursor, writeCursor, type ListPlace } from './cursor.ts';
import { readIncidentPage, type Filter, type IncidentPage } from './incidentPages.ts';
import { recentlyChanged } from './recent.ts';
import { isExact, serviceIdsOf } from './scope.ts';
import type { PdSession } from './session.ts';

const statuses: Partial<Record<Phase, string>> = {
  new: 'triggered',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
};

/** A search, and what is left to look at afterwards. */
interface Listing {
  readonly filter: Filter;
  readonly keep: (ticket: Ticket) => boolean;
  /** Whether the server finds exactly what is kept, so that its total counts. */
  readonly exact: boolean;
}

export async function list(session: PdSession, query: TicketQuery, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const listing = await listingOf(session, query);
  if (listing === undefined) return { items: [], total: 0 };
  const first: ListPlace = { offset: 0, shown: [] };
  const from = cursor === undefined ? first : readListCursor(cursor);
  return pageWithSome(from, async (place = first) => readPage(session, listing, place), writeCursor);
}

/** Undefined where nothing can be found. */
async function listingOf(session: PdSession, query: TicketQuery): Promise<Listing | undefined> {
  const { services, kinds, assignee, text } = query;
  const scopes = session.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (services !== undefined && scopes.length === 0) return undefined;
  if (kinds !== undefined && !kinds.includes('incident')) return undefined;
  const phases = (query.phases ?? openPhases).filter((phase) => statuses[phase] !== undefined);
  // Nobody is assigned to what is resolved.
  const wanted = assignee === 'me' ? phases.filter((phase) => phase !== 'resolved') : phases;
  if (wanted.length === 0) return undefined;
  const serviceIds = serviceIdsOf(scopes);
  const filter: Filter = {
    statuses: wanted.flatMap((phase) => statuses[phase] ?? []),
    ...(serviceIds === undefined ? {} : { serviceIds }),
    ...(assignee === 'me' ? { userIds: [(await session.people.me()).id] } : {}),
  };
  return {
    filter,
    keep: (ticket) => matches(ticket, query) && (session.scopes.length === 0 || ticket.services.length > 0),
    exact: isExact(scopes) && text === undefined && assignee !== 'nobody',
  };
}

interface ReadPage {
  readonly items: readonly Ticket[];
  readonly next: ListPlace | undefined;
  readonly total: number | undefined;
}

/**
 * The latest change first: PagerDuty cannot sort by it, so a list of one page is sorted here. A longer one goes down by number, and its
 * first page begins with what the log says was changed last.
 */
async function readPage(session: PdSession, listing: Listing, place: ListPlace): Promise<ReadPage> {
  const { keep } = listing;
  const page = await readIncidentPage(session.api, listing.filter, place);
  const total = listing.exact ? (place.total ?? page.found) : undefined;
  const counted = total === undefined ? {} : { total };
  const { rows, next, head } =
    place.below === undefined ? await withHead(session, listing, page) : { ...page, head: [] };
  const tickets = (await session.tickets(rows)).filter((one) => keep(one) && !place.shown.includes(one.ref.id));
  return {
    items: [...head, ...tickets].toSorted(byLastChange),
    next: next === undefined ? undefined : { ...next, ...counted },
    total,
  };
}

/** A first page that is not the last one: what was changed last and stands further down takes the place of its last rows. */
async function withHead(
  session: PdSession,
  { keep }: Listing,
  { rows, next }: IncidentPage,
): Promise<IncidentPage & { readonly head: readonly Ticket[] }> {
  if (next === undefined) return { rows, next, head: [] };
  const head = (await recentlyChanged(session, rows)).filter(keep);
  const shown = head.map(({ ref }) => ref.id);
  const kept = rows.slice(0, rows.length - head.length);
  const last = kept.at(-1);
  if (last === undefined) return { rows, next, head: [] };
  const offset = Math.max(0, next.offset - head.length);
  return { rows: kept, head, next: { ...next, below: last.incident_number, offset, shown } };
}

function byLastChange(a: Ticket, b: Ticket): number {
  const [one, other] = [lastChange(a), lastChange(b)];
  return one < other ? 1 : one > other ? -1 : 0;
}
