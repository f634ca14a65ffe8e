import {
  isOpen,
  type Due,
  type Instant,
  type Kind,
  type Level,
  type Phase,
  type TicketLink,
} from '../../domain/ticket.ts';
import type { DeskEvent } from './event.ts';
import type { DeskPerson, EventData } from './schema.ts';
import { firstState } from './workflow.ts';

/** What the events of a ticket come to. */
export interface FoldedTicket {
  readonly kind: Kind;
  readonly title: string;
  readonly body: string;
  readonly phase: Phase;
  /** The label, with what it waits for: `On hold: Supplier`. */
  readonly state: string;
  readonly service: string | undefined;
  readonly group: string | undefined;
  readonly major: boolean | undefined;
  readonly impact: Level | undefined;
  readonly urgency: Level | undefined;
  readonly assignee: DeskPerson | undefined;
  /** The event that gave it to whoever has it, or took it away. */
  readonly assignment: string | undefined;
  readonly requester: DeskPerson;
  readonly created: Instant;
  readonly updated: Instant;
  /** When it was resolved, closed or cancelled; absent while it is open. */
  readonly ended: Instant | undefined;
  readonly dues: readonly Pick<Due, 'name' | 'at'>[];
  readonly links: readonly TicketLink[];
}

/**
 * Folds a ticket's events, in the order in which they count. A later one overwrites, so two who wrote at once without
 * knowing of each other come to the same ticket in every clone.
 * @returns undefined as long as the event that created it is not there.
 */
export function foldTicket(events: readonly DeskEvent[]): Draft | undefined {
  const created = events.find(({ data }) => data.type === 'created')?.data;
  if (created?.type !== 'created') return undefined;
  const ticket = startOf(created);
  for (const { name, data } of events) foldNext(ticket, name, data);
  return ticket;
}

/** A ticket that is still being folded: changed in place, since a copy for each of 50,000 events costs more than reading them. */
export type Draft = { -readonly [K in keyof FoldedTicket]: FoldedTicket[K] };

function startOf({ at, by, kind, title, body, service, impact, urgency }: EventData & { type: 'created' }): Draft {
  return {
    kind,
    title,
    body,
    ...firstState,
    service,
    group: undefined,
    major: undefined,
    impact,
    urgency,
    assignee: undefined,
    assignment: undefined,
    requester: by,
    created: at,
    updated: at,
    ended: undefined,
    dues: [],
    links: [],
  };
}

/** Adds an event that counts last. */
export function foldNext(ticket: Draft, name: string, data: EventData): void {
  // The clocks of two machines differ: the later time is the last change, whichever event counts last.
  if (data.at > ticket.updated) ticket.updated = data.at;
  switch (data.type) {
    case 'assigned':
      ticket.assignment = name;
      ticket.assignee = data.to ?? undefined;
      return;
    case 'moved':
      ticket.phase = data.phase;
      ticket.state = data.state;
      ticket.ended = isOpen(data) ? undefined : (ticket.ended ?? data.at);
      return;
    case 'edited': {
      const { type: _, at: __, by: ___, ...fields } = data;
      Object.assign(ticket, fields);
      return;
    }
    case 'linked':
      // Two clones may have told the same commit.
      if (!ticket.links.some(({ url }) => url === data.url)) {
        ticket.links = [...ticket.links, { label: data.subject, url: data.url }];
      }
      return;
    case 'due':
      ticket.dues = ticket.dues.filter((due) => due.name !== data.name);
      if (data.due !== null) ticket.dues = [...ticket.dues, { name: data.name, at: data.due }];
      return;
    case 'created':
    case 'noted':
      return;
    default:
      data satisfies never;
  }
}
