import type { Instant } from '../../domain/ticket.ts';
import { instantOf } from './map.ts';
import type { Cell } from './schema.ts';

/** A time as it is and as the instance shows it to this account. */
export type TimePair = Cell;

const quarter = 15 * 60 * 1000;

/**
 * Reads times in the form and the zone of somebody's profile, for the texts that have no other. Which form and which zone is learnt from times
 * of the same record that came both ways: of the orders of day, month and year the one that puts them all in a zone that can be.
 * @returns a function that gives undefined for what is no such time.
 */
export function displayTimeReader(pairs: readonly TimePair[]): (shown: string) => Instant | undefined {
  const known = pairs.flatMap((pair) => {
    const at = instantOf(pair);
    return at === undefined ? [] : [{ at: Date.parse(at), shown: pair.display_value }];
  });
  const order = orders.find((one) =>
    known.every(({ at, shown }) => {
      const local = localTime(shown, one);
      return local !== undefined && Math.abs(local - at) <= 56 * quarter && (local - at) % quarter === 0;
    }),
  );
  if (order === undefined || known.length === 0) return () => undefined;
  const offsets = known.map(({ at, shown }) => ({ at, offset: (localTime(shown, order) ?? at) - at }));
  return (shown) => {
    const local = localTime(shown, order);
    if (local === undefined) return undefined;
    // A zone has summer time: the offset of the nearest known time is taken.
    const [nearest] = offsets.toSorted((a, b) => Math.abs(a.at - local) - Math.abs(b.at - local));
    return new Date(local - (nearest?.offset ?? 0)).toISOString();
  };
}

type Order = 'ymd' | 'dmy' | 'mdy';
const orders: readonly Order[] = ['ymd', 'dmy', 'mdy'];

function localTime(shown: string, order: Order): number | undefined {
  const match =
    /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4}) (\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: ?([AP])\.?M\.?)?$/i.exec(
      shown.trim(),
    );
  if (match === null) return undefined;
  const [, a = '', b = '', c = '', hours = '', minutes = '', seconds = '0', half] = match;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (year.length !== 4 || Number(month) > 12 || Number(day) > 31) return undefined;
  const noon = half === undefined ? 0 : half.toUpperCase() === 'P' ? 12 : 0;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + noon;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minutes), Number(seconds));
}
