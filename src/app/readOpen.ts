import type { Backend, Cursor } from '../domain/ports.ts';
import { matches } from '../domain/query.ts';
import type { Instant, Phase, Ticket } from '../domain/ticket.ts';
import { readPages, TicketSet } from './readPages.ts';

/** What a connection was found to hold. */
export interface Found {
  readonly tickets: readonly Ticket[];
  /** Absent where the backend does not tell. */
  readonly total?: number;
  /** Where the next page begins; absent: everything is here. */
  readonly next?: Cursor;
}

interface Question {
  readonly phases: readonly Phase[];
  /** As many tickets as were loaded before, so that a refresh does not take away what the user has asked for. */
  readonly enough: number;
}

/** Reads a connection anew: its first pages, and all that is mine, wherever it stands. */
export async function readOpen(backend: Backend, { phases, enough }: Question): Promise<Found> {
  let page = await backend.list({ phases });
  const found = new TicketSet(page.items);
  while (page.next !== undefined && found.size < enough) {
    page = await backend.list({ phases }, page.next);
    found.add(page.items);
  }
  const { next, total } = page;
  if (next === undefined) return { tickets: found.all(), total: found.size };
  found.add((await readPages(backend, { phases, assignee: 'me' })).tickets);
  const tickets = found.all();
  return { tickets, next, ...(total === undefined ? {} : { total: Math.max(total, tickets.length) }) };
}

interface Known {
  readonly tickets: readonly Ticket[];
  /** Whether the backend has more than is loaded. */
  readonly more: boolean;
  readonly asOf?: Instant;
}

/** Clocks differ, and a backend's index may be late: what changed shortly before the last look is asked for again. */
const overlap = 2 * 60_000;

/**
 * Reads only what changed since the last look, where the backend can tell. A ticket that has left the services is not noticed: a
 * whole reading is due now and then.
 * @returns undefined where the backend cannot, or where not everything is loaded: then nobody can tell what is new from what was
 *   not loaded, and the count would be a guess.
 */
export async function readChanges(
  backend: Backend,
  { tickets: known, more, asOf }: Known,
  phases: readonly Phase[],
): Promise<Found | undefined> {
  if (backend.changedSince === undefined || asOf === undefined || more) return undefined;
  const since = new Date(Date.parse(asOf) - overlap).toISOString();
  let page = await backend.changedSince(since);
  const found = new TicketSet(known);
  found.add(page.items);
  while (page.next !== undefined) {
    page = await backend.changedSince(since, page.next);
    found.add(page.items);
  }
  const tickets = found.all().filter((ticket) => matches(ticket, { phases }));
  return { tickets, total: tickets.length };
}
