import * as v from 'valibot';
import type { DeskError } from '../../domain/errors.ts';
import type { Cursor } from '../../domain/ports.ts';
import { foreignCursor, parseCursor } from '../cursor.ts';
import { pagerDutyKind } from './kind.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(v.string(), v.isoTimestamp());
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,40}$/));

const listPlace = v.object({
  /** The list goes down by number; this is the last one that was read. */
  below: v.optional(count),
  /** Where the list goes on, if nothing has changed since. */
  offset: count,
  /** The incidents that stood on the first page for their latest change: the rest does not have them again. */
  shown: v.optional(v.array(id), []),
  /** Set where the list is longer than PagerDuty counts: the rest is read by the time that incidents were made, in pieces. */
  window: v.optional(v.object({ since: instant, until: instant })),
  /** When the oldest of them was made. */
  floor: v.optional(instant),
  total: v.optional(count),
});
/** Where a list of incidents goes on. */
export type ListPlace = v.InferOutput<typeof listPlace>;

const logPlace = v.object({
  since: instant,
  /** Set where the log is longer than PagerDuty counts: it is read on backwards from here. */
  until: v.optional(instant),
  offset: count,
  /** The incidents that were told already. */
  told: v.array(id),
});
/** Where a list of changes goes on. */
export type LogPlace = v.InferOutput<typeof logPlace>;

export function writeCursor(place: ListPlace | LogPlace): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readListCursor(cursor: Cursor): ListPlace {
  return parseCursor(listPlace, cursor, pagerDutyKind.name);
}

/** @throws `usage` for what this backend did not write. */
export function readLogCursor(cursor: Cursor): LogPlace {
  return parseCursor(logPlace, cursor, pagerDutyKind.name);
}

export function notOurs(): DeskError {
  return foreignCursor(pagerDutyKind.name);
}
