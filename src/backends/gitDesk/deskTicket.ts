import type { Instant, Version } from '../../domain/ticket.ts';
import { compareEvents, type DeskEvent } from './event.ts';
import { foldTicket, type FoldedTicket } from './fold.ts';

/** A ticket of the desk: its events in the order in which they count, and what they come to. */
export class DeskTicket {
  readonly id: string;
  /** When this process saw it change; absent: it is as it was first read. */
  arrived: Instant | undefined;
  readonly #events: DeskEvent[] = [];
  #folded: FoldedTicket | undefined;
  #stale = true;

  constructor(id: string) {
    this.id = id;
  }

  add(event: DeskEvent): void {
    const known = this.#events.findIndex(({ name }) => name === event.name);
    if (known === -1) this.#events.push(event);
    else this.#events[known] = event;
    this.#stale = true;
  }

  get events(): readonly DeskEvent[] {
    this.#refold();
    return this.#events;
  }

  /** Undefined as long as the event that created it is missing. */
  get folded(): FoldedTicket | undefined {
    this.#refold();
    return this.#folded;
  }

  /** Events are only ever added, so their number and the last one stand for all of them. */
  get version(): Version {
    return `${this.events.length}-${this.events.at(-1)?.name ?? ''}`;
  }

  /** The event with a random suffix that somebody has just made up. */
  eventEnding(suffix: string): DeskEvent | undefined {
    return this.#events.find(({ name }) => name.endsWith(`-${suffix}`));
  }

  #refold(): void {
    if (!this.#stale) return;
    this.#events.sort(compareEvents);
    this.#folded = foldTicket(this.#events);
    this.#stale = false;
  }
}
