import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { foreignCursor, parseCursor } from '../cursor.ts';
import { requestTrackerKind } from './kind.ts';

/** A number, since it becomes part of a query. */
const id = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const placeSchema = v.object({
  /** The tickets of the first page: the rest does not have them again. */
  shown: v.array(id),
  /** The rest goes down by number; this is the last one that was read. */
  below: v.optional(id),
  /** Where a page had no number to go on from, because none of its tickets may be seen: the next one after it. */
  page: v.optional(count, 1),
  /** How many such pages came in a row. */
  empty: v.optional(count, 0),
  total: v.optional(count),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  return parseCursor(placeSchema, cursor, requestTrackerKind.name);
}

/** Where a timeline goes on. */
export interface TimelinePlace {
  readonly page: number;
  /** The number of the last transaction that was read. */
  readonly last: number;
  /** How many pages had nothing that may be seen, in a row. */
  readonly empty: number;
}

export function writeTimelineCursor({ page, last, empty }: TimelinePlace): Cursor {
  return [page, last, empty].join(':');
}

/** @throws `usage` for what this backend did not write. */
export function readTimelineCursor(cursor: Cursor | undefined): TimelinePlace {
  if (cursor === undefined) return { page: 1, last: 0, empty: 0 };
  const [, page, last, empty] = /^(\d{1,6}):(\d{1,15}):(\d{1,2})$/.exec(cursor) ?? [];
  if (page === undefined) throw foreignCursor(requestTrackerKind.name);
  return { page: Number(page), last: Number(last), empty: Number(empty) };
}
