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
  let tickets: readonly Ticket[] = [];
  let page: Page<Ticket> | undefined;
  do {
    page = await backend.list(query, page?.next);
    tickets = union(tickets, page.items);
  } while (page.next !== undefined && tickets.length < enough);
  const total = page.next === undefined ? tickets.length : page.total;
  return total === undefined ? { tickets } : { tickets, total };
}

/** Both lists, each ticket once, as the second has it. */
export function union(a: readonly Ticket[], b: readonly Ticket[]): Ticket[] {
  const byRef = new Map<string, Ticket>();
  for (const ticket of [...a, ...b]) byRef.set(refKey(ticket.ref), ticket);
  return [...byRef.values()];
}
