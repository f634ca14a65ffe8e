import { randomUUID } from 'node:crypto';
import { fingerprintOf, holds, type FakeMatcher, type Labels } from './alertmanagerMatchers.ts';

export interface FakeAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly generatorURL: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly updatedAt: Date;
}

export interface FakeSilence {
  readonly id: string;
  readonly matchers: readonly FakeMatcher[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly updatedAt: Date;
  readonly createdBy: string;
  readonly comment: string;
}

export type NewFakeSilence = Omit<FakeSilence, 'id' | 'updatedAt'> & { readonly id?: string | undefined };

/** Without an end in the request, an alert is over after this long: `resolve_timeout`. */
const resolveTimeout = 5 * 60_000;

/** Alerts and silences as Alertmanager keeps them: in memory, each alert once by its labels, silences for days after their end. */
export class FakeAlerts {
  readonly silences = new Map<string, FakeSilence>();
  readonly #alerts = new Map<string, FakeAlert>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** As Prometheus sends it, and sends it again. @returns the fingerprint. */
  fire(labels: Labels, annotations: Labels = {}, more: Partial<FakeAlert> = {}): string {
    const now = this.#now();
    // Go writes the keys of a map in their order.
    const given: Labels = Object.fromEntries(
      Object.entries(labels)
        .filter(([, value]) => value !== '')
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const fingerprint = fingerprintOf(given);
    const old = this.#alerts.get(fingerprint);
    const fires = old !== undefined && old.endsAt > now;
    this.#alerts.set(fingerprint, {
      labels: given,
      annotations,
      generatorURL: '',
      startsAt: fires ? old.startsAt : now,
      endsAt: new Date(now.getTime() + resolveTimeout),
      updatedAt: now,
      ...more,
    });
    return fingerprint;
  }

  end(fingerprint: string): void {
    const alert = this.#alerts.get(fingerprint);
    if (alert === undefined) throw new Error(`The fake has no alert ${fingerprint}.`);
    this.#alerts.set(fingerprint, { ...alert, endsAt: this.#now() });
  }

  /** Those that have not ended, in no order. */
  firing(): readonly (readonly [fingerprint: string, alert: FakeAlert])[] {
    const now = this.#now();
    return [...this.#alerts].filter(([, { endsAt }]) => endsAt > now);
  }

  stateOf({ startsAt, endsAt }: Pick<FakeSilence, 'startsAt' | 'endsAt'>): 'active' | 'pending' | 'expired' {
    const now = this.#now();
    if (now < startsAt) return 'pending';
    return now < endsAt ? 'active' : 'expired';
  }

  silencedBy({ labels }: FakeAlert): readonly string[] {
    return [...this.silences.values()]
      .filter((silence) => this.stateOf(silence) === 'active')
      .filter(({ matchers }) => matchers.every((matcher) => holds(matcher, labels)))
      .map(({ id }) => id);
  }

  /** By the rule that a critical alert with `inhibits="yes"` keeps warnings of the same cluster quiet. */
  inhibitedBy({ labels }: FakeAlert): readonly string[] {
    if (labels['severity'] !== 'warning') return [];
    return this.firing()
      .filter(([, source]) => source.labels['inhibits'] === 'yes' && source.labels['severity'] === 'critical')
      .filter(([, source]) => source.labels['cluster'] === labels['cluster'])
      .map(([fingerprint]) => fingerprint);
  }

  /** `Silences.Set` of silence/silence.go. @returns the id; undefined if there is no silence with the one that was given. */
  silence(given: NewFakeSilence): string | undefined {
    const now = this.#now();
    const old = given.id === undefined ? undefined : this.silences.get(given.id);
    if (given.id !== undefined && old === undefined) return undefined;
    if (old !== undefined && this.#canUpdate(old, given)) {
      this.silences.set(old.id, { ...given, id: old.id, startsAt: old.startsAt, updatedAt: now });
      return old.id;
    }
    if (old !== undefined) this.expire(old.id);
    const id = randomUUID();
    const startsAt = given.startsAt < now ? now : given.startsAt;
    this.silences.set(id, { ...given, id, startsAt, updatedAt: now });
    return id;
  }

  #canUpdate(old: FakeSilence, given: NewFakeSilence): boolean {
    const sameStart = Math.floor(old.startsAt.getTime() / 1000) === Math.floor(given.startsAt.getTime() / 1000);
    return (
      this.stateOf(old) === 'active' && sameStart && JSON.stringify(old.matchers) === JSON.stringify(given.matchers)
    );
  }

  /** Says nothing of one that has expired before. @returns whether there is such a silence. */
  expire(id: string): boolean {
    const silence = this.silences.get(id);
    if (silence === undefined) return false;
    const now = this.#now();
    const state = this.stateOf(silence);
    const startsAt = state === 'pending' ? now : silence.startsAt;
    if (state !== 'expired') this.silences.set(id, { ...silence, startsAt, endsAt: now, updatedAt: now });
    return true;
  }
}
