import assert from 'node:assert/strict';
import type { Backend, TicketQuery } from '../../src/domain/ports.ts';
import { DeskError, type Reason } from '../../src/domain/errors.ts';
import type { Entry, Kind, Phase, ServiceScope, Ticket, TicketDraft, TicketRef } from '../../src/domain/ticket.ts';

/** A ticket as the suite asks for it. What is left out is up to the harness. */
export interface Seed {
  readonly title: string;
  readonly body?: string;
  readonly kind?: Kind;
}

/** One system that holds tickets, opened by the people that the contract suite needs. */
export interface ContractHarness {
  /** The system as Ana sees it, who may do everything with the tickets of the linked service. */
  readonly backend: Backend;
  /** The same system, opened by Ben, who may do the same. */
  readonly other: Backend;
  /** The same system, opened by somebody who may not change the tickets of the linked service. */
  readonly withoutRights?: Backend;
  /** The linked service. */
  readonly scope: ServiceScope;
  /** How many tickets come on one page. The suite makes twice as many and one more. */
  readonly pageSize: number;
  /** A key and an id that have the right form and name no ticket. */
  readonly missing: { readonly key: string; readonly id: string };
  /** Makes a ticket in the linked service, new and nobody's, and returns it as `backend` reads it. */
  readonly seed: (seed: Seed) => Promise<Ticket>;
  /** Makes a ticket that belongs to a service that is not linked. */
  readonly seedElsewhere: (seed: Seed) => Promise<void>;
  /** Makes tickets that share a key and returns that key; absent where a key cannot name two. */
  readonly ambiguousKey?: () => Promise<string>;
  /** Whether the workflow of a new ticket has a transition that needs a field. */
  readonly requiresFields: boolean;
  /** How many states the workflow has at least; absent: three. */
  readonly states?: number;
  /** The phase of a ticket that was just taken; absent: that of a new one, since taking does not move it. */
  readonly takenPhase?: Phase;
  /** Ends a ticket as monitoring ends an alert; absent where people can, by the transitions that are offered. */
  readonly end?: (ticket: Ticket) => Promise<Ticket>;
  /** How the system changes titles, e.g. one line only; absent: not at all. */
  readonly storedTitle?: (title: string) => string;
  /** How the system changes texts; absent: not at all. */
  readonly storedBody?: (body: string) => string;
  /** How the system changes notes; absent: as it changes texts. */
  readonly storedNote?: (body: string) => string;
  readonly tearDown?: () => Promise<void>;
}

let count = 0;

/** A word that stands in no other title, so that suites can share a system. */
export function uniqueWord(): string {
  count++;
  return `zx${Date.now().toString(36)}${count.toString(36)}q`;
}

/** Everything that a query finds, page by page. */
export async function listAll(backend: Backend, query: TicketQuery): Promise<{ items: Ticket[]; totals: number[] }> {
  const items: Ticket[] = [];
  const totals: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await backend.list(query, cursor);
    items.push(...page.items);
    if (page.total !== undefined) totals.push(page.total);
    cursor = page.next;
  } while (cursor !== undefined);
  return { items, totals };
}

/** A ticket's whole timeline, page by page. */
export async function timelineOf(backend: Backend, ref: TicketRef): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await backend.timeline(ref, cursor);
    entries.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return entries;
}

/** Asserts that something fails for one of the reasons, and returns the error. */
export async function rejectsWith(work: Promise<unknown>, ...reasons: readonly Reason[]): Promise<DeskError> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    assert.ok(
      reasons.includes(error.reason),
      `expected ${reasons.join(' or ')}, got ${error.reason}: ${error.message}`,
    );
    return error;
  }
  throw new assert.AssertionError({ message: `expected a failure (${reasons.join(' or ')}), and it worked` });
}

/** A ticket that takes notes: a new one, or one that I have where a note needs that. */
export async function readyForNotes(backend: Backend, ticket: Ticket): Promise<Ticket> {
  return backend.capabilities.notesNeedAssignee === true ? backend.assign(ticket.ref, 'me', ticket.version) : ticket;
}

/** A draft for the linked service. */
export function draftFor(harness: ContractHarness, seed: Seed): TicketDraft {
  return { kind: seed.kind ?? 'incident', title: seed.title, body: seed.body ?? '', service: harness.scope };
}
