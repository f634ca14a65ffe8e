export interface Count {
  readonly sku: string;
  readonly quantity: number;
  readonly countedAt: Date;
}

/**
 * Takes the night import of the warehouse in. A count that somebody made in the shop after the warehouse had written its
 * file is newer and stays.
 */
export function applyImport(known: readonly Count[], imported: readonly Count[]): Count[] {
  const counts = new Map(known.map((count) => [count.sku, count]));
  for (const count of imported) {
    const before = counts.get(count.sku);
    if (before === undefined || before.countedAt < count.countedAt) counts.set(count.sku, count);
  }
  return [...counts.values()];
}

/** What can be sold: never less than nothing, whatever the reservations say. */
export function available(counted: number, reserved: number): number {
  return Math.max(0, counted - reserved);
}
