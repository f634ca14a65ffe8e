import type { RtApi } from './api.ts';
import type { WireListedTicket } from './schema.ts';
import { hasSelectedFields, type Scope } from './scope.ts';
import { oneOfIds } from './ticketSql.ts';

/**
 * The services that tickets belong to, by the tickets' numbers. What TicketSQL selects only the server can tell: one request for each
 * scope that has some.
 * @param listed whether the tickets were found by these scopes, so that one service alone needs no looking.
 */
export async function servicesOf(
  tickets: readonly WireListedTicket[],
  { api, scopes, listed }: { readonly api: RtApi; readonly scopes: readonly Scope[]; readonly listed: boolean },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Set(scopes.map(({ service }) => service));
  if (listed && names.size === 1) return new Map(tickets.map(({ id }) => [id, [...names]]));
  const selected = await Promise.all(scopes.map((scope) => idsIn(tickets, scope, api)));
  return new Map(
    tickets.map(({ id }) => {
      const services = scopes.filter((_, index) => selected[index]?.has(id)).map(({ service }) => service);
      return [id, [...new Set(services)]];
    }),
  );
}

async function idsIn(tickets: readonly WireListedTicket[], scope: Scope, api: RtApi): Promise<ReadonlySet<string>> {
  const ids = tickets
    .filter(({ Queue, CustomFields }) =>
      hasSelectedFields(scope, { queue: { id: Queue.id, name: Queue.Name }, customFields: CustomFields }),
    )
    .map(({ id }) => id);
  const { query } = scope.select;
  if (query === undefined || ids.length === 0) return new Set(ids);
  return new Set(await api.searchIds(`${oneOfIds(ids)} AND ( ${query} )`));
}
