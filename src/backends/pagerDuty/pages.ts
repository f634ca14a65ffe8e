import type { Query } from '../../http/query.ts';

/** A page of a list that is counted. */
export interface Counted<T> {
  readonly items: readonly T[];
  readonly more: boolean;
  readonly total?: number | null | undefined;
}

/** More is cut to this. */
export const perPage = 100;

/** `offset + limit` may not be more; beyond, PagerDuty answers 400 ("Pagination" in its REST documentation). */
export const furthest = 10_000;

/** A list to its end, as far as PagerDuty counts. For lists of what people have set up, which are never that long. */
export async function readAllPages<T>(read: (page: Query) => Promise<Counted<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let offset = 0; offset < furthest; offset += perPage) {
    const { items, more } = await read([
      ['limit', String(perPage)],
      ['offset', String(offset)],
    ]);
    all.push(...items);
    if (!more || items.length === 0) return all;
  }
  return all;
}
