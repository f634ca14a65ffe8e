import type { WireAlert } from './schema.ts';

/** An alert that was seen. */
export interface Seen {
  readonly alert: WireAlert;
  readonly services: readonly string[];
  /** Whether it is of the linked services: it may have been read by its key only. */
  readonly linked: boolean;
  /** When it was missed for the first time; absent while it fires. */
  readonly endedAt?: string;
}

/** So many alerts are remembered; the one that was seen first is forgotten first. */
const most = 20_000;

/**
 * The alerts that this session has seen. Alertmanager does not tell of those that have ended, and somebody who looks at one should learn
 * that, not that there is no such alert.
 */
export class AlertMemory {
  readonly #seen = new Map<string, Seen>();

  get(fingerprint: string): Seen | undefined {
    return this.#seen.get(fingerprint);
  }

  /** Those that have ended. */
  ended(): readonly Seen[] {
    return [...this.#seen.values()].filter(({ endedAt }) => endedAt !== undefined);
  }

  remember({ alert, services, linked }: Omit<Seen, 'endedAt'>): void {
    // Anew, so that it stands last.
    this.#seen.delete(alert.fingerprint);
    this.#seen.set(alert.fingerprint, { alert, services, linked });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > most && oldest !== undefined) this.#seen.delete(oldest);
  }

  /** @returns it as it is remembered now; undefined if it never was seen. */
  end(fingerprint: string, at: Date): Seen | undefined {
    const seen = this.#seen.get(fingerprint);
    if (seen === undefined || seen.endedAt !== undefined) return seen;
    const ended = { ...seen, endedAt: at.toISOString() };
    this.#seen.set(fingerprint, ended);
    return ended;
  }

  /** Of the alerts of the linked services, those that a whole reading does not have any more have ended. */
  endAllBut(present: ReadonlyMap<string, unknown>, at: Date): void {
    for (const [fingerprint, { linked }] of this.#seen) {
      if (linked && !present.has(fingerprint)) this.end(fingerprint, at);
    }
  }
}
