import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Person, Ticket, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import type { AlertmanagerApi } from './api.ts';
import { personOf, toTicket } from './map.ts';
import { narrowedTo, type Matcher } from './matcher.ts';
import { AlertMemory, type Seen } from './memory.ts';
import type { WireAlert, WireSilence } from './schema.ts';
import { refuseMatchers, type Scope } from './scope.ts';
import { byStart, isExactly } from './silence.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly api: AlertmanagerApi;
  readonly me: string | undefined;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** An alert as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly alert: WireAlert;
  /** Every silence for exactly this alert that the server still has, the earliest first. */
  readonly silences: readonly WireSilence[];
  /** Those of them that hold. */
  readonly holders: readonly WireSilence[];
}

/** An alert that fires, and the services that select it. */
type Selected = Omit<Seen, 'endedAt'>;

/** One account's view of one instance: what every method of the backend needs to turn answers into tickets. */
export class AlertmanagerSession {
  readonly alias: string;
  readonly api: AlertmanagerApi;
  readonly memory = new AlertMemory();
  readonly #options: SessionOptions;
  readonly #looking = new Map<string, Promise<Current>>();

  constructor(options: SessionOptions) {
    this.alias = options.alias;
    this.api = options.api;
    this.#options = options;
  }

  now(): Date {
    return this.#options.clock();
  }

  person(name: string): Person {
    return personOf(name, this.#options.me);
  }

  /** The name that silences are made under. @throws `configuration` if there is none. */
  me(): string {
    const { me } = this.#options;
    if (me !== undefined) return me;
    throw new DeskError(
      'configuration',
      l10n.t('{0} does not know who you are: a silence carries a name.', this.alias),
      {
        next: l10n.t('Give the connection an `account`: the name that your silences shall carry.'),
      },
    );
  }

  /** Undefined where the connection names nobody. */
  meIfKnown(): Person | undefined {
    const { me } = this.#options;
    return me === undefined ? undefined : this.person(me);
  }

  /** Every alert of the linked services that fires. */
  async tickets(): Promise<readonly Ticket[]> {
    const selected = await this.select([]);
    this.memory.endAllBut(selected, this.now());
    const quiet = [...selected.values()].some(({ alert }) => alert.status.silencedBy.length > 0);
    // Where nobody has silenced anything, one request is enough.
    const active = quiet ? await this.api.activeSilences() : [];
    const byId = new Map(active.map((silence) => [silence.id, silence]));
    return [...selected.values()].map((one) => this.toTicket(one, holdersOf(one.alert, byId)));
  }

  /** What a scope finds, asked for scope by scope: only the server knows how its regular expressions match. */
  async select(narrower: readonly Matcher[]): Promise<ReadonlyMap<string, Selected>> {
    const { alias, api, scopes } = this.#options;
    const found = new Map<string, Selected>();
    const asked: readonly Scope[] = scopes.length === 0 ? [{ services: [], matchers: [] }] : scopes;
    const answers = await Promise.all(
      asked.map(async (scope) => {
        const alerts = api.alerts([...scope.matchers, ...narrower]);
        return { scope, alerts: await alerts.catch((error: unknown) => refuseMatchers(alias, scope, error)) };
      }),
    );
    for (const { scope, alerts } of answers) {
      for (const alert of alerts) {
        const others = found.get(alert.fingerprint)?.services ?? [];
        found.set(alert.fingerprint, { alert, services: [...new Set([...others, ...scope.services])], linked: true });
      }
    }
    for (const one of found.values()) this.memory.remember(one);
    return found;
  }

  /** Every other alert too: a key may name one of a service that is not linked. */
  async selectAny(narrower: readonly Matcher[]): Promise<ReadonlyMap<string, Selected>> {
    const own = await this.select(narrower);
    if (this.#options.scopes.length === 0) return own;
    const all = (await this.api.alerts(narrower)).map((alert) => ({ alert, services: [], linked: false }));
    return new Map([...all.map((one) => [one.alert.fingerprint, one] as const), ...own]);
  }

  async #selectOne(id: string, narrower: readonly Matcher[]): Promise<Selected | undefined> {
    const { scopes } = this.#options;
    const own = (await this.select(narrower)).get(id);
    if (own !== undefined || scopes.length === 0) return own;
    const alert = (await this.api.alerts(narrower)).find(({ fingerprint }) => fingerprint === id);
    return alert === undefined ? undefined : { alert, services: [], linked: false };
  }

  /** One alert as it is now, or as it was when it ended. @throws `notFound` if it neither fires nor was seen. */
  async read(id: string): Promise<Current> {
    const known = this.memory.get(id);
    const narrower = known === undefined ? [] : narrowedTo(known.alert.labels);
    const found = /^[0-9a-f]{16}$/.test(id) ? await this.#selectOne(id, narrower) : undefined;
    if (found !== undefined) this.memory.remember(found);
    const one = found ?? this.memory.end(id, this.now());
    if (one === undefined) {
      throw new DeskError('notFound', l10n.t('{0} has no alert {1} that fires.', this.alias, id), {
        next: l10n.t('It may have ended: Alertmanager does not keep those.'),
      });
    }
    const silences = await this.silencesOf(one.alert);
    const byId = new Map(silences.map((silence) => [silence.id, silence]));
    const holders = found === undefined ? [] : holdersOf(one.alert, byId);
    return { alert: one.alert, silences, holders, ticket: this.toTicket(one, holders) };
  }

  /** The same; several who look at once share the requests. Not for reading back what was written. */
  async look(id: string): Promise<Current> {
    const asked = this.#looking.get(id) ?? this.read(id).finally(() => this.#looking.delete(id));
    this.#looking.set(id, asked);
    return asked;
  }

  /** What is being read may be of before the write. */
  forgetReads(): void {
    this.#looking.clear();
  }

  /** As it is now, to write on. @throws `conflict` if it is not as it was seen any more; `refused` if it has ended. */
  async readAsSeen(id: string, seen: Version): Promise<Current> {
    const current = await this.read(id);
    if (current.ticket.version !== seen) throw somebodyWasFaster(this, current.ticket);
    this.refuseEnded(current);
    return current;
  }

  refuseEnded({ ticket }: Current): void {
    if (ticket.phase !== 'resolved') return;
    throw new DeskError('refused', l10n.t('The alert {0} has ended by itself.', ticket.key), {
      next: l10n.t('There is nothing left to do to it.'),
    });
  }

  /** The silences for exactly this alert, whether they hold or not, the earliest first. */
  async silencesOf({ labels }: Pick<WireAlert, 'labels'>): Promise<readonly WireSilence[]> {
    const silences = await this.api.silences(narrowedTo(labels));
    return silences.filter((silence) => isExactly(silence, labels)).toSorted(byStart);
  }

  toTicket({ alert, services, endedAt }: Omit<Seen, 'linked'>, holders: readonly WireSilence[]): Ticket {
    const { alias, address, me } = this.#options;
    return toTicket(alert, { alias, address, me, holders, services, endedAt });
  }
}

/** The silences for exactly this alert among those that keep it quiet. One may have ended since the alert was read. */
function holdersOf({ labels, status }: WireAlert, byId: ReadonlyMap<string, WireSilence>): readonly WireSilence[] {
  return status.silencedBy
    .flatMap((id) => byId.get(id) ?? [])
    .filter((silence) => silence.status.state === 'active' && isExactly(silence, labels))
    .toSorted(byStart);
}
