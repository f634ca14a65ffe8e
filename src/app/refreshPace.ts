const minute = 60_000;
/** However quiet it is, news is not older than this while somebody looks. */
const slowest = 30 * minute;
/** A whole reading, which also notices tickets that have left the services. */
const wholeEvery = 60 * minute;

interface PaceOptions {
  /** Minutes between two refreshes when something happens; 0: only when asked. */
  readonly minutes: () => number;
  /** 0 to 1. Windows that get the focus at the same moment do not all ask at once. */
  readonly random: () => number;
}

/** When to refresh: often while things change, seldom while they do not, never while nobody looks. */
export class RefreshPace {
  readonly #options: PaceOptions;
  #quiet = 0;
  #last: number;
  #lastWhole: number;

  constructor(options: PaceOptions, now: number) {
    this.#options = options;
    this.#last = now;
    this.#lastWhole = now;
  }

  /** Milliseconds until the next refresh; undefined: there is none. Overdue ones come within seconds, not at once. */
  wait(now: number): number | undefined {
    const minutes = this.#options.minutes();
    if (minutes === 0) return undefined;
    const interval = Math.max(minutes * minute, Math.min(minutes * minute * 2 ** this.#quiet, slowest));
    const left = this.#last + interval - now;
    return left > 0 ? left : 2_000 + this.#options.random() * 13_000;
  }

  /** Whether the next one reads everything. */
  isWhole(now: number): boolean {
    return now - this.#lastWhole >= wholeEvery;
  }

  /** Says that a refresh has ended, and whether it brought anything new. */
  refreshed(now: number, { news, whole }: { readonly news: boolean; readonly whole: boolean }): void {
    this.#quiet = news ? 0 : this.#quiet + 1;
    this.#last = now;
    if (whole) this.#lastWhole = now;
  }
}
