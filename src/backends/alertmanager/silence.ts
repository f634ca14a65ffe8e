import type { WireMatcher, WireSilence } from './schema.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a silence is for exactly these labels, as the *Silence* button of Alertmanager's own page makes one: that is how somebody takes
 * an alert. A wider one (of a cluster under maintenance) keeps it quiet and is nobody's promise to look at it.
 */
export function isExactly({ matchers }: Pick<WireSilence, 'matchers'>, labels: Labels): boolean {
  const wanted = Object.entries(labels);
  const given = new Map(matchers.map((matcher) => [matcher.name, matcher]));
  return (
    matchers.length === wanted.length &&
    given.size === wanted.length &&
    wanted.every(([name, value]) => {
      const matcher = given.get(name);
      return matcher !== undefined && matcher.isEqual && !matcher.isRegex && matcher.value === value;
    })
  );
}

export function matchersOf(labels: Labels): WireMatcher[] {
  return Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
}

/** The earlier first. The server sets the start of a new silence by its own clock; two of one millisecond have at least different ids. */
export function byStart(a: WireSilence, b: WireSilence): number {
  return compare(a.startsAt, b.startsAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
