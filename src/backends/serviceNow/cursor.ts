import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { parseCursor } from '../cursor.ts';
import { serviceNowKind } from './kind.ts';

/** A sys_id, since it becomes part of a query. */
const sysId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const placeSchema = v.object({
  /** The tickets of the first page that the rest will come by again: it does not have them twice. */
  shown: v.array(sysId),
  /** The rest goes up by sys_id; this is the last one that was read. */
  after: v.optional(sysId),
  /** How many rows behind that have been asked for and may not be seen. */
  offset: v.optional(count, 0),
  total: v.optional(count),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  return parseCursor(placeSchema, cursor, serviceNowKind.name);
}
