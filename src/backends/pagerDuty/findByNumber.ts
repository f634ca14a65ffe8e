import type { Instant } from '../../domain/ticket.ts';
import type { PdApi } from './api.ts';
import { furthest, perPage } from './pages.ts';
import type { WireListedIncident } from './schema.ts';

/**
 * The id of the incident with a number. There is no request for it, and no filter. But numbers go up by one with each incident of the
 * account, so the list by number is as good as an index: where an account sees everything, the second request has it.
 */
export async function idByNumber(api: PdApi, number: number): Promise<string | undefined> {
  const newest = await api.incidents({ limit: 1 });
  const [top] = newest.items;
  if (top === undefined || top.incident_number < number) return undefined;
  if (top.incident_number === number) return top.id;
  // It stands no further down than this; higher up, where some may not be seen.
  let low = 1;
  let high = Math.min(top.incident_number - number + slack, furthest - 1);
  const isBeyond = top.incident_number - number + slack >= furthest;
  let guess = Math.max(low, high - perPage + 1);
  while (low <= high) {
    const offset = Math.min(guess, furthest - perPage);
    const { items, more } = await api.incidents({ offset });
    const verdict = look(items, number);
    if (verdict.type === 'here') return verdict.id;
    if (verdict.type === 'higher') high = offset - 1;
    else if (more && offset + perPage < furthest) low = offset + items.length;
    else return more && isBeyond ? byTime(api, number, items.at(-1)) : undefined;
    guess = Math.floor((low + high) / 2);
  }
  return undefined;
}

/** How many may be made while we look. */
const slack = 50;

type Verdict = { readonly type: 'here'; readonly id: string | undefined } | { readonly type: 'higher' | 'lower' };

/** Where a number stands, seen from a page of the list, the highest number first. */
function look(items: readonly WireListedIncident[], number: number): Verdict {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined || first.incident_number < number) return { type: 'higher' };
  if (last.incident_number > number) return { type: 'lower' };
  return { type: 'here', id: items.find((one) => one.incident_number === number)?.id };
}

const day = 24 * 60 * 60 * 1000;
const longestWindow = 180 * day;
const second = 1000;

/** Beyond what PagerDuty counts: by halves of the time between the oldest incident and the last one that was looked at. */
async function byTime(api: PdApi, number: number, last: WireListedIncident | undefined): Promise<string | undefined> {
  const [oldest] = (await api.incidents({ order: 'oldest', limit: 1 })).items;
  if (oldest === undefined || last === undefined || oldest.incident_number > number) return undefined;
  let [from, to] = [Date.parse(oldest.created_at), Date.parse(last.created_at)];
  for (;;) {
    const until = to - from < 2 * second ? to : Math.floor((from + to) / 2 / second) * second;
    const items = await madeUpTo(api, until, from);
    const verdict = look(items, number);
    if (verdict.type === 'here') return verdict.id;
    if (until === to) return undefined;
    if (verdict.type === 'higher') from = until;
    else to = Math.min(until, Date.parse(items.at(-1)?.created_at ?? ''));
  }
}

/** The page that ends at a moment. Where nothing was made for longer than one request may ask for, an earlier one. */
async function madeUpTo(api: PdApi, moment: number, from: number): Promise<readonly WireListedIncident[]> {
  for (let until = moment; ; until -= longestWindow) {
    const since = Math.max(from, until - longestWindow);
    const { items } = await api.incidents({ made: { since: at(since - second), until: at(until + second) } });
    if (items.length > 0 || since === from) return items;
  }
}

function at(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
