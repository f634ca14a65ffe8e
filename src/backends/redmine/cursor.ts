import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { parseCursor } from '../cursor.ts';
import { redmineKind } from './kind.ts';

/** A number, since it becomes part of a query. */
const id = v.pipe(v.string(), v.regex(/^\d{1,10}$/));

const placeSchema = v.strictObject({
  /** The tickets of the first page: the rest does not have them again. */
  shown: v.array(id),
  /** The rest goes down by number; this is the last one that was read. */
  below: v.optional(id),
  total: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  return parseCursor(placeSchema, cursor, redmineKind.name);
}
