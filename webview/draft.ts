import * as v from 'valibot';
import { ticketRefSchema, audienceSchema } from '../src/domain/ticketSchema.ts';
import type { Audience, TicketRef } from '../src/domain/ticket.ts';

/** A note that is being written. It is kept across hiding and reloading the page. */
export interface Draft {
  /** Names the draft, so that it is written once, even when it is sent again after the page was hidden. */
  readonly id: string;
  readonly text: string;
  readonly audience: Audience;
}

/** Internal unless the user says otherwise: a developer's remark must not reach a customer. */
export function emptyDraft(): Draft {
  return { id: Math.random().toString(36).slice(2), text: '', audience: 'internal' };
}

/** What VS Code keeps for the page. The editor reads `ref` from it to open the panel again after a reload. */
export interface Kept {
  readonly ref: TicketRef;
  readonly draft: Draft;
  /** The life of the panel in which the draft was sent and not answered yet. */
  readonly sentIn?: string;
}

const keptSchema: v.GenericSchema<unknown, Kept> = v.object({
  ref: ticketRefSchema,
  draft: v.object({ id: v.string(), text: v.string(), audience: audienceSchema }),
  sentIn: v.exactOptional(v.string()),
});

/** What was kept for this ticket; undefined if it is of another one, or of another version of the page. */
export function keptFor(ref: TicketRef, stored: unknown): Kept | undefined {
  const parsed = v.safeParse(keptSchema, stored);
  if (!parsed.success) return undefined;
  const same = parsed.output.ref.connection === ref.connection && parsed.output.ref.id === ref.id;
  return same ? parsed.output : undefined;
}
