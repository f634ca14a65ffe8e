import type { Instant, Version } from '../../domain/ticket.ts';
import { compareEvents, openEvent, type DeskEvent, type StoredEvent } from './event.ts';
import { foldNext, foldTicket, type Draft, type FoldedTicket } from './fold.ts';

/** A ticket of the desk: its events in the order in which they count, and what they come to. */
export class DeskTicket {
  readonly id: string;
  /** When this process saw it change; absent: it is as it was first read. */
  arrived: Instant | undefined;
  readonly #events: StoredEvent[] = [];
  #folded: Draft | undefined;
  #isCurrent = true;
  /** Whether somebody has the folded ticket, which must not change any more then. */
  #isOut = false;

  constructor(id: string) {
    this.id = id;
  }

  add({ name, lamport, text, data }: DeskEvent): void {
    const event = { name, lamport, text };
    const last = this.#events.at(-1);
    // Git lists a ticket's events in the order in which they count; only what comes from elsewhere can come late.
    const isLast = last === undefined || compareEvents(last, event) < 0;
    if (isLast) this.#events.push(event);
    else this.#insert(event);
    if (last === undefined) this.#folded = foldTicket([{ ...event, data }]);
    else if (isLast && this.#isCurrent && this.#folded !== undefined) {
      if (this.#isOut) this.#folded = { ...this.#folded };
      foldNext(this.#folded, name, data);
    } else this.#isCurrent = false;
    this.#isOut = false;
  }

  /** Every event, with what it says. */
  get events(): readonly DeskEvent[] {
    return this.#events.flatMap((event) => openEvent(event));
  }

  get lamport(): number {
    return this.#events.at(-1)?.lamport ?? 0;
  }

  /** Undefined as long as the event that created it is missing. */
  get folded(): FoldedTicket | undefined {
    if (!this.#isCurrent) {
      this.#folded = foldTicket(this.events);
      this.#isCurrent = true;
    }
    this.#isOut = true;
    return this.#folded;
  }

  /** Events are only ever added, so their number and the last one stand for all of them. */
  get version(): Version {
    return `${this.#events.length}-${this.#events.at(-1)?.name ?? ''}`;
  }

  /** The event with a random suffix that somebody has just made up. */
  eventEnding(suffix: string): DeskEvent | undefined {
    return this.#events.filter(({ name }) => name.endsWith(`-${suffix}`)).flatMap((event) => openEvent(event))[0];
  }

  #insert(event: StoredEvent): void {
    const known = this.#events.findIndex(({ name }) => name === event.name);
    if (known !== -1) this.#events[known] = event;
    else this.#events.push(event);
    this.#events.sort(compareEvents);
  }
}
