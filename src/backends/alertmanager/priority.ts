import type { Priority } from '../../domain/ticket.ts';

/** What the label `severity` says, in the words that rules are written with. Prometheus itself knows none. */
const severities: readonly (readonly [RegExp, Priority])[] = [
  [/^(critical|crit|page|emergency|fatal|disaster|p1|sev-?1)$/i, 1],
  [/^(error|err|high|major|p2|sev-?2)$/i, 2],
  [/^(warning|warn|medium|moderate|average|p3|sev-?3)$/i, 3],
  [/^(info|information|informational|notice|low|minor|p4|sev-?4)$/i, 4],
  [/^(none|debug|p5|sev-?5)$/i, 5],
];

export function readPriority(labels: Readonly<Record<string, string>>): {
  readonly priority?: Priority;
  readonly priorityLabel?: string;
} {
  const label = (labels['severity'] ?? labels['priority'] ?? '').trim();
  if (label === '') return {};
  const priority = severities.find(([pattern]) => pattern.test(label))?.[1];
  return priority === undefined ? { priorityLabel: label } : { priority, priorityLabel: label };
}
