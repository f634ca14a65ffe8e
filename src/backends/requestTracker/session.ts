import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Person, Ticket, Version } from '../../domain/ticket.ts';
import type { Read, RtApi } from './api.ts';
import { nobody, toTicket } from './map.ts';
import type { People } from './people.ts';
import type { WireListedTicket, WireTicket, WireUser } from './schema.ts';
import { needsCustomFields, type Scope } from './scope.ts';
import { servicesOf } from './services.ts';
import { Statuses } from './statuses.ts';
import type { Side } from './ticketSql.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly api: RtApi;
  readonly people: People;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** A ticket as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly wire: WireTicket;
  readonly etag: string;
}

/** One account's view of one instance: what every method of the backend needs to turn answers into tickets. */
export class RtSession {
  readonly alias: string;
  readonly address: string;
  readonly api: RtApi;
  readonly people: People;
  readonly scopes: readonly Scope[];
  readonly statuses: Statuses;
  readonly customFields: boolean;
  readonly #clock: Clock;
  readonly #reading = new Map<string, Promise<Read | undefined>>();

  constructor({ alias, address, api, people, scopes, clock }: SessionOptions) {
    this.alias = alias;
    this.address = address;
    this.api = api;
    this.people = people;
    this.scopes = scopes;
    this.statuses = new Statuses(api);
    this.customFields = needsCustomFields(scopes);
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** Rows of a list that these scopes have found, as tickets. */
  async tickets(rows: readonly WireListedTicket[], side: Side): Promise<Ticket[]> {
    if (rows.length === 0) return [];
    const { api, scopes } = this;
    const [services] = await Promise.all([
      servicesOf(rows, { api, scopes, listed: true }),
      this.statuses.learn(rows, side),
    ]);
    return Promise.all(
      rows.map(async (row) => {
        const people = await Promise.all([this.#owner(row.Owner), this.#requester(row)]);
        // A list has no ETag: the time of the last change stands for it, in whole seconds.
        return this.#toTicket(row, people, services.get(row.id) ?? [], updatedVersion(row));
      }),
    );
  }

  /** One ticket as it is now. @throws `notFound`; `forbidden` where it may not be seen. */
  async read(id: string): Promise<Current> {
    return this.#current(id, async () => this.api.ticket(id));
  }

  /** The same; several who look at once share one request. Not for reading back what was written. */
  async look(id: string): Promise<Current> {
    return this.#current(id, async () => {
      const asked = this.#reading.get(id) ?? this.api.ticket(id).finally(() => this.#reading.delete(id));
      this.#reading.set(id, asked);
      return asked;
    });
  }

  /** What is being read may be of before the write. */
  forgetReads(): void {
    this.#reading.clear();
  }

  async #current(id: string, ask: () => Promise<Read | undefined>): Promise<Current> {
    // Whatever is not a number would be another address.
    const read = /^\d+$/.test(id) ? await ask().catch((error: unknown) => this.#unseen(id, error)) : undefined;
    if (read === undefined) {
      throw new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', `#${id}`, this.alias));
    }
    const { wire, etag } = read;
    const { api, scopes } = this;
    const [services, owner, requester] = await Promise.all([
      servicesOf([wire], { api, scopes, listed: false }),
      this.#owner(wire.Owner),
      this.#requesterByName(wire),
      this.statuses.learn([wire], undefined),
    ]);
    const version = etag === '' ? updatedVersion(wire) : `etag:${etag}`;
    return { wire, etag, ticket: this.#toTicket(wire, [owner, requester], services.get(wire.id) ?? [], version) };
  }

  #unseen(id: string, error: unknown): never {
    if (!DeskError.is(error, 'forbidden')) throw error;
    throw new DeskError('forbidden', l10n.t('{0} may not be seen with this account in {1}.', `#${id}`, this.alias), {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t('Ask who runs {0} for the right to see its queue.', this.alias),
    });
  }

  #toTicket(
    wire: WireListedTicket,
    [owner, requester]: readonly [Person | undefined, Person | undefined],
    services: readonly string[],
    version: Version,
  ): Ticket {
    const { alias, address, customFields } = this;
    const phase = this.statuses.phase(wire);
    return toTicket(wire, {
      alias,
      address,
      owner,
      requester,
      phase,
      services,
      customFields,
      version,
      now: this.now(),
    });
  }

  async #owner(owner: WireUser): Promise<Person | undefined> {
    return owner.id === nobody ? undefined : this.people.person(owner);
  }

  async #requester({ Requestor: [first] }: WireListedTicket): Promise<Person | undefined> {
    return first === undefined ? undefined : this.people.person(first);
  }

  /** A single ticket names its requester by login only. */
  async #requesterByName({ Requestor: [first] }: WireListedTicket): Promise<Person | undefined> {
    return first === undefined ? undefined : this.people.personByName(first);
  }
}

function updatedVersion({ LastUpdated }: WireListedTicket): Version {
  return `updated:${LastUpdated ?? ''}`;
}

/** Whether a ticket is still as somebody saw it, in a list or by itself. */
export function isAsSeen({ ticket, wire }: Current, seen: Version): boolean {
  return seen.startsWith('etag:') ? seen === ticket.version : seen === updatedVersion(wire);
}
