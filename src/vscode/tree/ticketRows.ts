import type { ConnectionTickets } from '../../app/ticketStore.ts';
import type { Source } from '../../app/sources.ts';
import { originOf } from '../../domain/connection.ts';
import { groupTickets, hasWords, type Grouping } from '../../domain/query.ts';
import { sameRef, type Ticket, type TicketRef } from '../../domain/ticket.ts';
import { moreTicketsNode, type TicketNode } from './ticketNode.ts';

/** How the user wants to see the tickets. */
export interface TicketsShape {
  readonly grouping: Grouping;
  /** Words that must stand in key or title. */
  readonly filter: string;
  /** The ticket of the branch that is checked out. */
  readonly current?: TicketRef;
}

export interface KnownTickets {
  readonly sources: readonly Source[];
  readonly connections: readonly ConnectionTickets[];
}

/** How many rows of a group are shown before "Load more". */
export const rowsAtOnce = 100;

/** The rows at the root: what is wrong first, then the groups, then what is not loaded yet. */
export function rootNodes(
  { sources, connections }: KnownTickets,
  { grouping, filter }: TicketsShape,
  now: Date,
): TicketNode[] {
  const tickets = connections
    .flatMap((known) => known.tickets)
    .filter((ticket) => filter === '' || hasWords(`${ticket.key} ${ticket.title}`, filter));
  const groups = groupTickets(tickets, grouping, now);
  return [
    ...connections.flatMap((known) => problemNodes(known, sources)),
    ...groups.map((group): TicketNode => ({ type: 'group', by: grouping, id: group.id, tickets: group.tickets })),
    ...connections.filter(({ more }) => more).map(moreTicketsNode),
  ];
}

function problemNodes({ connection, problem, asOf }: ConnectionTickets, sources: readonly Source[]): TicketNode[] {
  const source = sources.find((one) => one.connection.alias === connection);
  if (problem === undefined || source === undefined) return [];
  const origin = originOf(source.connection);
  if (problem.reason === 'notSignedIn' && origin !== undefined) {
    return [{ type: 'signIn', connection, product: source.product, origin }];
  }
  return [{ type: 'problem', connection, product: source.product, problem, ...(asOf === undefined ? {} : { asOf }) }];
}

/** The rows of a group, as many as are wanted. */
export function groupNodes(
  group: string,
  tickets: readonly Ticket[],
  { shown, current }: { readonly shown: number; readonly current?: TicketRef },
): TicketNode[] {
  const rows = tickets.slice(0, shown).map((ticket): TicketNode => ({
    type: 'ticket',
    ticket,
    current: current !== undefined && sameRef(current, ticket.ref),
  }));
  if (tickets.length > shown) rows.push({ type: 'moreRows', group, shown, total: tickets.length });
  return rows;
}

/** Why the view has no ticket, for the words that stand in its place. */
export function emptyReason(
  { connections }: KnownTickets,
  filter: string,
): 'loading' | 'filtered' | 'noService' | 'none' {
  if (connections.some(({ asOf, problem }) => asOf === undefined && problem === undefined)) return 'loading';
  if (filter !== '' && connections.some(({ tickets }) => tickets.length > 0)) return 'filtered';
  return connections.length <= 1 ? 'noService' : 'none';
}
