import type { Clock } from '../domain/ports.ts';
import type { Service } from '../domain/service.ts';
import { withServiceLevels } from '../domain/serviceLevel.ts';
import type { Ticket } from '../domain/ticket.ts';

const minute = 60_000;

/** Gives tickets the targets of their services. The same list within the same minute is worked out once. */
export class LevelledTickets {
  readonly #clock: Clock;
  #services: readonly Service[] = [];
  #done = new WeakMap<readonly Ticket[], { readonly minute: number; readonly tickets: readonly Ticket[] }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  useServices(services: readonly Service[]): void {
    this.#services = services;
    this.#done = new WeakMap();
  }

  of(tickets: readonly Ticket[]): readonly Ticket[] {
    const now = this.#clock();
    const thisMinute = Math.floor(now.getTime() / minute);
    const done = this.#done.get(tickets);
    if (done?.minute === thisMinute) return done.tickets;
    const levelled = tickets.map((ticket) => this.one(ticket));
    this.#done.set(tickets, { minute: thisMinute, tickets: levelled });
    return levelled;
  }

  one(ticket: Ticket): Ticket {
    return withServiceLevels(ticket, this.#services, this.#clock());
  }
}
