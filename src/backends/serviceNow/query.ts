import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { TicketQuery } from '../../domain/ports.ts';
import { openPhases, type Instant, type Phase } from '../../domain/ticket.ts';
import { resolvedStates } from './phase.ts';

/**
 * Conditions of an encoded query, all of which have to hold. Only this file writes them. `^` ends a condition and nothing escapes it, and a
 * value that begins with `javascript:` is run by the instance: texts with either are refused, never sent.
 */
export type Conditions = readonly string[];

/** At least one of the groups, in an order. A group is everything that holds together: `^NQ` begins a query anew. */
export function encodedQuery(groups: readonly Conditions[], order: Conditions = []): string {
  return [groups.map((group) => group.join('^')).join('^NQ'), ...order].filter(Boolean).join('^');
}

export function isSysId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** A column that refers to something with a name, by that name or by the sys_id. @throws `configuration` for a name that cannot be asked for. */
export function refersTo(column: string, named: string): string {
  return isSysId(named) ? `${column}=${named}` : `${column}.name=${safeValue(named)}`;
}

/** @throws `configuration` for text that an encoded query cannot hold. */
export function safeValue(text: string): string {
  if (!/[\^\p{Cc}]/u.test(text) && !/^\s*javascript:/i.test(text)) return text;
  throw new DeskError('configuration', l10n.t('ServiceNow cannot be asked for {0}.', JSON.stringify(text)), {
    next: l10n.t('Use the sys_id instead of the name in the link file.'),
  });
}

export function oneOf(column: string, values: readonly string[]): string {
  return `${column}IN${values.join(',')}`;
}

/** What the link file's own query may have the instance compute: times and the user. */
const harmlessScript = /^javascript:gs\.[A-Za-z]+\([\w\s'",:.-]*\)$/;

/**
 * The encoded query of a link file, as alternatives of conditions. What a list's address adds to it (order, groups, `^EQ`) is left out.
 * @throws `configuration` for one that would reach beyond its place or have the instance run something.
 */
export function parseOwnQuery(text: string): readonly Conditions[] {
  return text.split('^NQ').map((group) => {
    const parts = group.split('^').filter((part) => part !== '' && !/^(?:EQ$|ORDERBY|GROUPBY)/.test(part));
    const [first] = parts;
    const scripts = parts.flatMap((part) => /javascript:.*/is.exec(part) ?? []);
    if (first !== undefined && !/^OR[a-z]/.test(first) && scripts.every((script) => harmlessScript.test(script))) {
      return parts;
    }
    throw new DeskError(
      'configuration',
      l10n.t('The `query` {0} of the link file cannot be used.', JSON.stringify(text)),
      {
        next: l10n.t(
          'Each part needs a condition of its own; of scripts only calls like {0} are taken.',
          'javascript:gs.getUserID()',
        ),
      },
    );
  });
}

/** The columns that conditions look at. */
export function columnsOf(conditions: Conditions): readonly string[] {
  return conditions.flatMap((part) => /^(?:OR)?([a-z][a-z0-9_.]*)/.exec(part)?.[1] ?? []);
}

/**
 * Narrows a search to phases as far as the instance can tell; the rest is looked at afterwards.
 * @returns `exact` where nothing should be left to look at.
 */
export function phaseConditions(wanted: readonly Phase[]): {
  readonly conditions: Conditions;
  readonly exact: boolean;
} {
  const open = openPhases.filter((phase) => wanted.includes(phase));
  const resolved = wanted.includes('resolved');
  const ended = wanted.includes('closed') || wanted.includes('cancelled');
  const anyResolved = oneOf(
    'state',
    resolvedStates.map(({ code }) => code),
  );
  if (open.length > 0 && ended) return { conditions: [], exact: false };
  if (open.length > 0 && resolved) return { conditions: [`active=true^OR${anyResolved}`], exact: false };
  if (open.length > 0) {
    const unresolved = resolvedStates.map(({ table, code }) => `sys_class_name!=${table}^ORstate!=${code}`);
    return { conditions: ['active=true', ...unresolved], exact: open.length === openPhases.length };
  }
  if (resolved && ended) return { conditions: [`active=false^OR${anyResolved}`], exact: false };
  return { conditions: [resolved ? anyResolved : 'active=false'], exact: false };
}

export function assigneeConditions(assignee: TicketQuery['assignee'], me: string): Conditions {
  switch (assignee) {
    case 'me':
      return [`assigned_to=${me}`];
    case 'nobody':
      return ['assigned_toISEMPTY'];
    case undefined:
      return [];
    default:
      return assignee satisfies never;
  }
}

/** Narrows a search to words in the title, by what of each word can stand in a query. */
export function textConditions(text: string | undefined): Conditions {
  return (text ?? '').split(/\s+/).flatMap((word) => {
    const [longest = ''] = word.split(/[^a-z0-9]+/i).toSorted((a, b) => b.length - a.length);
    return longest === '' ? [] : [`short_descriptionLIKE${longest}`];
  });
}

/** How much longer ago than asked for: the clocks of two machines differ. */
const margin = 15 * 60 * 1000;

/** What changed since an instant. By the instance's own clock: a time that is written out is read in the zone of somebody's profile. */
export function changedCondition(since: Instant, now: Date): string {
  const minutes = Math.max(1, Math.ceil((now.getTime() - Date.parse(since) + margin) / 60_000));
  return `sys_updated_on>=javascript:gs.minutesAgoStart(${minutes})`;
}
