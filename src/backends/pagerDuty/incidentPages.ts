import type { Instant } from '../../domain/ticket.ts';
import type { IncidentSearch, PdApi } from './api.ts';
import type { ListPlace } from './cursor.ts';
import { furthest, perPage } from './pages.ts';
import type { WireListedIncident } from './schema.ts';

export type Filter = Pick<IncidentSearch, 'statuses' | 'serviceIds' | 'userIds'>;

export interface IncidentPage {
  readonly rows: readonly WireListedIncident[];
  readonly next: ListPlace | undefined;
}

/** How many rows a page shares with the one before, to see that nothing was lost between them. */
const overlap = 5;
/** PagerDuty takes six months at most (`since`, `until`). */
const longestWindow = 180 * 24 * 60 * 60 * 1000;
const second = 1000;

/**
 * Reads a page, the highest number first.
 *
 * PagerDuty counts: an incident that leaves the list while somebody reads (it is resolved, say) moves all others up, over the edge of the
 * page. Numbers never change, so each page begins with some rows of the one before; if they are not there, it is read from further up.
 */
export async function readIncidentPage(
  api: PdApi,
  filter: Filter,
  place: ListPlace,
): Promise<IncidentPage & { readonly found?: number }> {
  const { below = Number.POSITIVE_INFINITY, window } = place;
  const made = window === undefined ? {} : { made: window };
  for (let { offset } = place; ; offset = Math.max(0, offset - perPage)) {
    const first = place.below === undefined && window === undefined;
    const { items, more, total } = await api.incidents({ ...filter, ...made, offset, total: first });
    const [top] = items;
    const isJoined = offset === 0 || (top !== undefined && top.incident_number >= below);
    if (!isJoined) continue;
    const rows = items.filter((row) => row.incident_number < below);
    const last = items.at(-1);
    const goesOn = more && last !== undefined;
    const next = goesOn
      ? await placeAfter(api, filter, { place, last, offset: offset + items.length - overlap })
      : nextWindow(place);
    return { rows, next, ...(total === undefined || total === null ? {} : { found: total }) };
  }
}

interface Reached {
  readonly place: ListPlace;
  readonly last: WireListedIncident;
  readonly offset: number;
}

async function placeAfter(api: PdApi, filter: Filter, { place, last, offset }: Reached): Promise<ListPlace> {
  const below = Math.min(last.incident_number, place.below ?? Number.POSITIVE_INFINITY);
  if (offset + perPage <= furthest) return { ...place, below, offset };
  const floor = place.floor ?? (await madeFirst(api, filter)) ?? last.created_at;
  // Whether PagerDuty counts the end itself in is not said, so it is a second later than it needs to be.
  return { ...place, below, offset: 0, floor, window: windowBefore(last.created_at) };
}

function nextWindow(place: ListPlace): ListPlace | undefined {
  const { window, floor } = place;
  if (window === undefined || floor === undefined || window.since <= floor) return undefined;
  return { ...place, offset: 0, window: windowBefore(window.since) };
}

function windowBefore(at: Instant): { readonly since: Instant; readonly until: Instant } {
  const until = Date.parse(at) + second;
  return { since: new Date(until - longestWindow).toISOString(), until: new Date(until).toISOString() };
}

async function madeFirst(api: PdApi, filter: Filter): Promise<Instant | undefined> {
  const { items } = await api.incidents({ ...filter, order: 'oldest', limit: 1 });
  return items[0]?.created_at;
}
