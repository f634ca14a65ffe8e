import type { Priority } from '../../domain/ticket.ts';

/**
 * A site's own priorities, spread over 1 to 5 in their order: the first is the most urgent. Their names can be anything.
 * @returns the number of each, by id.
 */
export function spreadPriorities(ids: readonly string[]): ReadonlyMap<string, Priority> {
  return new Map(
    ids.map((id, index) => [id, levels[ids.length === 1 ? 2 : Math.round((index * 4) / (ids.length - 1))] ?? 3]),
  );
}

const levels: readonly Priority[] = [1, 2, 3, 4, 5];
