import type { Backend, Page, TicketQuery } from '../domain/ports.ts';
import { refKey, type Ticket } from '../domain/ticket.ts';

export interface ReadPages {
  readonly tickets: readonly Ticket[];
  /** How many there are; absent where the backend does not tell and not every page was read. */
  readonly total?: number;
}

/** The pages of a list, from the first, until there are enough tickets. One that moves page while it is read stands once. */
export async function readPages(
  backend: Backend,
  query: TicketQuery,
  enough = Number.POSITIVE_INFINITY,
): Promise<ReadPages> {
  const found = new TicketSet();
  let page: Page<Ticket> | undefined;
  do {
    page = await backend.list(query, page?.next);
    found.add(page.items);
  } while (page.next !== undefined && found.size < enough);
  const total = page.next === undefined ? found.size : page.total;
  const tickets = found.all();
  return total === undefined ? { tickets } : { tickets, total };
}

/** Tickets in the order in which they came, each once, as it came last. */
export class TicketSet {
  readonly #byRef = new Map<string, Ticket>();

  constructor(tickets: readonly Ticket[] = []) {
    this.add(tickets);
  }

  get size(): number {
    return this.#byRef.size;
  }

  add(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) this.#byRef.set(refKey(ticket.ref), ticket);
  }

  all(): Ticket[] {
    return [...this.#byRef.values()];
  }
}
