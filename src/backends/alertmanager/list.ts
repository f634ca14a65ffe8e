import type { Cursor, Page, TicketQuery } from '../../domain/ports.ts';
import { lastChange, matches } from '../../domain/query.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Pages } from './pages.ts';
import type { AlertmanagerSession } from './session.ts';

/**
 * The alerts that fire, the latest change first. Those that have ended are there only if they are asked for and were seen before they
 * ended; the total is left out then, since nobody knows of the others.
 */
export async function list(
  session: AlertmanagerSession,
  pages: Pages,
  { query, cursor }: { readonly query: TicketQuery; readonly cursor: Cursor | undefined },
): Promise<Page<Ticket>> {
  if (cursor !== undefined) return pages.next(cursor);
  const firing = await session.tickets();
  const withEnded = query.phases?.includes('resolved') === true;
  const ended = withEnded ? session.memory.ended().filter(({ linked }) => linked) : [];
  const found = [...firing, ...ended.map((seen) => session.toTicket(seen, []))]
    .filter((ticket) => matches(ticket, query))
    .toSorted(byChange);
  const page = pages.first(found);
  return withEnded ? page : { ...page, total: found.length };
}

function byChange(a: Ticket, b: Ticket): number {
  const [one, other] = [lastChange(a), lastChange(b)];
  return one === other ? (a.key < b.key ? -1 : 1) : one < other ? 1 : -1;
}
