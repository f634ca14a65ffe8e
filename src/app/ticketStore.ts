import { DeskError, isOffline } from '../domain/errors.ts';
import type { Clock, Cursor, Log } from '../domain/ports.ts';
import { matches } from '../domain/query.ts';
import type { Service } from '../domain/service.ts';
import {
  openPhases,
  refKey,
  sameRef,
  type Instant,
  type Phase,
  type Ticket,
  type TicketRef,
} from '../domain/ticket.ts';
import { LevelledTickets } from './levelledTickets.ts';
import { Listeners } from './listeners.ts';
import { readChanges, readOpen, type Found } from './readOpen.ts';
import { TicketSet } from './readPages.ts';
import type { SharedAnswers } from './sharedAnswers.ts';
import type { Source } from './sources.ts';

/** What is known of one connection's tickets. */
export interface ConnectionTickets {
  readonly connection: string;
  /** Tickets of the linked services in the phases that are shown, as far as they are loaded. */
  readonly tickets: readonly Ticket[];
  /** How many there are; absent where the backend does not tell. */
  readonly total?: number;
  /** Whether the backend has more than is loaded. */
  readonly more: boolean;
  /** When the backend was last read; absent: never. */
  readonly asOf?: Instant;
  readonly loading: boolean;
  /** Why the last refresh failed. What was known stays. */
  readonly problem?: DeskError;
}

/** Keeps what is known between two sessions. Parses what it reads. */
export interface TicketCache {
  load(): Promise<readonly ConnectionTickets[]>;
  save(known: readonly ConnectionTickets[]): Promise<void>;
}

export interface RefreshOptions {
  /** The alias of a connection; absent: all of them. */
  readonly connection?: string;
  /** Asks only for what changed, where the backend can tell. */
  readonly changes?: boolean;
  /** What another window was answered since then will do. */
  readonly since?: Instant;
}

interface StoreOptions {
  readonly cache: TicketCache;
  readonly answers: SharedAnswers;
  readonly clock: Clock;
  readonly log: Log;
}

/** The tickets of the open repositories, over all connections. Paints from its cache, then asks. */
export class TicketStore {
  readonly #options: StoreOptions;
  readonly #changed = new Listeners<void>();
  readonly #refreshing = new Map<string, Promise<void>>();
  readonly #cursors = new Map<string, Cursor>();
  /** What was written while a refresh was on its way: newer than what the refresh will bring. */
  readonly #written = new Map<string, Ticket>();
  /** The last that is known of tickets that are not listed, because a write has closed them. */
  readonly #unlisted = new Map<string, Ticket>();
  /** When this window wrote to a connection last. */
  readonly #wrote = new Map<string, Instant>();
  #saving: Promise<void> = Promise.resolve();
  #sources: readonly Source[] = [];
  #phases: readonly Phase[] = openPhases;
  #known = new Map<string, ConnectionTickets>();
  readonly #levelled: LevelledTickets;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#levelled = new LevelledTickets(options.clock);
  }

  get sources(): readonly Source[] {
    return this.#sources;
  }

  /** One entry a linked connection, in the order of the sources. */
  get connections(): readonly ConnectionTickets[] {
    return this.#sources
      .filter(({ linked }) => linked)
      .map(({ connection }) => this.#of(connection.alias))
      .map((known) => ({ ...known, tickets: this.#levelled.of(known.tickets) }));
  }

  get tickets(): readonly Ticket[] {
    return this.connections.flatMap(({ tickets }) => tickets);
  }

  /** What is known of a ticket: as it is listed, or as a write left it. */
  ticket(ref: TicketRef): Ticket | undefined {
    const listed = this.#known.get(ref.connection)?.tickets.find((ticket) => sameRef(ticket.ref, ref));
    const known = listed ?? this.#unlisted.get(refKey(ref));
    return known === undefined ? undefined : this.#levelled.one(known);
  }

  onDidChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Shows what an earlier session knew. */
  async restore(): Promise<void> {
    for (const known of await this.#options.cache.load()) {
      if (!this.#known.has(known.connection)) this.#known.set(known.connection, known);
    }
    this.#changed.tell();
  }

  /** What the open folders are linked to has changed. */
  useSources(sources: readonly Source[], services: readonly Service[] = []): void {
    this.#sources = sources;
    this.#levelled.useServices(services);
    this.#changed.tell();
  }

  get phases(): readonly Phase[] {
    return this.#phases;
  }

  /** Shows tickets of these phases from now on. The caller refreshes. */
  usePhases(phases: readonly Phase[]): void {
    this.#phases = phases;
    this.#changed.tell();
  }

  /** Reads connections again. Two calls at once are one. Never rejects: a failure is shown where it belongs. */
  async refresh({ connection: alias, ...how }: RefreshOptions = {}): Promise<void> {
    const wanted = this.#sources.filter(
      ({ connection, linked }) => linked && (alias === undefined || connection.alias === alias),
    );
    await Promise.all(wanted.map((source) => this.#refreshOnce(source, how)));
  }

  async #refreshOnce(source: Source, how: RefreshOptions): Promise<void> {
    const { alias } = source.connection;
    let running = this.#refreshing.get(alias);
    if (running === undefined) {
      running = this.#refresh(source, how).finally(() => this.#refreshing.delete(alias));
      this.#refreshing.set(alias, running);
    }
    await running;
  }

  async #refresh(source: Source, how: RefreshOptions): Promise<void> {
    const { alias } = source.connection;
    const phases = this.#phases;
    const before = this.#of(alias);
    // By the clock of the beginning: what changes while it is read is asked for the next time.
    const asOf = this.#options.clock().toISOString();
    for (const [key, { ref }] of this.#written) if (ref.connection === alias) this.#written.delete(key);
    const question = questionOf(source, phases);
    const answered = await this.#answerOfOthers(alias, question, how);
    if (answered !== undefined) return this.#set({ ...answered, connection: alias });
    this.#set({ ...before, loading: true });
    try {
      const backend = await source.backend();
      const changed = how.changes === true ? await readChanges(backend, before, phases) : undefined;
      const found = changed ?? (await readOpen(backend, { phases, enough: before.tickets.length }));
      // What is shown was changed meanwhile: this answer is to another question.
      if (phases !== this.#phases) return await this.#refresh(source, {});
      this.#setCursor(alias, found);
      const tickets = this.#withWritten(alias, found.tickets);
      this.#forgetChanged(alias, tickets);
      this.#set({
        connection: alias,
        tickets,
        asOf,
        loading: false,
        more: found.next !== undefined,
        ...totalOf(found),
      });
      this.#save(question, this.#of(alias));
    } catch (error) {
      this.#fail(alias, error);
    }
  }

  /** Reads the next page of a connection. */
  async loadMore(alias: string): Promise<void> {
    const source = this.#sources.find(({ connection }) => connection.alias === alias);
    const cursor = this.#cursors.get(alias);
    if (source === undefined) return;
    // Without a cursor (after a reload) what is known came from the cache: the first page comes first.
    if (cursor === undefined) return this.refresh({ connection: alias });
    this.#set({ ...this.#of(alias), loading: true });
    try {
      const page = await (await source.backend()).list({ phases: this.#phases }, cursor);
      this.#setCursor(alias, page);
      const tickets = new TicketSet([...this.#of(alias).tickets, ...page.items]).all();
      const total = page.next === undefined ? { total: tickets.length } : totalOf(page);
      this.#set({ ...this.#of(alias), tickets, more: page.next !== undefined, loading: false, ...total });
    } catch (error) {
      this.#fail(alias, error);
    }
  }

  /** Takes over what a write returned, so that it shows at once. */
  apply(ticket: Ticket): void {
    this.#wrote.set(ticket.ref.connection, this.#options.clock().toISOString());
    this.#written.set(refKey(ticket.ref), ticket);
    this.#unlisted.set(refKey(ticket.ref), ticket);
    const known = this.#of(ticket.ref.connection);
    const tickets = this.#withWritten(ticket.ref.connection, known.tickets);
    const total = known.total === undefined ? {} : { total: known.total + tickets.length - known.tickets.length };
    this.#set({ ...known, tickets, ...total });
  }

  /** A ticket that would be listed if it still were as it was written has been changed by somebody else. */
  #forgetChanged(alias: string, listed: readonly Ticket[]): void {
    const keys = new Set(listed.map(({ ref }) => refKey(ref)));
    for (const [key, ticket] of this.#unlisted) {
      const gone = !keys.has(key) && this.#phases.includes(ticket.phase);
      if (ticket.ref.connection === alias && gone) this.#unlisted.delete(key);
    }
  }

  #withWritten(alias: string, tickets: readonly Ticket[]): readonly Ticket[] {
    const written = [...this.#written.values()].filter(({ ref }) => ref.connection === alias);
    return new TicketSet([...tickets, ...written]).all().filter((ticket) => matches(ticket, { phases: this.#phases }));
  }

  /** What another window knows, unless this one has written since: then it asks for itself. */
  async #answerOfOthers(
    alias: string,
    question: string | undefined,
    { since }: RefreshOptions,
  ): Promise<ConnectionTickets | undefined> {
    if (since === undefined || question === undefined) return undefined;
    const wrote = this.#wrote.get(alias) ?? since;
    return this.#options.answers.recent(question, wrote > since ? wrote : since).catch(() => undefined);
  }

  /** One after the other: connections end their refreshes at the same time. That it fails is no failure of a connection. */
  #save(question: string | undefined, answer: ConnectionTickets): void {
    const { cache, answers, log } = this.#options;
    this.#saving = this.#saving
      .then(() => (question === undefined ? undefined : answers.offer(question, answer)))
      // The next session begins with the open ones again.
      .then(() => (this.#phases === openPhases ? cache.save(this.connections) : undefined))
      .catch((error: unknown) => log.warn(`The cache is not written: ${String(error)}`));
  }

  #fail(alias: string, error: unknown): void {
    const problem = DeskError.is(error) ? error : new DeskError('invalidResponse', String(error), { cause: error });
    const { log } = this.#options;
    // Offline is quiet: what is known stays on the screen, with its age.
    if (isOffline(problem)) log.info(`${alias}: ${problem.message}`);
    else log.warn(`${alias}: ${problem.message} ${problem.detail ?? ''}`);
    this.#set({ ...this.#of(alias), loading: false, problem });
  }

  #of(alias: string): ConnectionTickets {
    return this.#known.get(alias) ?? { connection: alias, tickets: [], more: false, loading: false };
  }

  #set(known: ConnectionTickets): void {
    this.#known = new Map(this.#known).set(known.connection, known);
    this.#changed.tell();
  }

  #setCursor(alias: string, { next }: { readonly next?: Cursor }): void {
    if (next === undefined) this.#cursors.delete(alias);
    else this.#cursors.set(alias, next);
  }
}

/**
 * What is asked of a connection: the same words in two windows have the same answer. A git desk is asked by each: it is another one in
 * another repository, and costs nothing.
 */
function questionOf({ connection, scopes }: Source, phases: readonly Phase[]): string | undefined {
  const { kind, url, account, alias } = connection;
  return url === undefined ? undefined : JSON.stringify([kind, url, account, alias, scopes, phases]);
}

function totalOf({ total }: Pick<Found, 'total'>): { total?: number } {
  return total === undefined ? {} : { total };
}
