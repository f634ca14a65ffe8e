import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { PdApi } from './api.ts';
import type { EventsApi } from './eventsApi.ts';
import { toTicket } from './map.ts';
import type { People } from './people.ts';
import { Priorities } from './priority.ts';
import type { WireIncident, WireListedIncident } from './schema.ts';
import type { Scope } from './scope.ts';

interface SessionOptions {
  readonly alias: string;
  readonly api: PdApi;
  /** Undefined where the region of the account is not known. */
  readonly events: EventsApi | undefined;
  readonly people: People;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** An incident as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly wire: WireIncident;
}

/** One account's view of one PagerDuty: what every method of the backend needs to turn answers into tickets. */
export class PdSession {
  readonly alias: string;
  readonly api: PdApi;
  readonly events: EventsApi | undefined;
  readonly people: People;
  readonly scopes: readonly Scope[];
  readonly priorities: Priorities;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly #clock: Clock;

  constructor({ alias, api, events, people, scopes, clock, pause }: SessionOptions) {
    this.alias = alias;
    this.api = api;
    this.events = events;
    this.people = people;
    this.scopes = scopes;
    this.priorities = new Priorities(api);
    this.pause = pause;
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  async tickets(rows: readonly WireListedIncident[]): Promise<Ticket[]> {
    if (rows.length === 0) return [];
    const { alias, scopes } = this;
    const [me, priorities] = await Promise.all([this.people.me(), this.priorities.of(rows)]);
    return rows.map((row) => toTicket(row, { alias, me, priorities, scopes, now: this.now() }));
  }

  /** One incident as it is now; undefined if there is none with that id, or it may not be seen. */
  async look(id: string): Promise<Current | undefined> {
    const wire = isId(id) ? await this.api.incident(id) : undefined;
    if (wire === undefined) return undefined;
    const [ticket] = await this.tickets([wire]);
    return ticket === undefined ? undefined : { wire, ticket };
  }

  /** @throws `notFound` */
  async read(id: string): Promise<Current> {
    const current = await this.look(id);
    if (current !== undefined) return current;
    throw this.notFound(id);
  }

  notFound(key: string): DeskError {
    return new DeskError('notFound', l10n.t('Incident {0} was not found in {1}.', key, this.alias));
  }
}

/** Whatever is not an id would be another address. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9]{1,40}$/.test(text);
}
