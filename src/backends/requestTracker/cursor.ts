import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor } from '../../domain/ports.ts';

const placeSchema = v.object({
  /** The tickets of the first page: the rest does not have them again. */
  shown: v.array(v.string()),
  /** The rest goes down by number; this is the last one that was read. */
  below: v.optional(v.string()),
  /** Where a page had no number to go on from, because none of its tickets may be seen: the next one after it. */
  page: v.optional(v.number(), 1),
  /** How many such pages came in a row. */
  empty: v.optional(v.number(), 0),
  total: v.optional(v.number()),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), placeSchema), cursor);
  if (parsed.success) return parsed.output;
  throw new DeskError('usage', t('This is not a place in a list of Request Tracker.'));
}
