import * as v from 'valibot';
import type { Entry } from '../domain/ticket.ts';
import { audienceSchema, entrySchema } from '../domain/ticketSchema.ts';
import { problemSchema } from './problem.ts';
import { ticketPageSchema } from './ticketPage.ts';

const line = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What is done by the editor's own commands, which ask in the editor for what they need. */
const ticketActionSchema = v.variant('type', [
  v.object({ type: v.picklist(['pickUp', 'handBack', 'linkCommit', 'startBranch', 'openInBrowser', 'copyKey']) }),
  v.object({ type: v.literal('move'), transition: v.string() }),
  v.object({ type: v.literal('decide'), approval: v.string(), decision: v.picklist(['approve', 'decline']) }),
]);
export type TicketAction = v.InferOutput<typeof ticketActionSchema>;

/** From the editor to the page of a ticket. */
export const hostMessageSchema = v.variant('type', [
  /** The ticket is being read, for the first time or again. */
  v.object({ type: v.literal('loading') }),
  v.object({ type: v.literal('ticket'), page: ticketPageSchema }),
  /** It could not be read. What the page shows already stays. */
  v.object({ type: v.literal('failed'), problem: problemSchema }),
]);
export type HostMessage = v.InferOutput<typeof hostMessageSchema>;

/** From the page of a ticket to the editor. */
export const pageMessageSchema = v.variant('type', [
  /** The page listens. Sent each time that its script starts: when it is shown again, it starts anew. */
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('loadTimeline') }),
  v.object({ type: v.literal('act'), action: ticketActionSchema }),
  /** `id` names the draft: sent again after the page was hidden, it is written once. */
  v.object({ type: v.literal('note'), id: v.string(), body: v.string(), audience: audienceSchema }),
  v.object({ type: v.literal('openLink'), url: v.string() }),
  v.object({
    type: v.literal('openPlace'),
    path: v.string(),
    line: v.exactOptional(line),
    column: v.exactOptional(line),
  }),
]);
export type PageMessage = v.InferOutput<typeof pageMessageSchema>;

/** What the editor answers to those messages of a page that have an answer. The others are events. */
export interface PageAnswers {
  readonly refresh: null;
  readonly loadTimeline: null;
  /** Comes when the command has ended, also when the user has left it. */
  readonly act: null;
  readonly note: Entry;
  readonly openLink: null;
  readonly openPlace: null;
}

export const pageAnswerSchemas: { readonly [Type in keyof PageAnswers]: v.GenericSchema<unknown, PageAnswers[Type]> } =
  {
    refresh: v.null(),
    loadTimeline: v.null(),
    act: v.null(),
    note: entrySchema,
    openLink: v.null(),
    openPlace: v.null(),
  };
