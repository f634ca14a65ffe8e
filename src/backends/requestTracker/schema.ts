import * as v from 'valibot';
import type { Instant } from '../../domain/ticket.ts';

// What REST 2 answers, as Request Tracker 5.0 and 6.0 send it (docs.bestpractical.com/rt/5.0.3/RT/REST2.html; what the pages leave out
// was seen on a real server). What a user may not see is an empty string or is left out.

/** Numbers in single answers, texts in lists; a user's is the login. */
const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const textOrNothing = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(String)), '');

/** A time in UTC. Not set is 1970. */
const stamp = v.pipe(
  v.nullish(v.string(), ''),
  v.transform((value): Instant | undefined => (value === '' || value.startsWith('1970-01-01') ? undefined : value)),
);

const user = v.object({ id, RealName: textOrNothing });
export type WireUser = v.InferOutput<typeof user>;

const queue = v.object({ id, Name: textOrNothing });

const customField = v.pipe(
  v.object({ id, name: textOrNothing, values: v.optional(v.array(v.unknown()), []) }),
  // A picture or a file is an object, and nothing that a scope could ask for.
  v.transform(({ values, ...field }) => ({
    ...field,
    values: values.filter((value) => typeof value === 'string'),
  })),
);
export type WireCustomField = v.InferOutput<typeof customField>;

const ticketFields = {
  id,
  Subject: textOrNothing,
  Status: v.string(),
  Priority: textOrNothing,
  Created: stamp,
  LastUpdated: stamp,
  Due: stamp,
  Queue: queue,
  Owner: user,
  Requestor: v.optional(v.array(user), []),
  // An empty text where a ticket has none.
  CustomFields: v.pipe(
    v.nullish(v.union([v.array(customField), v.string()]), ''),
    v.transform((value) => (typeof value === 'string' ? [] : value)),
  ),
};

export const listedTicket = v.object(ticketFields);
export type WireListedTicket = v.InferOutput<typeof listedTicket>;

const hyperlink = v.object({
  ref: v.string(),
  type: textOrNothing,
  id: v.optional(id),
  name: textOrNothing,
  _url: textOrNothing,
  label: textOrNothing,
  from: textOrNothing,
  to: textOrNothing,
  update: textOrNothing,
});
export type WireHyperlink = v.InferOutput<typeof hyperlink>;

export const ticket = v.object({ ...ticketFields, _hyperlinks: v.optional(v.array(hyperlink), []) });
export type WireTicket = v.InferOutput<typeof ticket>;

/** A page of a list. `total` is missing where not everything may be seen, and then rows may be missing from a page too. */
export function pageOf<T extends v.GenericSchema>(item: T) {
  return v.object({ items: v.array(item), total: v.nullish(v.number()) });
}

export const identified = v.object({ id });

/** A row of a history. `ObjectId` is the ticket that it happened to: another one, where that was merged into this one. */
export const transaction = v.object({
  id,
  Type: v.string(),
  Creator: user,
  Created: v.string(),
  Field: textOrNothing,
  OldValue: textOrNothing,
  NewValue: textOrNothing,
  Data: textOrNothing,
  ObjectId: textOrNothing,
});
export type WireTransaction = v.InferOutput<typeof transaction>;

export const singleTransaction = v.object({ id, Type: v.string(), Creator: user, Created: v.string() });

export const attachment = v.object({
  id,
  TransactionId: id,
  ContentType: textOrNothing,
  Content: textOrNothing,
});
export type WireAttachment = v.InferOutput<typeof attachment>;

/** Somebody else's account has no `id`. */
export const account = v.object({ Name: v.string(), RealName: textOrNothing });

/** What was done, or why not, in the words of the user's language. Never to be understood by a program. */
export const messages = v.array(v.union([v.string(), v.null_()]));
