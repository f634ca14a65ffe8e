import * as v from 'valibot';
import type { TicketRef } from '../domain/ticket.ts';
import { ticketRefSchema } from '../domain/ticketSchema.ts';

/** What a page is told before its script runs, in an attribute of its body. */
export interface Boot {
  readonly ref: TicketRef;
  /** Names this life of the panel. A page that starts again in the same life may ask again for what it had asked. */
  readonly life: string;
  /** The language of the editor, as BCP 47 has it. */
  readonly language: string;
  /** The translated strings; absent: English. */
  readonly strings?: Readonly<Record<string, Translation>>;
}

type Translation = string | { message: string; comment: string[] };

const translation: v.GenericSchema<unknown, Translation> = v.union([
  v.string(),
  v.object({ message: v.string(), comment: v.array(v.string()) }),
]);

export const bootSchema: v.GenericSchema<unknown, Boot> = v.object({
  ref: ticketRefSchema,
  life: v.string(),
  language: v.string(),
  strings: v.exactOptional(v.record(v.string(), translation)),
});
