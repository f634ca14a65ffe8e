import type { Level, Priority } from '../../domain/ticket.ts';
import { priorityOf } from '../../domain/priority.ts';
import type { WireNamed } from './schema.ts';

/** The place of a priority among all that the instance has, the highest 1 and the lowest 5; undefined for an unknown one. */
export function readPriority(id: string, all: readonly WireNamed[]): Priority | undefined {
  const index = all.findIndex((priority) => priority.id === id);
  return index === -1 ? undefined : placeOf(index, all.length);
}

function placeOf(index: number, count: number): Priority {
  if (count === 1) return 3;
  const places = [1, 2, 3, 4, 5] as const;
  return places[Math.round(((count - 1 - index) * 4) / (count - 1))] ?? 3;
}

/** The number of the priority that comes nearest to an impact and an urgency; undefined if neither is given. */
export function priorityId(
  { impact, urgency }: { readonly impact?: Level; readonly urgency?: Level },
  all: readonly WireNamed[],
): string | undefined {
  if (impact === undefined && urgency === undefined) return undefined;
  const wanted = priorityOf(impact ?? 2, urgency ?? 2);
  const distances = all.map(({ id }, index) => ({ id, distance: Math.abs(placeOf(index, all.length) - wanted) }));
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.id;
}
