import type { Level, Priority } from '../../domain/ticket.ts';
import { priorityOf } from '../../domain/priority.ts';

/** The severities of an incident, as its page writes them. `UNKNOWN` is what it has that nobody gave one. */
const severities: ReadonlyMap<string, { readonly priority: Priority; readonly priorityLabel: string }> = new Map([
  ['CRITICAL', { priority: 1, priorityLabel: 'Critical - S1' }],
  ['HIGH', { priority: 2, priorityLabel: 'High - S2' }],
  ['MEDIUM', { priority: 3, priorityLabel: 'Medium - S3' }],
  ['LOW', { priority: 4, priorityLabel: 'Low - S4' }],
]);

/** What the value of a label `priority::…` or `severity::…` may be. */
const values: readonly (readonly [RegExp, Priority])[] = [
  [/^[ps]?1$|crit|urgent|highest|blocker/i, 1],
  [/^[ps]?2$|high|major/i, 2],
  [/^[ps]?3$|medium|normal|moderate/i, 3],
  [/^[ps]?5$|lowest|plan|trivial/i, 5],
  [/^[ps]?4$|low|minor/i, 4],
];

interface ReadPriority {
  readonly priority?: Priority;
  readonly priorityLabel?: string;
}

/** The priority by the severity, and by a scoped label where there is none. */
export function readPriority(severity: string, labels: readonly string[]): ReadPriority {
  const known = severities.get(severity);
  if (known !== undefined) return known;
  if (severity !== 'UNKNOWN') return { priorityLabel: severity };
  for (const scope of ['priority', 'severity']) {
    const label = labels.find((one) => one.toLowerCase().startsWith(`${scope}::`));
    if (label === undefined) continue;
    const value = label.slice(scope.length + 2).trim();
    const priority = values.find(([pattern]) => pattern.test(value))?.[1];
    return priority === undefined ? { priorityLabel: label } : { priority, priorityLabel: label };
  }
  return {};
}

const severityNames: Readonly<Record<Priority, string>> = { 1: 'CRITICAL', 2: 'HIGH', 3: 'MEDIUM', 4: 'LOW', 5: 'LOW' };

/** What an impact and an urgency come to; undefined if neither is given. */
export function priorityFor(impact: Level | undefined, urgency: Level | undefined): Priority | undefined {
  return impact === undefined && urgency === undefined ? undefined : priorityOf(impact ?? 2, urgency ?? 2);
}

export function severityFor(priority: Priority): string {
  return severityNames[priority];
}
