import * as v from 'valibot';
import type { Approval } from './ports.ts';
import {
  kinds,
  phases,
  type Entry,
  type Ticket,
  type TicketDetails,
  type TicketRef,
  type Transition,
} from './ticket.ts';

// The shapes of ticket.ts, for what comes back from outside of the program: a page, a stored state.
// Each is annotated with its type, so that the two cannot drift apart.

const instant = v.pipe(v.string(), v.isoTimestamp());

export const ticketRefSchema: v.GenericSchema<unknown, TicketRef> = v.object({
  connection: v.string(),
  id: v.string(),
});

const person = v.object({ id: v.string(), name: v.string(), isMe: v.boolean() });

export const approvalSchema: v.GenericSchema<unknown, Approval> = v.object({
  id: v.string(),
  name: v.string(),
  approvers: v.array(person),
  state: v.picklist(['waiting', 'approved', 'declined']),
  canDecide: v.boolean(),
});

const due = v.object({ at: instant, name: v.string(), breached: v.boolean(), paused: v.boolean() });

const ticketEntries = {
  ref: ticketRefSchema,
  key: v.string(),
  permanentKey: v.exactOptional(v.string()),
  kind: v.picklist(kinds),
  title: v.string(),
  phase: v.picklist(phases),
  state: v.string(),
  priority: v.exactOptional(v.picklist([1, 2, 3, 4, 5])),
  priorityLabel: v.exactOptional(v.string()),
  assignees: v.array(person),
  requester: v.exactOptional(person),
  group: v.exactOptional(v.string()),
  major: v.exactOptional(v.boolean()),
  services: v.array(v.string()),
  created: instant,
  updated: v.exactOptional(instant),
  due: v.array(due),
  url: v.exactOptional(v.string()),
  version: v.string(),
};

export const ticketSchema: v.GenericSchema<unknown, Ticket> = v.object(ticketEntries);

export const ticketDetailsSchema: v.GenericSchema<unknown, TicketDetails> = v.object({
  ...ticketEntries,
  body: v.string(),
  links: v.array(v.object({ label: v.string(), url: v.string() })),
});

export const audienceSchema = v.picklist(['internal', 'public']);

export const entrySchema: v.GenericSchema<unknown, Entry> = v.object({
  id: v.string(),
  at: instant,
  author: person,
  kind: v.picklist(['note', 'reply', 'change', 'link']),
  audience: audienceSchema,
  body: v.string(),
});

export const transitionSchema: v.GenericSchema<unknown, Transition> = v.object({
  id: v.string(),
  label: v.string(),
  to: v.picklist(phases),
  state: v.string(),
  requires: v.array(v.object({ id: v.string(), label: v.string(), choices: v.exactOptional(v.array(v.string())) })),
  notifiesRequester: v.exactOptional(v.boolean()),
});
