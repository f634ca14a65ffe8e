import { encodedQuery, oneOf } from './query.ts';
import type { WireTask } from './schema.ts';
import { hasSelected, searchedTable, type Scope } from './scope.ts';
import type { SnowSession } from './session.ts';

/**
 * The services that rows belong to, by the rows' sys_ids. What the link file's own queries select only the instance can tell: one request
 * for each scope that has one.
 * @param listed whether the rows were found by these scopes, so that one service alone needs no asking.
 */
export async function servicesOf(
  rows: readonly WireTask[],
  { session, listed }: { readonly session: Pick<SnowSession, 'api' | 'scopes'>; readonly listed: boolean },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { scopes } = session;
  const sure = listed && new Set(scopes.map(({ service }) => service)).size === 1;
  const selected = await Promise.all(
    scopes.map(async (scope) => {
      const ids = rows.filter((row) => hasSelected(scope, row)).map((row) => row.sys_id.value);
      return new Set(sure || scope.own.length === 0 || ids.length === 0 ? ids : await selectedBy(scope, ids, session));
    }),
  );
  return new Map(
    rows.map(({ sys_id: { value: id } }) => {
      const services = scopes.filter((_, index) => selected[index]?.has(id)).map(({ service }) => service);
      return [id, [...new Set(services)]];
    }),
  );
}

async function selectedBy(
  scope: Scope,
  ids: readonly string[],
  { api }: Pick<SnowSession, 'api'>,
): Promise<readonly string[]> {
  const query = encodedQuery(scope.own.map((own) => [...own, oneOf('sys_id', ids)]));
  // No more than a page was asked about, so the answer is no longer than one.
  const { items } = await api.search({ table: searchedTable([scope]), query, fields: ['sys_id'] });
  return items.map((row) => row.sys_id.value);
}
