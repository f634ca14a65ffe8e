import type { TicketQuery } from '../../domain/ports.ts';
import { openPhases, phases, type Instant, type Phase } from '../../domain/ticket.ts';
import { standardStatuses } from './phase.ts';
import type { Scope } from './scope.ts';

/** A condition in TicketSQL. Only this file writes one; what people typed in the link file as `query` is taken as it is. */
export type TicketSql = string;

/** Text in quotes. A backslash escapes the quote and itself; nothing else is special (RT::SQL). */
export function quote(value: string): TicketSql {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export function allOf(conditions: readonly TicketSql[]): TicketSql {
  // An empty query finds nothing; this one finds everything.
  return conditions.length === 0 ? 'id > 0' : conditions.join(' AND ');
}

/** At least one of them. There is no `IN` in Request Tracker 5.0.3. */
export function anyOf(conditions: readonly TicketSql[]): TicketSql {
  return conditions.length === 1 ? (conditions[0] ?? '') : `( ${conditions.join(' OR ')} )`;
}

export function oneOfIds(ids: readonly string[]): TicketSql {
  return anyOf(ids.map((id) => `id = ${id}`));
}

/** The tickets of some services: each scope's selectors together, the scopes side by side. */
export function scopesSql(scopes: readonly Scope[]): readonly TicketSql[] {
  if (scopes.length === 0) return [];
  const conditions = scopes.map(({ select }) => [
    ...(select.queue === undefined ? [] : [`Queue = ${quote(select.queue)}`]),
    ...Object.entries(select.customFields ?? {}).map(([name, value]) => `${customField(name)} = ${quote(value)}`),
    ...(select.query === undefined ? [] : [`( ${select.query} )`]),
  ]);
  // A scope without selectors is the whole instance, whatever the others say.
  if (conditions.some((parts) => parts.length === 0)) return [];
  return [anyOf(conditions.map((parts) => (parts.length === 1 ? allOf(parts) : `( ${allOf(parts)} )`)))];
}

// Quoted as a whole, so that no character of the name can end it.
function customField(name: string): TicketSql {
  return quote(`CF.{${name}}`);
}

/** Which side of the lifecycles a query asks for; undefined: both. */
export type Side = 'active' | 'inactive' | undefined;

export const active: TicketSql = "Status = '__Active__'";
export const inactive: TicketSql = "Status = '__Inactive__'";

export function statusIn(statuses: readonly string[]): TicketSql {
  return anyOf(statuses.map((status) => `Status = ${quote(status)}`));
}

/**
 * Narrows a search to phases, as far as the server can tell: a lifecycle may have statuses of any name, so those that Footbridge
 * does not know stay in, and are looked at afterwards.
 * @returns `exact` where nothing is left to look at.
 */
export function phasesSql(wanted: readonly Phase[]): { conditions: readonly TicketSql[]; side: Side; exact: boolean } {
  const openOnes = openPhases.filter((phase) => wanted.includes(phase));
  const closedOnes = phases.filter((phase) => wanted.includes(phase) && !openPhases.includes(phase));
  const allOpen = openOnes.length === openPhases.length;
  const allClosed = closedOnes.length === phases.length - openPhases.length;
  if (openOnes.length > 0 && closedOnes.length > 0) {
    return { conditions: [], side: undefined, exact: allOpen && allClosed };
  }
  const side = openOnes.length > 0 ? 'active' : 'inactive';
  const exact = openOnes.length > 0 ? allOpen : allClosed;
  const unwanted = standardStatuses.filter((status) => status.side === side && !wanted.includes(status.phase));
  return {
    conditions: [
      side === 'active' ? active : inactive,
      ...(exact ? [] : unwanted.map(({ name }) => `Status != ${quote(name)}`)),
    ],
    side,
    exact,
  };
}

export function assigneeSql(assignee: TicketQuery['assignee']): readonly TicketSql[] {
  switch (assignee) {
    case 'me':
      return ["Owner = '__CurrentUser__'"];
    case 'nobody':
      return ["Owner = 'Nobody'"];
    case undefined:
      return [];
    default:
      return assignee satisfies never;
  }
}

/**
 * Narrows a search to words in the title. Not exactly: how a database compares other letters than ASCII's depends on which it is,
 * and a number may be meant for the key.
 */
export function textSql(text: string | undefined): readonly TicketSql[] {
  const words = (text ?? '').split(/\s+/).filter((word) => !/^#?\d*$/.test(word));
  return words.flatMap((word) => {
    const [longest = ''] = word.split(/[^a-z0-9]+/i).toSorted((a, b) => b.length - a.length);
    return longest === '' || /^\d+$/.test(longest) ? [] : [`Subject LIKE ${quote(longest)}`];
  });
}

/** How much longer ago than asked for: the clocks of two machines differ. */
const margin = 15 * 60 * 1000;

/**
 * Narrows a search to what changed lately. An absolute time would be read in the user's time zone there, and one in ISO's form as some
 * other time altogether; "ago" is the same everywhere. A number of four digits would be read as a year, so there is none.
 */
export function changedSql(since: Instant, now: Date): readonly TicketSql[] {
  const minutes = Math.ceil((now.getTime() - Date.parse(since) + margin) / 60_000);
  for (const [unit, length] of [
    ['minutes', 1],
    ['hours', 60],
    ['days', 24 * 60],
  ] as const) {
    const count = Math.max(1, Math.ceil(minutes / length));
    if (count <= 999) return [`LastUpdated > '${count} ${unit} ago'`];
  }
  return [];
}
