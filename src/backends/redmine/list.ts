import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { matches } from '../../domain/query.ts';
import type { Instant, Ticket } from '../../domain/ticket.ts';
import { pageWithSome, type FilteredPage } from '../pageWithSome.ts';
import { perPage, type Filter } from './api.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import { assertComplete } from './scope.ts';
import {
  assigneeFilters,
  kindFilters,
  phaseFilters,
  scopeFilters,
  sinceFilters,
  textFilters,
  wholeSecond,
  type Narrowed,
} from './search.ts';
import type { RedmineSession } from './session.ts';

/** A search, and what is left to look at afterwards. */
interface Listing extends Narrowed {
  readonly keep: (ticket: Ticket) => boolean;
}

export async function list(
  session: RedmineSession,
  query: TicketQuery,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const [catalog, { id: me }] = await Promise.all([session.catalog(), session.people.me()]);
  const { services } = query;
  const scopes = catalog.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (services !== undefined && scopes.length === 0) return { items: [], total: 0 };
  assertComplete(scopes);
  const narrowed = scopeFilters(scopes);
  const byTracker = narrowed.filters.some(({ field }) => field === 'tracker_id');
  const inScopes = catalog.scopes.length > 0;
  return readOn(
    session,
    {
      ...narrowed,
      filters: [
        ...narrowed.filters,
        ...(byTracker ? [] : kindFilters(query.kinds, catalog)),
        ...phaseFilters(query.phases, catalog),
        ...assigneeFilters(query.assignee, me),
        ...textFilters(query.text),
      ],
      keep: (ticket) => matches(ticket, query) && (!inScopes || ticket.services.length > 0),
      exact: narrowed.exact && query.text === undefined && !(byTracker && query.kinds !== undefined),
    },
    cursor,
  );
}

export async function changedSince(
  session: RedmineSession,
  at: Instant,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { scopes } = await session.catalog();
  assertComplete(scopes);
  const narrowed = scopeFilters(scopes);
  return readOn(
    session,
    {
      ...narrowed,
      filters: [...narrowed.filters, ...sinceFilters(at)],
      // Redmine goes a second further back than it is asked to (`date_clause` in app/models/query.rb).
      keep: (ticket) =>
        (scopes.length === 0 || ticket.services.length > 0) && Date.parse(ticket.updated ?? '') >= wholeSecond(at),
      exact: false,
    },
    cursor,
  );
}

async function readOn(session: RedmineSession, listing: Listing, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const read = async (place: Place | undefined): Promise<FilteredPage<Place>> => {
    const { tickets, next, total } = await readPage(session, listing, place);
    return { items: tickets.filter(listing.keep), next, total: listing.exact ? total : undefined };
  };
  return pageWithSome(cursor === undefined ? undefined : readCursor(cursor), read, writeCursor);
}

interface ReadPage {
  readonly tickets: readonly Ticket[];
  readonly next: Place | undefined;
  readonly total: number;
}

/**
 * Reads a page. The first one has the latest changes. What follows goes down by number, without those that were shown: a ticket that
 * changes or is closed while somebody reads can then neither push another one over the edge of a page nor be read twice, as it would
 * where pages are counted.
 */
async function readPage(session: RedmineSession, listing: Listing, place: Place | undefined): Promise<ReadPage> {
  const below: readonly Filter[] =
    place?.below === undefined
      ? []
      : [{ field: 'issue_id', operator: '<=', values: [String(Math.max(0, Number(place.below) - 1))] }];
  const { items, total } = await session.api.issues({
    filters: [...listing.filters, ...below],
    order: place === undefined ? 'changed' : 'id',
    within: listing.within,
  });
  // A key that was taken back since is answered as anybody is, mostly with nothing.
  if (place === undefined && total === 0) await session.people.whoAmI();
  const shown = new Set(place?.shown);
  const tickets = await session.tickets(items.filter(({ id }) => !shown.has(id)));
  const all = place?.total ?? total;
  const last = items.at(-1)?.id;
  if (last === undefined || total <= Math.min(items.length, perPage)) return { tickets, next: undefined, total: all };
  const next = place === undefined ? { shown: items.map(({ id }) => id) } : { shown: place.shown, below: last };
  return { tickets, next: { ...next, total: all }, total: all };
}
