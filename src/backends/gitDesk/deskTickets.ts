import type { Instant } from '../../domain/ticket.ts';
import { DeskTicket } from './deskTicket.ts';
import type { EventFile } from './event.ts';
import type { FoldedTicket } from './fold.ts';

/** A ticket that can be shown: the event that created it is there. */
export interface VisibleTicket {
  readonly ticket: DeskTicket;
  readonly folded: FoldedTicket;
}

/** People type six characters; fewer would be ambiguous in a desk of a few thousand tickets already. */
const shortest = 6;

/** Every ticket of a desk, with the order of a list and the keys that tell them apart. */
export class DeskTickets {
  readonly #byId = new Map<string, DeskTicket>();
  readonly #byPrefix = new Map<string, string[]>();
  /** Kept in the order of the last list: to sort what is nearly sorted costs next to nothing. */
  readonly #order: DeskTicket[] = [];
  #newestFirst: readonly VisibleTicket[] | undefined;

  add(event: EventFile, arrived: Instant | undefined): void {
    let ticket = this.#byId.get(event.ticket);
    if (ticket === undefined) {
      ticket = new DeskTicket(event.ticket);
      this.#byId.set(event.ticket, ticket);
      this.#order.push(ticket);
      const prefix = event.ticket.slice(0, shortest);
      const alike = this.#byPrefix.get(prefix);
      if (alike === undefined) this.#byPrefix.set(prefix, [event.ticket]);
      else alike.push(event.ticket);
    }
    ticket.add(event);
    ticket.arrived = arrived;
    this.#newestFirst = undefined;
  }

  get(id: string): DeskTicket | undefined {
    return this.#byId.get(id);
  }

  visible(id: string): VisibleTicket | undefined {
    return visibleOf(this.#byId.get(id))[0];
  }

  /** The latest change first. The same array as before, if nothing changed. */
  newestFirst(): readonly VisibleTicket[] {
    if (this.#newestFirst === undefined) {
      this.#order.sort(compareChanges);
      this.#newestFirst = this.#order.flatMap((ticket) => visibleOf(ticket));
    }
    return this.#newestFirst;
  }

  startingWith(prefix: string): VisibleTicket[] {
    return this.newestFirst().filter(({ ticket }) => ticket.id.startsWith(prefix));
  }

  /** How many characters of an id name this ticket and no other. */
  keyLength(id: string): number {
    let length = shortest;
    for (const other of this.#byPrefix.get(id.slice(0, shortest)) ?? []) {
      if (other !== id) length = Math.max(length, sharedLength(id, other) + 1);
    }
    return length;
  }
}

function visibleOf(ticket: DeskTicket | undefined): VisibleTicket[] {
  return ticket?.folded === undefined ? [] : [{ ticket, folded: ticket.folded }];
}

function compareChanges(a: DeskTicket, b: DeskTicket): number {
  return compare(b.folded?.updated ?? '', a.folded?.updated ?? '') || compare(a.id, b.id);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
