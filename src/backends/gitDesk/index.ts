import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type {
  Backend,
  Capabilities,
  Clock,
  Cursor,
  ObjectStore,
  Page,
  SyncResult,
  TicketQuery,
} from '../../domain/ports.ts';
import { lastChange, matches } from '../../domain/query.ts';
import {
  kinds,
  type Audience,
  type CommitLink,
  type Entry,
  type Instant,
  type Markdown,
  type Person,
  type Ticket,
  type TicketDetails,
  type TicketDraft,
  type TicketRef,
  type Transition,
  type Version,
} from '../../domain/ticket.ts';
import type { BackendContext } from '../backendKind.ts';
import { DeskLog } from './api.ts';
import type { DeskTicket } from './deskTicket.ts';
import type { VisibleTicket } from './deskTickets.ts';
import { findByKey } from './findByKey.ts';
import { newTicketId } from './ids.ts';
import { toDetails, toPerson, type Viewer } from './map.ts';
import { Pager } from './pager.ts';
import { ShownTickets } from './shownTickets.ts';
import { syncDesk } from './sync.ts';
import { timelineOf, toEntry } from './timeline.ts';
import { takeStep, transitionsFrom } from './workflow.ts';

/** A backend that can do all that one may be able to do. */
export type Desk = Backend & Required<Pick<Backend, 'create' | 'sync' | 'changedSince'>>;

/**
 * The git desk: tickets in the repository's own git. Everything works offline; `sync` exchanges with the others.
 * @param options.pageSize how many tickets come at a time.
 */
export function openGitDesk(context: BackendContext, options: { readonly pageSize?: number } = {}): Desk {
  const { store } = context;
  if (store === undefined) {
    throw new DeskError('configuration', l10n.t('The git desk needs a git repository.'), {
      next: l10n.t('Open a folder of a repository, or run: git init'),
    });
  }
  return new GitDesk({ ...context, store, pageSize: options.pageSize ?? 100 });
}

interface GitDeskOptions extends Pick<BackendContext, 'connection' | 'scopes' | 'clock' | 'log'> {
  readonly store: ObjectStore;
  readonly pageSize: number;
}

class GitDesk implements Desk {
  readonly capabilities: Capabilities = { assign: true, reply: true, create: kinds, commitLink: true };
  readonly #connection: string;
  readonly #services: ReadonlySet<string>;
  readonly #store: ObjectStore;
  readonly #clock: Clock;
  readonly #desk: DeskLog;
  readonly #pager: Pager;
  readonly #shown = new ShownTickets();

  constructor({ connection, scopes, store, clock, log, pageSize }: GitDeskOptions) {
    this.#connection = connection.alias;
    this.#services = new Set(scopes.map(({ service }) => service));
    this.#store = store;
    this.#clock = clock;
    this.#desk = new DeskLog({ store, clock, log });
    this.#pager = new Pager(pageSize);
  }

  async whoAmI(): Promise<Person> {
    const identity = await this.#store.identity();
    return toPerson(identity, { me: identity.email });
  }

  async list(query: TicketQuery, page?: Cursor): Promise<Page<Ticket>> {
    const viewer = await this.#look();
    return this.#page({ viewer, page, wanted: (ticket) => matches(ticket, query) });
  }

  async changedSince(at: Instant, page?: Cursor): Promise<Page<Ticket>> {
    const viewer = await this.#look();
    // What came with a sync may be older than the last look, and is news all the same.
    const arrived = ({ ref }: Ticket): Instant => this.#desk.tickets.get(ref.id)?.arrived ?? '';
    return this.#page({ viewer, page, wanted: (ticket) => lastChange(ticket) >= at || arrived(ticket) >= at });
  }

  async find(key: string): Promise<Ticket> {
    const viewer = await this.#look();
    return this.#show(findByKey(this.#desk.tickets, key, this.#connection), viewer);
  }

  async get(ref: TicketRef): Promise<TicketDetails> {
    const viewer = await this.#look();
    return toDetails(this.#visible(ref), this.#desk.tickets.keyLength(ref.id), viewer);
  }

  async timeline(ref: TicketRef): Promise<Page<Entry>> {
    const viewer = await this.#look();
    const items = timelineOf(this.#visible(ref).ticket.events, viewer);
    return { items, total: items.length };
  }

  async transitions(ref: TicketRef): Promise<readonly Transition[]> {
    await this.#desk.refresh();
    return transitionsFrom(this.#visible(ref).folded.phase);
  }

  async assign(ref: TicketRef, to: Person | 'me' | null, seen: Version): Promise<Ticket> {
    const { by } = await this.#desk.write(ref.id, (stamp) => {
      const { assignee, assignment } = this.#unchanged(ref, seen).folded;
      const person = to === 'me' ? stamp.by : to === null ? null : { name: to.name, email: to.id };
      if (person?.email.toLowerCase() === assignee?.email.toLowerCase()) return undefined;
      return { type: 'assigned', ...stamp, to: person, replaces: assignment ?? null };
    });
    return this.#show(this.#visible(ref), this.#viewer(by.email));
  }

  async move(
    ref: TicketRef,
    transition: Transition,
    fields: Readonly<Record<string, string>>,
    seen: Version,
  ): Promise<Ticket> {
    const { by } = await this.#desk.write(ref.id, (stamp) => {
      const { phase, state } = this.#unchanged(ref, seen).folded;
      return { type: 'moved', ...stamp, ...takeStep({ phase, state, key: this.#keyOf(ref) }, transition, fields) };
    });
    return this.#show(this.#visible(ref), this.#viewer(by.email));
  }

  async note(ref: TicketRef, body: Markdown, audience: Audience, marker?: string): Promise<Entry> {
    const { by, event } = await this.#desk.write(ref.id, (stamp) => {
      if (marker !== undefined && markedNote(this.#visible(ref).ticket, marker) !== undefined) return undefined;
      return { type: 'noted', ...stamp, audience, body, ...(marker === undefined ? {} : { marker }) };
    });
    const { ticket, folded } = this.#visible(ref);
    const written = marker === undefined ? event : markedNote(ticket, marker);
    if (written === undefined) throw this.#notFound(ref);
    return toEntry(written, folded.state, this.#viewer(by.email));
  }

  async linkCommit(ref: TicketRef, { sha, subject, url }: CommitLink): Promise<'created' | 'already'> {
    const { event } = await this.#desk.write(ref.id, (stamp) => {
      const { links } = this.#visible(ref).folded;
      return links.some((link) => link.url === url) ? undefined : { type: 'linked', ...stamp, sha, subject, url };
    });
    return event === undefined ? 'already' : 'created';
  }

  async create({ kind, title, body, service, impact, urgency }: TicketDraft): Promise<Ticket> {
    if (title.trim() === '') throw new DeskError('usage', l10n.t('A ticket needs a title.'));
    const id = newTicketId();
    const { by } = await this.#desk.write(id, (stamp) => ({
      type: 'created',
      ...stamp,
      kind,
      title,
      body,
      ...(service === undefined ? {} : { service: service.service }),
      ...(impact === undefined ? {} : { impact }),
      ...(urgency === undefined ? {} : { urgency }),
    }));
    return this.#show(this.#visible({ connection: this.#connection, id }), this.#viewer(by.email));
  }

  async sync(): Promise<SyncResult> {
    const viewer = await this.#look();
    const { received, sent, lost } = await syncDesk(this.#store, this.#desk, viewer.me);
    const tickets = lost.map((id) => this.#show(this.#visible({ connection: this.#connection, id }), viewer));
    return { received, sent, lost: tickets };
  }

  /** Reads what is new, and finds out who looks. */
  async #look(): Promise<Viewer> {
    const [me] = await Promise.all([this.#me(), this.#desk.refresh()]);
    return this.#viewer(me);
  }

  /** Reading needs no name: a desk can be looked at before git knows who looks. */
  async #me(): Promise<string | undefined> {
    try {
      return (await this.#store.identity()).email;
    } catch (error) {
      if (DeskError.is(error, 'configuration')) return undefined;
      throw error;
    }
  }

  #viewer(me: string | undefined): Viewer {
    return { connection: this.#connection, me, now: this.#clock().toISOString() };
  }

  #page(options: {
    readonly viewer: Viewer;
    readonly page: Cursor | undefined;
    readonly wanted: (ticket: Ticket) => boolean;
  }): Page<Ticket> {
    const { viewer, page, wanted } = options;
    const { tickets } = this.#desk;
    const ids = (): string[] =>
      this.#shown
        .all(tickets, viewer)
        .filter((ticket) => this.#isLinked(ticket) && wanted(ticket))
        .map(({ ref }) => ref.id);
    const slice = this.#pager.page(ids, page);
    const items = slice.ids
      .flatMap((id) => tickets.visible(id) ?? [])
      .map((visible) => this.#show(visible, viewer))
      // A list remembers which tickets it had, not how they were.
      .filter((ticket) => wanted(ticket));
    return { items, total: slice.total, ...(slice.next === undefined ? {} : { next: slice.next }) };
  }

  /** A ticket without a service is everybody's; without any linked service the desk is shown whole. */
  #isLinked({ services }: Ticket): boolean {
    return this.#services.size === 0 || services.length === 0 || services.some((name) => this.#services.has(name));
  }

  #show(visible: VisibleTicket, viewer: Viewer): Ticket {
    return this.#shown.one(this.#desk.tickets, visible, viewer);
  }

  #visible(ref: TicketRef): VisibleTicket {
    const visible = this.#desk.tickets.visible(ref.id);
    if (visible === undefined) throw this.#notFound(ref);
    return visible;
  }

  /** The ticket, if it is still as somebody saw it. */
  #unchanged(ref: TicketRef, seen: Version): VisibleTicket {
    const visible = this.#visible(ref);
    if (visible.ticket.version === seen) return visible;
    const by = visible.ticket.events.at(-1)?.data.by.name ?? '';
    throw new DeskError('conflict', l10n.t('{0} was changed meanwhile, last by {1}.', this.#keyOf(ref), by), {
      next: l10n.t('Look at it again, then decide.'),
    });
  }

  #keyOf(ref: TicketRef): string {
    return this.#show(this.#visible(ref), this.#viewer(undefined)).key;
  }

  #notFound({ id }: TicketRef): DeskError {
    return new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', id, this.#connection));
  }
}

function markedNote({ events }: DeskTicket, marker: string): DeskTicket['events'][number] | undefined {
  return events.find(({ data }) => data.type === 'noted' && data.marker === marker);
}
