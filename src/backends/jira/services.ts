import { DeskError } from '../../domain/errors.ts';
import type { Jql } from './jql.ts';
import { allOf, oneOfIds } from './jql.ts';
import type { WireIssue } from './schema.ts';
import { hasSelected, isPlain } from './scope.ts';
import type { JiraSession } from './session.ts';

/**
 * Which services issues belong to.
 * @param how `listed` where a search over all scopes has found them.
 * @returns the names of the services, by the issue's id.
 */
export async function servicesOf(
  session: JiraSession,
  rows: readonly WireIssue[],
  how: 'listed' | 'single',
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { scopes, queries } = session;
  const isSole = how === 'listed' && scopes.length === 1;
  const chosen = await Promise.all(
    scopes.map(async (scope) => {
      if (isSole) return new Set(rows.map(({ id }) => id));
      const likely = rows.filter((row) => hasSelected(scope, row)).map(({ id }) => id);
      if (isPlain(scope) || likely.length === 0) return new Set(likely);
      return new Set(await selected(session, likely, await queries.one(scope)));
    }),
  );
  return new Map(
    rows.map(({ id }) => [
      id,
      [...new Set(scopes.filter((_, index) => chosen[index]?.has(id) === true).map(({ service }) => service))],
    ]),
  );
}

/** Those of some issues that a query finds. One that was deleted meanwhile makes the whole query wrong, so it is looked for by halves. */
async function selected(session: JiraSession, ids: readonly string[], jql: Jql): Promise<readonly string[]> {
  try {
    return await session.api.searchIds({ jql: allOf([oneOfIds(ids), jql]), fresh: ids });
  } catch (error) {
    if (!DeskError.is(error, 'refused')) throw error;
    if (ids.length <= 1) return [];
    const middle = Math.floor(ids.length / 2);
    const halves = [ids.slice(0, middle), ids.slice(middle)];
    return (await Promise.all(halves.map(async (half) => selected(session, half, jql)))).flat();
  }
}
