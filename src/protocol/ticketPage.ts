import * as v from 'valibot';
import type { Approval, Capabilities } from '../domain/ports.ts';
import { kinds, type Entry, type TicketDetails, type Transition } from '../domain/ticket.ts';
import { approvalSchema, entrySchema, ticketDetailsSchema, transitionSchema } from '../domain/ticketSchema.ts';

/** Everything that a ticket's page shows, as of one moment. */
export interface TicketPage {
  readonly ticket: TicketDetails;
  /** The oldest first. */
  readonly timeline: readonly Entry[];
  /** Whether the backend has entries after these, which are read only on request. */
  readonly moreTimeline: boolean;
  /** The steps that this account may take now. */
  readonly transitions: readonly Transition[];
  readonly approvals: readonly Approval[];
  readonly capabilities: Capabilities;
  /** The branch of this repository that the ticket is worked on. */
  readonly branch?: string;
}

const capabilities: v.GenericSchema<unknown, Capabilities> = v.object({
  assign: v.boolean(),
  reply: v.boolean(),
  create: v.array(v.picklist(kinds)),
  commitLink: v.boolean(),
  notesNeedAssignee: v.exactOptional(v.boolean()),
});

export const ticketPageSchema: v.GenericSchema<unknown, TicketPage> = v.object({
  ticket: ticketDetailsSchema,
  timeline: v.array(entrySchema),
  moreTimeline: v.boolean(),
  transitions: v.array(transitionSchema),
  approvals: v.array(approvalSchema),
  capabilities,
  branch: v.exactOptional(v.string()),
});
