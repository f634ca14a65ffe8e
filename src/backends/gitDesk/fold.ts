import type { Due, Instant, Kind, Level, Phase, TicketLink } from '../../domain/ticket.ts';
import type { DeskEvent } from './event.ts';
import type { DeskPerson } from './schema.ts';
import { firstState } from './workflow.ts';

/** What the events of a ticket come to. */
export interface FoldedTicket {
  readonly kind: Kind;
  readonly title: string;
  readonly body: string;
  readonly phase: Phase;
  /** The label, with what it waits for: `On hold: Supplier`. */
  readonly state: string;
  readonly service?: string;
  readonly group?: string;
  readonly major?: boolean;
  readonly impact?: Level;
  readonly urgency?: Level;
  readonly assignee?: DeskPerson;
  /** The event that gave it to whoever has it, or took it away. */
  readonly assignment?: string;
  readonly requester: DeskPerson;
  readonly created: Instant;
  readonly updated: Instant;
  /** When it was resolved, closed or cancelled; absent while it is open. */
  readonly ended?: Instant;
  readonly dues: readonly Pick<Due, 'name' | 'at'>[];
  readonly links: readonly TicketLink[];
}

/**
 * Folds a ticket's events, in the order in which they count. A later one overwrites, so two who wrote at once without
 * knowing of each other come to the same ticket in every clone.
 * @returns undefined as long as the event that created it is not there.
 */
export function foldTicket(events: readonly DeskEvent[]): FoldedTicket | undefined {
  const created = events.find(({ data }) => data.type === 'created');
  if (created?.data.type !== 'created') return undefined;
  const { type: _, at, by, ...fields } = created.data;
  let ticket: FoldedTicket = { ...fields, ...firstState, requester: by, created: at, updated: at, dues: [], links: [] };
  for (const event of events) ticket = apply(ticket, event);
  return ticket;
}

function apply(before: FoldedTicket, { name, data }: DeskEvent): FoldedTicket {
  // The clocks of two machines differ: the later time is the last change, whichever event counts last.
  const ticket = data.at > before.updated ? { ...before, updated: data.at } : before;
  switch (data.type) {
    case 'assigned': {
      const { assignee: _, ...rest } = ticket;
      return { ...rest, assignment: name, ...(data.to === null ? {} : { assignee: data.to }) };
    }
    case 'moved': {
      const { ended: _, ...rest } = ticket;
      const { phase, state } = data;
      const over = phase === 'resolved' || phase === 'closed' || phase === 'cancelled';
      return { ...rest, phase, state, ...(over ? { ended: ticket.ended ?? data.at } : {}) };
    }
    case 'edited': {
      const { type: _, at: __, by: ___, ...fields } = data;
      return { ...ticket, ...fields };
    }
    case 'linked': {
      // Two clones may have told the same commit.
      const known = ticket.links.some(({ url }) => url === data.url);
      return known ? ticket : { ...ticket, links: [...ticket.links, { label: data.subject, url: data.url }] };
    }
    case 'due': {
      const others = ticket.dues.filter((due) => due.name !== data.name);
      return { ...ticket, dues: data.due === null ? others : [...others, { name: data.name, at: data.due }] };
    }
    case 'created':
    case 'noted':
      return ticket;
    default:
      return data satisfies never;
  }
}
