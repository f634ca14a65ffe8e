import * as v from 'valibot';
import { kinds, phases } from '../../domain/ticket.ts';

const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const person = v.object({ name: v.string(), email: v.string() });
const kind = v.picklist(kinds);
const level = v.picklist([1, 2, 3]);

/** What every event says: when, by the clock of whoever did it, and who. */
const base = { at: instant, by: person };

/**
 * What one file of the desk says, once and for ever. A new kind of event is a new `type`: an older Footbridge keeps a
 * file that it does not understand, and leaves it out.
 */
export const eventSchema = v.variant('type', [
  v.object({
    type: v.literal('created'),
    ...base,
    kind,
    title: v.string(),
    body: v.string(),
    service: v.exactOptional(v.string()),
    impact: v.exactOptional(level),
    urgency: v.exactOptional(level),
  }),
  v.object({
    type: v.literal('assigned'),
    ...base,
    to: v.nullable(person),
    /** The assignment that this one knew of and replaces: tells a take-over from two who never met. */
    replaces: v.nullable(v.string()),
  }),
  v.object({ type: v.literal('moved'), ...base, phase: v.picklist(phases), state: v.string() }),
  v.object({
    type: v.literal('edited'),
    ...base,
    kind: v.exactOptional(kind),
    title: v.exactOptional(v.string()),
    body: v.exactOptional(v.string()),
    service: v.exactOptional(v.string()),
    group: v.exactOptional(v.string()),
    impact: v.exactOptional(level),
    urgency: v.exactOptional(level),
    major: v.exactOptional(v.boolean()),
  }),
  v.object({
    type: v.literal('noted'),
    ...base,
    audience: v.picklist(['internal', 'public']),
    body: v.string(),
    marker: v.exactOptional(v.string()),
  }),
  v.object({ type: v.literal('linked'), ...base, sha: v.string(), subject: v.string(), url: v.string() }),
  v.object({ type: v.literal('due'), ...base, name: v.string(), due: v.nullable(instant) }),
]);

export type EventData = v.InferOutput<typeof eventSchema>;
export type DeskPerson = v.InferOutput<typeof person>;

/** An event as it is written: who and when are added with it. */
export type NewEvent = EventData extends infer E ? (E extends EventData ? Omit<E, 'at' | 'by'> : never) : never;
