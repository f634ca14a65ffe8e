import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { matches } from '../../domain/query.ts';
import { openPhases, phases, type Instant, type Ticket } from '../../domain/ticket.ts';
import { pageWithSome, type FilteredPage } from '../pageWithSome.ts';
import type { IssueSearch } from './api.ts';
import { readListCursor, writeCursor, type ListPlace } from './cursor.ts';
import { readByChange, readByCreation } from './feed.ts';
import type { WireIssue } from './schema.ts';
import type { GitLabSession } from './session.ts';
import { selects, type Source } from './sources.ts';
import { sideOf } from './state.ts';

const nothing: Page<Ticket> = { items: [], total: 0 };
const everything: readonly Source[] = [{ services: [], labels: [] }];

type Filter = Pick<IssueSearch, 'state' | 'assignee'>;

interface ReadPage {
  readonly issues: readonly WireIssue[];
  readonly next: ListPlace | undefined;
  /** How many the server finds in all, if it tells. */
  readonly total?: number | undefined;
}

/**
 * Words are looked for here: GitLab's search takes a title apart by the rules of a language and finds whole words only, so it would
 * leave out what the query means. Kinds and phases are ours.
 */
export async function list(
  session: GitLabSession,
  query: TicketQuery,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { services } = query;
  const wanted = query.phases ?? openPhases;
  const state = sideOf(wanted);
  const scopes = session.sources.scopes.filter(({ service }) => services === undefined || services.includes(service));
  if (state === undefined || (services !== undefined && scopes.length === 0)) return nothing;
  const sources = scopes.length === 0 ? everything : await session.sources.of(scopes);
  const filter = { state, ...(await assigneeOf(session, query.assignee)) };
  const isExact =
    query.kinds === undefined &&
    query.text === undefined &&
    (phases.every((phase) => wanted.includes(phase)) || (wanted.length === 1 && wanted[0] === 'closed'));
  const read = async (place: ListPlace | undefined): Promise<FilteredPage<ListPlace>> => {
    const { issues, next, total }: ReadPage =
      place === undefined
        ? await firstPage(session, sources, filter)
        : await laterPage(session, { sources, filter, place });
    const items = (await session.tickets(issues)).filter((ticket) => matches(ticket, query));
    const known = next === undefined && place === undefined ? items.length : total;
    return { items, next, total: isExact || next === undefined ? known : undefined };
  };
  const from = cursor === undefined ? undefined : readListCursor(cursor, sources.length);
  return pageWithSome(from, read, writeCursor);
}

async function assigneeOf(
  session: GitLabSession,
  assignee: TicketQuery['assignee'],
): Promise<Pick<Filter, 'assignee'>> {
  switch (assignee) {
    case 'me':
      return { assignee: (await session.people.me()).id };
    case 'nobody':
      return { assignee: 'None' };
    case undefined:
      return {};
    default:
      return assignee satisfies never;
  }
}

/** The latest changes. What follows goes by when issues were made, without these: see `readByCreation`. */
async function firstPage({ api }: GitLabSession, sources: readonly Source[], filter: Filter): Promise<ReadPage> {
  const pages = await Promise.all(
    sources.map(async (source) => api.issues({ ...searchOf(source, filter), order: 'updated_at', sort: 'desc' })),
  );
  const issues = pages
    .flatMap(({ items }, index) => withoutEarlier(items, sources, index))
    .toSorted((a, b) => (a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : b.id - a.id));
  const places = pages.map(({ more }) => (more ? { page: 1, read: [] } : null));
  return {
    issues,
    next: isRead(places) ? undefined : { shown: issues.map(({ id }) => String(id)), places },
    total: pages.length === 1 ? pages[0]?.total : undefined,
  };
}

interface LaterPage {
  readonly sources: readonly Source[];
  readonly filter: Filter;
  readonly place: ListPlace;
}

async function laterPage({ api }: GitLabSession, { sources, filter, place }: LaterPage): Promise<ReadPage> {
  const shown = new Set(place.shown);
  const pages = await Promise.all(
    sources.map(async (source, index) => {
      const from = place.places[index];
      if (from === undefined || from === null) return { issues: [], next: null };
      const { issues, next } = await readByCreation(api, searchOf(source, filter), from);
      const unread = issues.filter(({ id }) => !shown.has(String(id)));
      return { issues: withoutEarlier(unread, sources, index), next };
    }),
  );
  const places = pages.map(({ next }) => next);
  return {
    issues: pages.flatMap(({ issues }) => issues),
    next: isRead(places) ? undefined : { shown: place.shown, places },
  };
}

/** What changed at or after an instant. An issue that changes again while it is read comes again, as it is then. */
export async function changedSince(
  session: GitLabSession,
  at: Instant,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const sources = session.sources.scopes.length === 0 ? everything : await session.sources.all();
  const place =
    cursor === undefined
      ? { shown: [], places: sources.map(() => ({ from: at, page: 1, read: [] })) }
      : readListCursor(cursor, sources.length);
  const pages = await Promise.all(
    sources.map(async (source, index) => {
      const from = place.places[index];
      if (from === undefined || from === null) return { issues: [], next: null };
      const { issues, next } = await readByChange(session.api, searchOf(source, { state: 'all' }), from);
      return { issues: withoutEarlier(issues, sources, index), next };
    }),
  );
  const places = pages.map(({ next }) => next);
  const items = await session.tickets(pages.flatMap(({ issues }) => issues));
  return isRead(places) ? { items } : { items, next: writeCursor({ shown: [], places }) };
}

function searchOf({ project, labels }: Source, filter: Filter): Filter & Pick<IssueSearch, 'project' | 'labels'> {
  return { project, labels, ...filter };
}

/** An issue that several sources have comes with the first of them. */
function withoutEarlier(issues: readonly WireIssue[], sources: readonly Source[], index: number): WireIssue[] {
  const earlier = sources.slice(0, index);
  return issues.filter((issue) => !earlier.some((source) => selects(source, issue)));
}

function isRead(places: ListPlace['places']): boolean {
  return places.every((place) => place === null);
}
