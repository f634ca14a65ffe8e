import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { foreignCursor, parseCursor } from '../cursor.ts';
import { gitHubKind } from './kind.ts';

/** A path of GitHub's own, from a `Link` header. */
const path = v.pipe(v.string(), v.regex(/^\/(?:repos|repositories|issues)(?:\/[\w.-]+)*\?[^#\s]*$/));
const instant = v.pipe(v.string(), v.isoTimestamp());

const leftSchema = v.object({
  /** Which of the questions of the list. */
  question: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What changed before this has been read. */
  since: v.optional(instant),
  /** Where so many changed within one second that they fill a page: the page after it. */
  next: v.optional(path),
});
/** What is left of one question. */
export type Left = v.InferOutput<typeof leftSchema>;

const placeSchema = v.object({
  /** The list that it belongs to: `ShownLists` has what it has shown. */
  list: v.pipe(v.string(), v.uuid()),
  /** Which page of the list is next, from 0. */
  page: v.pipe(v.number(), v.integer(), v.minValue(0)),
  left: v.pipe(v.array(leftSchema), v.nonEmpty()),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  return parseCursor(placeSchema, cursor, gitHubKind.name);
}

/** The path of a timeline's next page. @throws `usage` for what this backend did not write. */
export function readTimelineCursor(cursor: Cursor): string {
  if (v.is(path, cursor)) return cursor;
  throw foreignCursor(gitHubKind.name);
}
