import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { matches } from '../../domain/query.ts';
import { openPhases, type Instant, type Ticket } from '../../domain/ticket.ts';
import { pageWithSome, type FilteredPage } from '../pageWithSome.ts';
import { perPage } from './api.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import type { WireListedTicket } from './schema.ts';
import type { RtSession } from './session.ts';
import {
  allOf,
  assigneeSql,
  changedSql,
  phasesSql,
  scopesSql,
  textSql,
  type Side,
  type TicketSql,
} from './ticketSql.ts';

/** A search, and what is left to look at afterwards. */
interface Listing {
  readonly conditions: readonly TicketSql[];
  readonly side: Side;
  /** What is left out before anything is asked about it. */
  readonly keepRow?: (row: WireListedTicket) => boolean;
  readonly keep: (ticket: Ticket) => boolean;
  /** Whether the server finds exactly what is kept, so that its total counts. */
  readonly exact: boolean;
}

export async function list(session: RtSession, query: TicketQuery, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const { services } = query;
  const scopes = session.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (services !== undefined && scopes.length === 0) return { items: [], total: 0 };
  const phases = phasesSql(query.phases ?? openPhases);
  return readOn(
    session,
    {
      conditions: [...scopesSql(scopes), ...phases.conditions, ...assigneeSql(query.assignee), ...textSql(query.text)],
      side: phases.side,
      keep: (ticket) => matches(ticket, query),
      exact: phases.exact && query.kinds === undefined && query.text === undefined,
    },
    cursor,
  );
}

export async function changedSince(session: RtSession, at: Instant, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const since = Date.parse(at);
  return readOn(
    session,
    {
      conditions: [...scopesSql(session.scopes), ...changedSql(at, session.now())],
      side: undefined,
      keepRow: ({ LastUpdated, Created }) => Date.parse(LastUpdated ?? Created ?? '') >= since,
      keep: () => true,
      exact: false,
    },
    cursor,
  );
}

async function readOn(session: RtSession, listing: Listing, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const read = async (place: Place | undefined): Promise<FilteredPage<Place>> => {
    const { tickets, next, total } = await readPage(session, listing, place);
    return { items: tickets.filter(listing.keep), next, total: listing.exact ? total : undefined };
  };
  return pageWithSome(cursor === undefined ? undefined : readCursor(cursor), read, writeCursor);
}

interface ReadPage {
  readonly tickets: readonly Ticket[];
  readonly next: Place | undefined;
  readonly total: number | undefined;
}

/**
 * Reads a page. The first one has the latest changes. What follows goes down by number, without those that were shown: a ticket that
 * changes or is closed while somebody reads can then neither push another one over the edge of a page nor be read twice, as it would
 * where pages are counted.
 */
async function readPage(session: RtSession, listing: Listing, place: Place | undefined): Promise<ReadPage> {
  const below = place?.below;
  // Those above the last number that was read need no mention any more.
  const shown = (place?.shown ?? []).filter((id) => below === undefined || Number(id) < Number(below));
  const page = place?.page ?? 1;
  const query = allOf([
    ...listing.conditions,
    ...(below === undefined ? [] : [`id < ${below}`]),
    ...shown.map((id) => `id != ${id}`),
  ]);
  const order = place === undefined ? 'changed' : 'id';
  const { items, total: found } = await session.api
    .search({ query, order, page, customFields: session.customFields })
    .catch((error: unknown) => refuseQuery(session, error));
  const { keepRow } = listing;
  const tickets = await session.tickets(keepRow === undefined ? items : items.filter(keepRow), listing.side);
  const total = place === undefined ? found : place.total;
  const rest = found === undefined ? undefined : found - page * perPage;
  const next = placeAfter({ place, ids: items.map(({ id }) => id), rest, page });
  return { tickets, total, next: next === undefined || total === undefined ? next : { ...next, total } };
}

/** Only what stands in the link file as it is can be wrong: all else is written by us. */
function refuseQuery({ alias, scopes }: RtSession, error: unknown): never {
  const queries = scopes.filter(({ select }) => select.query !== undefined);
  if (!DeskError.is(error, 'refused') || queries.length === 0) throw error;
  throw new DeskError(
    'configuration',
    l10n.t('{0} cannot read a `query` of the link file: {1}', alias, error.message),
    {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t('Look at the services {0}.', [...new Set(queries.map(({ service }) => service))].join(', ')),
    },
  );
}

/** Where a page was wholly of tickets that may not be seen, as many more are read before the list counts as read. */
const mostEmpty = 5;

function placeAfter({
  place,
  ids,
  rest,
  page,
}: {
  readonly place: Place | undefined;
  readonly ids: readonly string[];
  /** How many the search finds beyond this page; undefined where the server does not tell. */
  readonly rest: number | undefined;
  readonly page: number;
}): Place | undefined {
  const empty = ids.length > 0 ? 0 : (place?.empty ?? 0) + 1;
  if (rest === undefined ? empty > mostEmpty : rest <= 0) return undefined;
  if (place === undefined) return { shown: [...ids], page: 1, empty };
  if (ids.length === 0) return { ...place, page: page + 1, empty };
  return { shown: place.shown, below: ids.at(-1), page: 1, empty };
}
