import * as v from 'valibot';
import { ticketSchema } from '../domain/ticketSchema.ts';
import type { ConnectionTickets } from './ticketStore.ts';

const cacheSchema = v.object({
  version: v.literal(1),
  connections: v.array(
    v.object({
      connection: v.string(),
      tickets: v.array(ticketSchema),
      total: v.exactOptional(v.number()),
      more: v.boolean(),
      asOf: v.exactOptional(v.string()),
    }),
  ),
});

/** Reads what `writeCachedTickets` wrote; undefined if it was not that, or another version wrote it. */
export function readCachedTickets(text: string): readonly ConnectionTickets[] | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cacheSchema), text);
  return parsed.success ? parsed.output.connections.map((known) => ({ ...known, loading: false })) : undefined;
}

export function writeCachedTickets(known: readonly ConnectionTickets[]): string {
  const connections = known.map(({ connection, tickets, total, more, asOf }) => ({
    connection,
    // A ticket that was read by itself has more than a list shows. The schema keeps what belongs to a ticket.
    tickets: tickets.map((ticket) => v.parse(ticketSchema, ticket)),
    more,
    ...(total === undefined ? {} : { total }),
    ...(asOf === undefined ? {} : { asOf }),
  }));
  return JSON.stringify({ version: 1, connections });
}
