import type { Backend } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { TicketStore } from './ticketStore.ts';

interface Expectation {
  readonly store: TicketStore;
  readonly backend: Backend;
  readonly before: Ticket;
  /** What the write is expected to change. */
  readonly expected: Partial<Pick<Ticket, 'assignees' | 'phase' | 'state'>>;
}

/** Shows a write's effect at once, then what the backend really holds: also where it refused, or somebody else was faster. */
export async function optimistic<T extends { readonly ticket: Ticket }>(
  { store, backend, before, expected }: Expectation,
  write: () => Promise<T>,
): Promise<T> {
  store.apply({ ...before, ...expected });
  try {
    const result = await write();
    store.apply(result.ticket);
    return result;
  } catch (error) {
    store.apply(await backend.get(before.ref).catch(() => before));
    throw error;
  }
}
