import type { Level, Priority } from './ticket.ts';

const matrix: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  1: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  3: { 1: 3, 2: 4, 3: 5 },
};

/**
 * ITIL's usual 3 × 3 matrix of impact and urgency, as ServiceNow ships it ("priority lookup rules").
 * Only a backend without priorities of its own uses it; another backend's value is shown, never recomputed.
 */
export function priorityOf(impact: Level, urgency: Level): Priority {
  return matrix[impact][urgency];
}
