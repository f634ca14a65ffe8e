import type { TicketQuery } from '../../domain/ports.ts';
import { openPhases, type Instant, type Phase } from '../../domain/ticket.ts';

/** A condition in JQL. Only this file writes one; what stands in the link file and in queues is made safe by `embedded`. */
export type Jql = string;

/** A value in quotes. A backslash escapes the quote and itself; control characters have no place in a name. */
export function quote(value: string): Jql {
  return `"${value.replaceAll(/[\\"]/g, (sign) => `\\${sign}`).replaceAll(/\p{Cc}+/gu, ' ')}"`;
}

/** A query from elsewhere as one condition, without its order; undefined if it is not whole, and could reach beyond its brackets. */
export function embedded(jql: string): Jql | undefined {
  let depth = 0;
  for (const { 0: token, index } of jql.matchAll(tokens)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === '"' || token === "'") return undefined;
    else if (/^order/i.test(token) && depth === 0) return bracketed(jql.slice(0, index));
    if (depth < 0) return undefined;
  }
  return depth === 0 ? bracketed(jql) : undefined;
}

const tokens = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|["'()]|\border\s+by\b/gi;

/** What has no condition but an order finds everything. */
function bracketed(jql: string): Jql {
  return jql.trim() === '' ? everything : `(${jql.trim()})`;
}

/** Jira Cloud refuses a query without any condition as unbounded. */
export const everything: Jql = 'project is not EMPTY';

export function allOf(conditions: readonly Jql[]): Jql {
  return conditions.length === 0 ? everything : conditions.join(' AND ');
}

/** At least one of them. */
export function anyOf(conditions: readonly Jql[]): Jql {
  return conditions.length === 1 ? (conditions[0] ?? everything) : `(${conditions.join(' OR ')})`;
}

/** Issues by their numbers. */
export function oneOfIds(ids: readonly string[]): Jql {
  return `id in (${ids.join(',')})`;
}

export const latestFirst = 'ORDER BY updated DESC, key DESC';

/**
 * Narrows a search to one side of the workflows, by the category that every status has. Which phase a status is within its side, its
 * name says, so that is looked at afterwards.
 * @returns `exact` where nothing is left to look at.
 */
export function phasesJql(wanted: readonly Phase[]): { readonly conditions: readonly Jql[]; readonly exact: boolean } {
  const open = wanted.filter((phase) => openPhases.includes(phase)).length;
  const closed = wanted.length - open;
  if (open > 0 && closed > 0) return { conditions: [], exact: open === 4 && closed === 3 };
  if (open > 0) return { conditions: ['statusCategory != Done'], exact: open === 4 };
  return { conditions: ['statusCategory = Done'], exact: closed === 3 };
}

export function assigneeJql(assignee: TicketQuery['assignee']): readonly Jql[] {
  switch (assignee) {
    case 'me':
      return ['assignee = currentUser()'];
    case 'nobody':
      return ['assignee is EMPTY'];
    case undefined:
      return [];
    default:
      return assignee satisfies never;
  }
}

/** How much longer ago than asked for: the clocks of two machines differ. */
const margin = 15 * 60 * 1000;

/** Narrows a search to what changed lately. An absolute time would be read in the user's time zone; a relative one means the same everywhere. */
export function changedJql(since: Instant, now: Date): Jql {
  const minutes = Math.max(1, Math.ceil((now.getTime() - Date.parse(since) + margin) / 60_000));
  return `updated >= -${minutes}m`;
}
