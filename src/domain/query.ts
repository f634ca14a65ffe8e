import type { TicketQuery } from './ports.ts';
import { isOpen, type Instant, type Ticket } from './ticket.ts';

/** Whether a ticket answers a query. A backend that filters by itself gives the same answer. */
export function matches(ticket: Ticket, query: TicketQuery): boolean {
  return (
    (query.phases === undefined ? isOpen(ticket) : query.phases.includes(ticket.phase)) &&
    (query.kinds === undefined || query.kinds.includes(ticket.kind)) &&
    (query.services === undefined || ticket.services.some((service) => query.services?.includes(service))) &&
    (query.assignee === undefined || matchesAssignee(ticket, query.assignee)) &&
    (query.text === undefined || hasWords(ticket.title, query.text))
  );
}

function matchesAssignee(ticket: Ticket, assignee: 'me' | 'nobody'): boolean {
  return assignee === 'me' ? isMine(ticket) : ticket.assignees.length === 0;
}

export function isMine(ticket: Ticket): boolean {
  return ticket.assignees.some((person) => person.isMe);
}

/** Whether every word stands in a text, in any case. */
export function hasWords(text: string, words: string): boolean {
  const haystack = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

export const groupings = ['work', 'kind', 'service', 'priority', 'phase', 'connection'] as const;
/** What the tree is grouped by. `work` is the default: mine first, then what is urgent, then what anybody may take. */
export type Grouping = (typeof groupings)[number];

/** A group of tickets. `id` is stable and not shown; the interface has the words for it. */
export interface TicketGroup {
  readonly id: string;
  readonly tickets: readonly Ticket[];
}

/** How long before a due date a ticket counts as about to breach. */
const soon = 60 * 60 * 1000;

/**
 * Splits tickets into groups: each ticket stands in one, groups without tickets are left out, and the order is the one to show.
 * @param now decides what is about to breach.
 */
export function groupTickets(tickets: readonly Ticket[], by: Grouping, now: Date): TicketGroup[] {
  const groups = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const id = groupOf(ticket, by, now);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [ticket]);
    else group.push(ticket);
  }
  const order = orderOf(by);
  return [...groups]
    .sort(([a], [b]) => rank(order, a) - rank(order, b) || a.localeCompare(b))
    .map(([id, members]) => ({ id, tickets: sortTickets(members) }));
}

function groupOf(ticket: Ticket, by: Grouping, now: Date): string {
  switch (by) {
    case 'work':
      return workGroupOf(ticket, now);
    case 'kind':
      return ticket.kind;
    case 'service':
      return ticket.services[0] ?? '';
    case 'priority':
      return ticket.priority === undefined ? '' : `P${ticket.priority}`;
    case 'phase':
      return ticket.phase;
    case 'connection':
      return ticket.ref.connection;
    default:
      return by satisfies never;
  }
}

function workGroupOf(ticket: Ticket, now: Date): string {
  if (isMine(ticket)) return 'mine';
  if (ticket.major === true || isBreaching(ticket, now)) return 'urgent';
  if (ticket.assignees.length === 0 && ticket.kind !== 'alert') return 'unassigned';
  switch (ticket.kind) {
    case 'incident':
      return 'incidents';
    case 'request':
      return 'requests';
    case 'alert':
      return 'alerts';
    case 'task':
    case 'change':
    case 'problem':
      return 'tasks';
    default:
      return ticket.kind satisfies never;
  }
}

const orders: Partial<Record<Grouping, readonly string[]>> = {
  work: ['mine', 'urgent', 'unassigned', 'incidents', 'requests', 'tasks', 'alerts'],
  kind: ['incident', 'request', 'task', 'change', 'problem', 'alert'],
  phase: ['new', 'acknowledged', 'in_progress', 'waiting', 'resolved', 'closed', 'cancelled'],
};

function orderOf(by: Grouping): readonly string[] {
  return orders[by] ?? [];
}

function rank(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  // What has no name (no service, no priority) stands last.
  return index === -1 ? order.length + (id === '' ? 1 : 0) : index;
}

/** The next thing that is owed and whose clock runs; undefined if nothing is. */
export function nextDue(ticket: Ticket): Ticket['due'][number] | undefined {
  let next: Ticket['due'][number] | undefined;
  for (const due of ticket.due) if (!due.paused && (next === undefined || due.at < next.at)) next = due;
  return next;
}

/** Whether an open ticket is past a due date, or within the hour before it. */
function isBreaching(ticket: Ticket, now: Date): boolean {
  const due = isOpen(ticket) ? nextDue(ticket) : undefined;
  return due !== undefined && (due.breached || Date.parse(due.at) - now.getTime() <= soon);
}

/** The most pressing first: by priority, then by what is due, then the latest change. */
export function sortTickets(tickets: readonly Ticket[]): Ticket[] {
  const keyed = tickets.map((ticket) => ({ ticket, due: nextDue(ticket)?.at ?? '~', changed: lastChange(ticket) }));
  keyed.sort(
    (a, b) =>
      (a.ticket.priority ?? 6) - (b.ticket.priority ?? 6) || compare(a.due, b.due) || compare(b.changed, a.changed),
  );
  return keyed.map(({ ticket }) => ticket);
}

export function lastChange(ticket: Ticket): Instant {
  return ticket.updated ?? ticket.created;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
