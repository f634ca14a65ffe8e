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
const schemas = {
  created: v.object({
    type: v.literal('created'),
    ...base,
    kind,
    title: v.string(),
    body: v.string(),
    service: v.exactOptional(v.string()),
    impact: v.exactOptional(level),
    urgency: v.exactOptional(level),
  }),
  assigned: v.object({
    type: v.literal('assigned'),
    ...base,
    to: v.nullable(person),
    /** The assignment that this one knew of and replaces: tells a take-over from two who never met. */
    replaces: v.nullable(v.string()),
  }),
  moved: v.object({ type: v.literal('moved'), ...base, phase: v.picklist(phases), state: v.string() }),
  edited: v.object({
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
  noted: v.object({
    type: v.literal('noted'),
    ...base,
    audience: v.picklist(['internal', 'public']),
    body: v.string(),
    marker: v.exactOptional(v.string()),
  }),
  linked: v.object({ type: v.literal('linked'), ...base, sha: v.string(), subject: v.string(), url: v.string() }),
  due: v.object({ type: v.literal('due'), ...base, name: v.string(), due: v.nullable(instant) }),
};

export type EventData = v.InferOutput<(typeof schemas)[keyof typeof schemas]>;
export type DeskPerson = v.InferOutput<typeof person>;

/** The event that a parsed JSON text is; undefined if this version understands none in it. */
export function parseEvent(value: unknown): EventData | undefined {
  const head = v.safeParse(typed, value);
  const schema = head.success ? byType.get(head.output.type) : undefined;
  const result = schema === undefined ? undefined : v.safeParse(schema, value);
  return result?.success === true ? result.output : undefined;
}

/** `v.variant` would look through the types one by one, which takes three times as long over 50,000 events. */
const typed = v.object({ type: v.string() });
const byType = new Map<string, v.GenericSchema<unknown, EventData>>(Object.entries(schemas));
