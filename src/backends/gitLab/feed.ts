import type { GitLabApi, IssueSearch } from './api.ts';
import type { SourcePlace } from './cursor.ts';
import type { WireIssue } from './schema.ts';

interface FeedPage {
  readonly issues: readonly WireIssue[];
  /** Null where nothing comes after. */
  readonly next: SourcePlace | null;
}

/** What a feed asks for, whatever its page. */
type FeedSearch = Omit<IssueSearch, 'order' | 'sort' | 'createdBefore' | 'updatedAfter' | 'page'>;

/**
 * A page of a source by when its issues were made, the newest first. That never changes, so an issue that changes while somebody reads
 * moves to no other page. GitLab compares in microseconds and shows milliseconds, so the next page begins a millisecond later than the last
 * issue, and what is there again is dropped.
 */
export async function readByCreation(api: GitLabApi, search: FeedSearch, place: SourcePlace): Promise<FeedPage> {
  const { items, more } = await api.issues({
    ...search,
    order: 'created_at',
    sort: 'desc',
    createdBefore: place.from,
    page: place.page,
  });
  const last = items.at(-1)?.created_at;
  const from = last === undefined ? place.from : later(last);
  const atEdge = last === undefined ? [] : items.filter(({ created_at: at }) => at <= later(last)).map(idOf);
  return pageOf({ items, more, place, from, atEdge, keyOf: idOf });
}

/** A page of what changed at or after an instant, the oldest change first: what changes again comes once more, later. */
export async function readByChange(api: GitLabApi, search: FeedSearch, place: SourcePlace): Promise<FeedPage> {
  const { items, more } = await api.issues({
    ...search,
    order: 'updated_at',
    sort: 'asc',
    ...(place.from === undefined ? {} : { updatedAfter: place.from }),
    page: place.page,
  });
  const from = items.at(-1)?.updated_at ?? place.from;
  const atEdge = items.filter(({ updated_at: at }) => at === from).map(changeOf);
  return pageOf({ items, more, place, from, atEdge, keyOf: changeOf });
}

function pageOf({
  items,
  more,
  place,
  from,
  atEdge,
  keyOf,
}: {
  readonly items: readonly WireIssue[];
  readonly more: boolean;
  readonly place: SourcePlace;
  readonly from: string | undefined;
  /** Those that the next page has again. */
  readonly atEdge: readonly string[];
  readonly keyOf: (issue: WireIssue) => string;
}): FeedPage {
  const read = new Set(place.read);
  const issues = items.filter((issue) => !read.has(keyOf(issue)));
  if (!more) return { issues, next: null };
  // More than a page has one instant, as an import leaves it: only counting leads on.
  const isStuck = from === place.from;
  const next = {
    ...(from === undefined ? {} : { from }),
    page: isStuck ? place.page + 1 : 1,
    read: isStuck ? [...new Set([...place.read, ...atEdge])] : [...atEdge],
  };
  return { issues, next };
}

function idOf({ id }: WireIssue): string {
  return String(id);
}

function changeOf({ id, updated_at: at }: WireIssue): string {
  return `${id}@${at}`;
}

function later(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString();
}
