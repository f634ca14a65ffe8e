import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { matches } from '../../domain/query.ts';
import { openPhases, type Instant, type Ticket } from '../../domain/ticket.ts';
import { perPage, type Rows } from './api.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import { instantOf, listColumns } from './map.ts';
import {
  assigneeConditions,
  changedCondition,
  encodedQuery,
  phaseConditions,
  textConditions,
  type Conditions,
} from './query.ts';
import type { WireTask } from './schema.ts';
import { hasSelected, ownColumns, scopeGroups, searchedTable, type Scope } from './scope.ts';
import type { SnowSession } from './session.ts';
import { knownTables } from './tables.ts';

/** A search, and what is left to look at afterwards. */
interface Listing {
  readonly scopes: readonly Scope[];
  readonly groups: (more: Conditions) => readonly Conditions[];
  readonly keepRow: (row: WireTask) => boolean;
  readonly keep: (ticket: Ticket) => boolean;
  /** Whether the instance finds exactly what is kept, so that its count is true. */
  readonly exact: boolean;
}

export async function list(
  session: SnowSession,
  query: TicketQuery,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { services, kinds } = query;
  const scopes = session.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (services !== undefined && scopes.length === 0) return { items: [], total: 0 };
  const { person } = await session.people.me();
  const phases = phaseConditions(query.phases ?? openPhases);
  const conditions = [
    ...phases.conditions,
    ...assigneeConditions(query.assignee, person.id),
    ...textConditions(query.text),
  ];
  const groups = (more: Conditions): readonly Conditions[] => scopeGroups(scopes, kinds, [...conditions, ...more]);
  if (groups([]).length === 0) return { items: [], total: 0 };
  return readOn(
    session,
    {
      scopes,
      groups,
      keepRow: (row) => isInScope(scopes, row),
      keep: (ticket) => matches(ticket, query),
      exact: phases.exact && query.text === undefined,
    },
    cursor,
  );
}

export async function changedSince(
  session: SnowSession,
  at: Instant,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { scopes } = session;
  const since = Date.parse(at);
  return readOn(
    session,
    {
      scopes,
      groups: (more) => scopeGroups(scopes, undefined, [changedCondition(at, session.now()), ...more]),
      keepRow: (row) => isInScope(scopes, row) && Date.parse(instantOf(row.sys_updated_on) ?? '') >= since,
      keep: () => true,
      exact: false,
    },
    cursor,
  );
}

function isInScope(scopes: readonly Scope[], row: WireTask): boolean {
  if (scopes.length === 0) return knownTables.some((table) => table === row.sys_class_name.value);
  return scopes.some((scope) => hasSelected(scope, row));
}

/** A page with less than this is filled up from the next one, but not without end: a filter may keep next to nothing. */
const fewItems = perPage / 2;
const mostPages = 10;

async function readOn(session: SnowSession, listing: Listing, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  let place = cursor === undefined ? undefined : readCursor(cursor);
  const items: Ticket[] = [];
  for (let count = 1; ; count++) {
    const page = await readPage(session, listing, place);
    items.push(...page.items);
    place = page.next;
    if (place === undefined || items.length >= fewItems || count === mostPages) {
      const { total } = page;
      return {
        items,
        ...(place === undefined ? {} : { next: writeCursor(place) }),
        ...(total === undefined ? {} : { total }),
      };
    }
  }
}

interface ReadPage {
  readonly items: readonly Ticket[];
  readonly next: Place | undefined;
  readonly total: number | undefined;
}

/**
 * Reads a page. The first one has the latest changes. What follows goes up by sys_id, which never changes, without those that were shown: a
 * ticket that changes or is closed while somebody reads can then neither push another one over the edge of a page nor be read twice, as it
 * would where rows are counted.
 */
async function readPage(session: SnowSession, listing: Listing, place: Place | undefined): Promise<ReadPage> {
  const after = place?.after;
  const offset = place?.offset ?? 0;
  const order = place === undefined ? 'ORDERBYDESCsys_updated_on' : 'ORDERBYsys_id';
  const found = await session.api.search({
    table: searchedTable(listing.scopes),
    query: encodedQuery(listing.groups(after === undefined ? [] : [`sys_id>${after}`]), [order]),
    fields: [...new Set([...listColumns, ...ownColumns(listing.scopes)])],
    offset,
  });
  refuseUnknownColumns(session, listing.scopes, found.items);
  const fresh = found.items.filter(({ sys_id: { value } }) => after === undefined || value > after);
  if (found.items.length > 0 && fresh.length === 0) throw goesInCircles(session);
  const rows = fresh.filter((row) => listing.keepRow(row) && place?.shown.includes(row.sys_id.value) !== true);
  const items = (await session.tickets(rows, { listed: true })).filter(listing.keep);
  const isTrue = listing.exact && found.items.every(listing.keepRow) && items.length === rows.length;
  const total = isTrue ? totalOf(found, place) : undefined;
  const next = found.more ? placeAfter(place, { found, total, offset }) : undefined;
  return { items, next, total };
}

/** The count is taken before rights are looked at, so it is told only where nothing was seen to be missing. */
function totalOf({ items, total, more }: Rows<WireTask>, place: Place | undefined): number | undefined {
  const expected = more ? perPage : (total ?? 0) - (place?.offset ?? 0);
  if (items.length !== expected) return undefined;
  return place === undefined ? total : place.total;
}

function placeAfter(
  place: Place | undefined,
  {
    found,
    total,
    offset,
  }: { readonly found: Rows<WireTask>; readonly total: number | undefined; readonly offset: number },
): Place {
  const kept = total === undefined ? {} : { total };
  if (place === undefined) return { shown: found.items.map((row) => row.sys_id.value), offset: 0, ...kept };
  const last = found.items.at(-1)?.sys_id.value;
  if (last === undefined) return { ...place, ...kept, offset: offset + perPage };
  return { shown: place.shown.filter((id) => id > last), after: last, offset: 0, ...kept };
}

/**
 * An instance ignores a condition on a column that it does not know and answers with more rows. It leaves such a column out of the answer,
 * which is how to tell.
 */
function refuseUnknownColumns({ alias }: SnowSession, scopes: readonly Scope[], rows: readonly WireTask[]): void {
  if (rows.length === 0) return;
  const unknown = ownColumns(scopes).filter((column) => rows.every((row) => row[column] === undefined));
  if (unknown.length === 0) return;
  throw new DeskError(
    'configuration',
    l10n.t('{0} does not know the column {1} that a `query` of the link file asks for.', alias, unknown.join(', ')),
    { next: l10n.t('Correct it, or name the one table that has the column in `tables`.') },
  );
}

function goesInCircles({ alias }: SnowSession): DeskError {
  return new DeskError('invalidResponse', l10n.t('{0} answers with the same page again.', alias), {
    detail: 'the condition on sys_id was ignored',
  });
}
