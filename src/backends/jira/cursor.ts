import * as v from 'valibot';
import type { Cursor } from '../../domain/ports.ts';
import { foreignCursor, parseCursor } from '../cursor.ts';
import { jiraKind } from './kind.ts';

const placeSchema = v.object({
  /** The numbers of all issues that were read so far: what moves while somebody reads is not shown twice. */
  seen: v.pipe(v.string(), v.regex(/^(\d{1,15}(,\d{1,15})*)?$/)),
  /** The latest change that there was when the list was begun. */
  top: v.string(),
  /** Where the next page begins, as the server has it; absent: at the first. */
  at: v.optional(v.string()),
  /** `changes`: the list was read to its end, and what changed meanwhile is looked for from the top. */
  pass: v.picklist(['list', 'changes']),
  total: v.optional(v.number()),
});

/** Where a list goes on. */
export type Place = v.InferOutput<typeof placeSchema>;

export function writeCursor(place: Place): Cursor {
  return JSON.stringify(place);
}

/** @throws `usage` for what this backend did not write. */
export function readCursor(cursor: Cursor): Place {
  return parseCursor(placeSchema, cursor, jiraKind.name);
}

/** Where a timeline goes on: how many comments and how many changes have been read. */
export interface TimelinePlace {
  readonly comments: number;
  readonly changes: number;
}

export function writeTimelineCursor({ comments, changes }: TimelinePlace): Cursor {
  return `${comments}:${changes}`;
}

/** @throws `usage` for what this backend did not write. */
export function readTimelineCursor(cursor: Cursor | undefined): TimelinePlace {
  if (cursor === undefined) return { comments: 0, changes: 0 };
  const [, comments, changes] = /^(\d{1,7}):(\d{1,7})$/.exec(cursor) ?? [];
  if (comments === undefined) throw foreignCursor(jiraKind.name);
  return { comments: Number(comments), changes: Number(changes) };
}
