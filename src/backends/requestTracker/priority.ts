import type { Level, Priority } from '../../domain/ticket.ts';
import { priorityOf } from '../../domain/priority.ts';

/** 0 to 100, the highest the most urgent. 0 is what a ticket has that nobody gave one. */
const bounds: readonly (readonly [number, Priority])[] = [
  [80, 1],
  [60, 2],
  [40, 3],
  [20, 4],
  [1, 5],
];

/** What an instance may call its priorities, where it shows names instead of numbers. */
const labels: readonly (readonly [RegExp, Priority])[] = [
  [/crit|urgent|emergency|highest|blocker|^p1$/i, 1],
  [/high|major|^p2$/i, 2],
  [/medium|normal|moderate|^p3$/i, 3],
  [/lowest|plan|trivial|^p5$/i, 5],
  [/low|minor|^p4$/i, 4],
];

export function readPriority(value: string): { readonly priority?: Priority; readonly priorityLabel?: string } {
  const label = value.trim();
  if (label === '' || Number(label) === 0) return {};
  const number = Number(label);
  const priority = Number.isNaN(number)
    ? labels.find(([pattern]) => pattern.test(label))?.[1]
    : bounds.find(([least]) => number >= least)?.[1];
  return priority === undefined ? { priorityLabel: label } : { priority, priorityLabel: label };
}

const numbers: Readonly<Record<Priority, string>> = { 1: '100', 2: '75', 3: '50', 4: '25', 5: '10' };

/** The number of an impact and an urgency; undefined if neither is given. */
export function priorityNumber(impact: Level | undefined, urgency: Level | undefined): string | undefined {
  if (impact === undefined && urgency === undefined) return undefined;
  return numbers[priorityOf(impact ?? 2, urgency ?? 2)];
}
