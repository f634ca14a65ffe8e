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
  #newestFirst: readonly VisibleTicket[] | undefined;

  add(event: EventFile, arrived: Instant | undefined): void {
    let ticket = this.#byId.get(event.ticket);
    if (ticket === undefined) {
      ticket = new DeskTicket(event.ticket);
      this.#byId.set(event.ticket, ticket);
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
    const ticket = this.#byId.get(id);
    return ticket?.folded === undefined ? undefined : { ticket, folded: ticket.folded };
  }

  /** The latest change first. */
  newestFirst(): readonly VisibleTicket[] {
    this.#newestFirst ??= this.#allVisible().toSorted(
      (a, b) => compare(b.folded.updated, a.folded.updated) || compare(a.ticket.id, b.ticket.id),
    );
    return this.#newestFirst;
  }

  startingWith(prefix: string): VisibleTicket[] {
    return this.#allVisible().filter(({ ticket }) => ticket.id.startsWith(prefix));
  }

  /** How many characters of an id name this ticket and no other. */
  keyLength(id: string): number {
    let length = shortest;
    for (const other of this.#byPrefix.get(id.slice(0, shortest)) ?? []) {
      if (other !== id) length = Math.max(length, sharedLength(id, other) + 1);
    }
    return length;
  }

  #allVisible(): VisibleTicket[] {
    const visible: VisibleTicket[] = [];
    for (const ticket of this.#byId.values()) {
      if (ticket.folded !== undefined) visible.push({ ticket, folded: ticket.folded });
    }
    return visible;
  }
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
