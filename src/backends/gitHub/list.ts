import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { lastChange, matches } from '../../domain/query.ts';
import { openPhases, type Instant, type Phase, type Ticket } from '../../domain/ticket.ts';
import { pageWithSome, type FilteredPage } from '../pageWithSome.ts';
import type { IssueSearch } from './api.ts';
import { readCursor, writeCursor, type Left, type Place } from './cursor.ts';
import type { WirePage } from './knownPages.ts';
import type { WireListedIssue } from './schema.ts';
import { questionsOf, type Question } from './scope.ts';
import type { GitHubSession } from './session.ts';

/** What is asked, and what is left to look at afterwards: GitHub knows no phases, kinds or words. */
interface Listing {
  readonly questions: readonly Question[];
  readonly search: Pick<IssueSearch, 'state' | 'assignee'>;
  readonly keep: (ticket: Ticket) => boolean;
}

/**
 * The first page has the latest changes of every repository. What follows goes up by the time of the last change, each page asked for
 * anew from the last time on: an issue that changes or is closed while somebody reads can then neither push another one over the edge of
 * a page nor be lost, as where pages are counted. What was shown is not shown again.
 */
export async function list(
  session: GitHubSession,
  query: TicketQuery,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  const { services, assignee } = query;
  const scopes = session.scopes.filter(({ service }) => services === undefined || services.includes(service));
  const me = assignee === 'me' ? (await session.people.me())?.id : undefined;
  if ((services !== undefined && scopes.length === 0) || (assignee === 'me' && me === undefined)) {
    return { items: [], total: 0 };
  }
  const wanted = me ?? (assignee === 'nobody' ? 'none' : undefined);
  const questions = questionsOf(scopes);
  const listing: Listing = {
    questions,
    search: { state: stateFor(query.phases ?? openPhases), ...(wanted === undefined ? {} : { assignee: wanted }) },
    keep: (ticket) => isLinked(session, ticket) && matches(ticket, query),
  };
  if (cursor !== undefined) return readOn(session, listing, readCursor(cursor));
  const { tickets, place } = await readFirst(session, listing);
  const items = tickets.filter(listing.keep);
  if (place === undefined) return { items, total: items.length };
  return items.length > 0 ? { items, next: writeCursor(place) } : readOn(session, listing, place);
}

/** How far back the question for changes is put, in milliseconds: the same one again costs nothing while nothing changes. */
const step = 10 * 60_000;

export async function changedSince(
  session: GitHubSession,
  at: Instant,
  cursor: Cursor | undefined,
): Promise<Page<Ticket>> {
  // GitHub keeps whole seconds.
  const since = Math.floor(Date.parse(at) / 1000) * 1000;
  const questions = questionsOf(session.scopes);
  const asked = wholeSeconds(Math.floor(since / step) * step);
  const place = {
    list: crypto.randomUUID(),
    page: 0,
    left: questions.map((_, question) => ({ question, since: asked })),
  };
  const keep = (ticket: Ticket): boolean => isLinked(session, ticket) && Date.parse(lastChange(ticket)) >= since;
  const listing: Listing = { questions, search: { state: 'all' }, keep };
  return readOn(session, listing, cursor === undefined ? place : readCursor(cursor));
}

/** Not every label can be asked for, so what came is looked at again. */
function isLinked({ scopes }: GitHubSession, { services }: Ticket): boolean {
  return scopes.length === 0 || services.length > 0;
}

function stateFor(phases: readonly Phase[]): IssueSearch['state'] {
  const open = phases.filter((phase) => openPhases.includes(phase)).length;
  if (open === phases.length) return 'open';
  return open === 0 ? 'closed' : 'all';
}

interface ReadPage {
  readonly tickets: readonly Ticket[];
  /** Undefined where everything was read. */
  readonly place: Place | undefined;
}

async function readFirst(session: GitHubSession, { questions, search }: Listing): Promise<ReadPage> {
  const pages = await Promise.all(
    questions.map(async (question) => ask(session, question, { ...search, order: 'latest' })),
  );
  const list = crypto.randomUUID();
  const rows = session.shown.of(list).newOn(
    0,
    pages.flatMap(({ items }) => items),
  );
  const tickets = await session.tickets(rows);
  const left = pages.flatMap(({ next }, question) => (next === undefined ? [] : [{ question }]));
  return {
    tickets: tickets.toSorted((a, b) => Date.parse(lastChange(b)) - Date.parse(lastChange(a))),
    place: left.length === 0 ? undefined : { list, page: 1, left },
  };
}

async function readOn(session: GitHubSession, listing: Listing, from: Place): Promise<Page<Ticket>> {
  const read = async (place: Place = from): Promise<FilteredPage<Place>> => {
    const { tickets, place: next } = await readNext(session, listing, place);
    return { items: tickets.filter(listing.keep), next };
  };
  return pageWithSome(from, read, writeCursor);
}

async function readNext(session: GitHubSession, { questions, search }: Listing, place: Place): Promise<ReadPage> {
  const [current, ...others] = place.left;
  const question = current === undefined ? undefined : questions[current.question];
  if (current === undefined || question === undefined) return { tickets: [], place: undefined };
  const { since, next } = current;
  const page =
    next === undefined
      ? await ask(session, question, { ...search, order: 'oldest', ...(since === undefined ? {} : { since }) })
      : await session.api.moreIssues(next);
  const { list, page: number } = place;
  const rows = session.shown.of(list).newOn(number, page.items);
  const rest = leftAfter(current, page);
  const left = rest === undefined ? others : [rest, ...others];
  return {
    tickets: await session.tickets(rows),
    place: left.length === 0 ? undefined : { list, page: number + 1, left },
  };
}

/** A second back from the last change that was read, since others may have the same one. */
function leftAfter({ question, since }: Left, { items, next }: WirePage<WireListedIssue>): Left | undefined {
  if (next === undefined) return undefined;
  const last = items.at(-1);
  const reached = last === undefined ? undefined : wholeSeconds(Date.parse(last.updated_at) - 1000);
  if (reached !== undefined && (since === undefined || Date.parse(reached) > Date.parse(since))) {
    return { question, since: reached };
  }
  return { question, next, ...(since === undefined ? {} : { since }) };
}

async function ask(
  session: GitHubSession,
  question: Question,
  search: Omit<IssueSearch, keyof Question>,
): Promise<WirePage<WireListedIssue>> {
  try {
    const page = await session.api.issues({ ...question, ...search });
    const [first] = page.items;
    if (first !== undefined && question.repository !== undefined) session.learnName(question.repository, first);
    return page;
  } catch (error) {
    if (!DeskError.is(error, 'notFound') || question.repository === undefined) throw error;
    const { repository } = question;
    throw new DeskError('configuration', l10n.t('{0} shows no issues of {1}.', session.alias, repository), {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t(
        'Check `repository` in the link file, that this account may see it, and that its issues are not switched off.',
      ),
    });
  }
}

function wholeSeconds(time: number): Instant {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
