import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { matches } from '../../domain/query.ts';
import { openPhases, type Instant, type Ticket } from '../../domain/ticket.ts';
import { pageWithSome, type FilteredPage } from '../pageWithSome.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import { allOf, assigneeJql, changedJql, latestFirst, phasesJql, type Jql } from './jql.ts';
import { readPage, type Listing } from './listPage.ts';
import type { JiraSession } from './session.ts';
import { ticketKind } from './ticketKind.ts';

/**
 * Words of the title are looked for here: Jira's `summary ~` compares whole words and their stems, and would leave out tickets in whose
 * title a word is part of another.
 */
export async function list(
  session: JiraSession,
  query: TicketQuery,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { services } = query;
  const scopes = session.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (services !== undefined && scopes.length === 0) return { items: [], total: 0 };
  const phases = phasesJql(query.phases ?? openPhases);
  const conditions = [
    ...(await session.queries.anyOf(scopes)),
    ...phases.conditions,
    ...assigneeJql(query.assignee),
    ...(await kindsJql(session, query.kinds)),
  ];
  return readOn(
    session,
    {
      jql: `${allOf(conditions)} ${latestFirst}`,
      keepRow: () => true,
      keep: (ticket) => matches(ticket, query),
      exact: phases.exact && query.kinds === undefined && query.text === undefined,
    },
    cursor,
  );
}

export async function changedSince(
  session: JiraSession,
  at: Instant,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const conditions = [...(await session.queries.anyOf(session.scopes)), changedJql(at, session.now())];
  const since = Date.parse(at);
  return readOn(
    session,
    {
      jql: `${allOf(conditions)} ${latestFirst}`,
      keepRow: ({ fields }) => Date.parse(fields.updated) >= since,
      keep: () => true,
      exact: false,
    },
    cursor,
  );
}

/** Leaves out the types that are of another kind. A type that is not known stays in, and is looked at afterwards. */
async function kindsJql(session: JiraSession, kinds: TicketQuery['kinds']): Promise<readonly Jql[]> {
  if (kinds === undefined) return [];
  const types = await session.issueTypes();
  const others = types.filter(({ id, name }) => /^\d+$/.test(id) && !kinds.includes(ticketKind(name)));
  return others.length === 0 ? [] : [`issuetype not in (${others.map(({ id }) => id).join(',')})`];
}

async function readOn(session: JiraSession, listing: Listing, cursor: Cursor | undefined): Promise<Page<Ticket>> {
  const read = async (place: Place | undefined): Promise<FilteredPage<Place>> => {
    const { rows, next, total } = await readPage(session, listing, place).catch((error: unknown) =>
      refuseQuery(session, error),
    );
    const items = (await session.tickets(rows)).filter(listing.keep);
    return { items, next, total: listing.exact ? total : undefined };
  };
  return pageWithSome(cursor === undefined ? undefined : readCursor(cursor), read, writeCursor);
}

/** What is written by us is right; a name or a query of the link file need not be. */
function refuseQuery({ alias, scopes }: JiraSession, error: unknown): never {
  if (!DeskError.is(error, 'refused') || scopes.length === 0) throw error;
  throw new DeskError(
    'configuration',
    l10n.t('{0} cannot read what the link file selects: {1}', alias, error.message),
    {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t('Look at the services {0}.', [...new Set(scopes.map(({ service }) => service))].join(', ')),
    },
  );
}
