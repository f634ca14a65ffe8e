import type { Cursor, Page } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';

/** A page as a backend has read it: what is left of it after a filter, and where the list goes on. */
export interface FilteredPage<P> {
  readonly items: readonly Ticket[];
  readonly next: P | undefined;
  readonly total?: number | undefined;
}

const mostPages = 10;

/** Reads on until a page has something: a filter that keeps little is not answered with a row of empty pages, though not without end. */
export async function pageWithSome<P>(
  from: P | undefined,
  read: (place: P | undefined) => Promise<FilteredPage<P>>,
  write: (place: P) => Cursor,
): Promise<Page<Ticket>> {
  let place = from;
  for (let count = 1; ; count++) {
    const { items, next, total } = await read(place);
    if (next === undefined || items.length > 0 || count === mostPages) {
      return {
        items,
        ...(next === undefined ? {} : { next: write(next) }),
        ...(total === undefined ? {} : { total }),
      };
    }
    place = next;
  }
}
