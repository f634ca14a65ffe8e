import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { foreignCursor, parseCursor } from '../cursor.ts';
import { gitLabKind } from './kind.ts';

const page = v.pipe(v.number(), v.integer(), v.minValue(1));

const placeSchema = v.object({
  /** The instant that the next page begins at; absent: the first. */
  from: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** Where more than a page has one instant: which of its pages. */
  page,
  /** What was read already of those at the edge. */
  read: v.array(v.string()),
});
/** Where one source goes on. */
export type SourcePlace = v.InferOutput<typeof placeSchema>;

const listSchema = v.object({
  /** The issues of the first page: the rest does not have them again. */
  shown: v.array(v.string()),
  /** One for each source, null for one that is read. */
  places: v.array(v.nullable(placeSchema)),
});
/** Where a list goes on. */
export type ListPlace = v.InferOutput<typeof listSchema>;

const timelineSchema = v.object({
  page,
  /** Up to when it was told. */
  after: v.string(),
  /** The number of the last note that was told. */
  last: v.number(),
  /** How many notes there were. */
  total: v.optional(v.number()),
});
export type TimelinePlace = v.InferOutput<typeof timelineSchema>;

export function writeCursor(place: ListPlace | TimelinePlace): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write, or wrote for other services. */
export function readListCursor(cursor: Cursor, sources: number): ListPlace {
  const place = parseCursor(listSchema, cursor, gitLabKind.name);
  if (place.places.length === sources) return place;
  throw foreignCursor(gitLabKind.name);
}

/** @throws `usage` for what this backend did not write. */
export function readTimelineCursor(cursor: Cursor): TimelinePlace {
  return parseCursor(timelineSchema, cursor, gitLabKind.name);
}
