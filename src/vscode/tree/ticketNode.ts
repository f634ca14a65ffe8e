import type { ConnectionTickets } from '../../app/ticketStore.ts';
import type { DeskError } from '../../domain/errors.ts';
import type { Grouping } from '../../domain/query.ts';
import type { Ticket } from '../../domain/ticket.ts';

/** A row of the Tickets view, as data. Its id is stable, so that expansion and selection survive a refresh. */
export type TicketNode =
  | { readonly type: 'group'; readonly by: Grouping; readonly id: string; readonly tickets: readonly Ticket[] }
  | { readonly type: 'ticket'; readonly ticket: Ticket; readonly current: boolean }
  | { readonly type: 'moreRows'; readonly group: string; readonly shown: number; readonly total: number }
  | { readonly type: 'moreTickets'; readonly connection: string; readonly shown: number; readonly total?: number }
  | {
      readonly type: 'problem';
      readonly connection: string;
      readonly product: string;
      readonly problem: DeskError;
      readonly asOf?: string;
    }
  | { readonly type: 'signIn'; readonly connection: string; readonly product: string; readonly origin: string };

/** The last row of a connection whose backend has more than is loaded. */
export function moreTicketsNode({ connection, tickets, total }: ConnectionTickets): TicketNode {
  return { type: 'moreTickets', connection, shown: tickets.length, ...(total === undefined ? {} : { total }) };
}
