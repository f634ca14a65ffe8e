/** One figure of the bench. */
export interface BenchRow {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** What the design allows, in words. */
  readonly budget: string;
  readonly within: boolean;
  /** Measured in the same run, on the same machine. */
  readonly baseline: number;
  /** What the baseline is. */
  readonly of: string;
}

/** What a figure is measured beside. */
export interface Baseline {
  readonly figure: number;
  readonly of: string;
}

/** A row whose budget is a number, `≤ 100 ms`. */
export function row(what: string, figure: number, budget: `≤ ${number} ${string}`, baseline: Baseline): BenchRow {
  const [, limit = '0', unit = ''] = budget.split(' ');
  const within = figure <= Number(limit);
  return { what, figure, unit, budget, within, baseline: baseline.figure, of: baseline.of };
}

/** A row whose budget is so many times its baseline. */
export function relativeRow(what: string, figure: number, times: number, baseline: Baseline): BenchRow {
  const within = figure <= baseline.figure * times;
  return {
    what,
    figure,
    unit: 'ms',
    budget: `≤ ${times} × ${baseline.of}`,
    within,
    baseline: baseline.figure,
    of: baseline.of,
  };
}

/** Each bench measures a few rows, and says what it does while it does it. */
export type Bench = (say: (message: string) => void) => Promise<readonly BenchRow[]>;

/** The middle of several runs, in milliseconds with one decimal. */
export async function median(runs: number, run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < runs; count++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return round(times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
