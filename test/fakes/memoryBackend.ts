import { DeskError } from '../../src/domain/errors.ts';
import type { Backend, Capabilities, Cursor, Page, TicketQuery } from '../../src/domain/ports.ts';
import { matches } from '../../src/domain/query.ts';
import type {
  Audience,
  CommitLink,
  Entry,
  Instant,
  Markdown,
  Person,
  Ticket,
  TicketDetails,
  TicketDraft,
  TicketRef,
  Transition,
  Version,
} from '../../src/domain/ticket.ts';
import type {
  MemoryPerson,
  MemoryStep,
  MemorySystem,
  StoredChange,
  StoredEntry,
  StoredTicket,
} from './memorySystem.ts';

type Method = Exclude<keyof Backend, 'capabilities' | 'sync'>;

interface Failure {
  readonly method: Method;
  readonly error: Error;
  readonly after: boolean;
}

/** A backend in memory, that fails when a test says so. */
export class MemoryBackend implements Backend {
  readonly capabilities: Capabilities;
  /** What was called, in order: `assign`, `note`, … */
  readonly calls: Method[] = [];
  readonly #system: MemorySystem;
  readonly #me: MemoryPerson;
  readonly #failures: Failure[] = [];

  constructor(system: MemorySystem, me: MemoryPerson) {
    const { assign, reply, create, commitLink, notesNeedAssignee } = system.options;
    this.capabilities = { assign, reply, create, commitLink, notesNeedAssignee };
    this.#system = system;
    this.#me = me;
  }

  /**
   * Lets the next call of a method fail. With `after`, what it does is done and only the answer is lost, as when a
   * connection breaks.
   */
  failNext(method: Method, error: Error, when: 'before' | 'after' = 'before'): void {
    this.#failures.push({ method, error, after: when === 'after' });
  }

  async whoAmI(): Promise<Person> {
    return this.#call('whoAmI', () => this.#person(this.#me.id));
  }

  async list(query: TicketQuery, page?: Cursor): Promise<Page<Ticket>> {
    return this.#call('list', () => this.#page((ticket) => matches(ticket, query), page));
  }

  async changedSince(at: Instant, page?: Cursor): Promise<Page<Ticket>> {
    return this.#call('changedSince', () => this.#page((ticket) => (ticket.updated ?? '') >= at, page));
  }

  async find(key: string): Promise<Ticket> {
    return this.#call('find', () => this.#show(this.#stored(key.replace(/^OPS-/i, ''), key)));
  }

  async get(ref: TicketRef): Promise<TicketDetails> {
    return this.#call('get', () => {
      const stored = this.#stored(ref.id);
      return { ...this.#show(stored), body: stored.body, links: stored.links };
    });
  }

  async timeline(ref: TicketRef): Promise<Page<Entry>> {
    return this.#call('timeline', () => ({
      items: this.#stored(ref.id).entries.map((entry) => this.#entry(entry)),
    }));
  }

  async transitions(ref: TicketRef): Promise<readonly Transition[]> {
    return this.#call('transitions', () => this.#steps(this.#stored(ref.id)).map((step) => toTransition(step)));
  }

  async assign(ref: TicketRef, to: Person | 'me' | null, seen: Version): Promise<Ticket> {
    return this.#call('assign', () => {
      const stored = this.#writable(ref, seen);
      const assignee = to === 'me' ? this.#me.id : (to?.id ?? null);
      const body = assignee === null ? 'Nobody has it.' : `${this.#system.person(assignee).name} has it.`;
      this.#tell(stored, { assignee }, { kind: 'change', audience: 'internal', body });
      return this.#show(this.#stored(ref.id));
    });
  }

  async move(
    ref: TicketRef,
    transition: Transition,
    fields: Readonly<Record<string, string>>,
    seen: Version,
  ): Promise<Ticket> {
    return this.#call('move', () => {
      const stored = this.#writable(ref, seen);
      const step = this.#steps(stored).find(({ id }) => id === transition.id);
      if (step === undefined) throw new DeskError('refused', `OPS-${ref.id} cannot take "${transition.label}".`);
      for (const { id, label, choices } of step.requires ?? []) {
        const value = fields[id] ?? '';
        if (value === '' || choices?.includes(value) === false) throw new DeskError('usage', `${label} is needed.`);
      }
      const change = { phase: step.to, state: step.state };
      this.#tell(stored, change, { kind: 'change', audience: 'internal', body: `${stored.state} → ${step.state}` });
      return this.#show(this.#stored(ref.id));
    });
  }

  async note(ref: TicketRef, body: Markdown, audience: Audience, marker?: string): Promise<Entry> {
    return this.#call('note', () => {
      const stored = this.#writable(ref);
      const known = stored.entries.find((entry) => marker !== undefined && entry.marker === marker);
      if (known !== undefined) return this.#entry(known);
      if (this.capabilities.notesNeedAssignee === true && stored.assignee === undefined) {
        throw new DeskError('unsupported', `OPS-${ref.id} takes no note as long as nobody has it.`);
      }
      const isReply = audience === 'public' && this.capabilities.reply;
      const entry = isReply
        ? ({ kind: 'reply', audience } as const)
        : ({ kind: 'note', audience: 'internal' } as const);
      return this.#tell(stored, {}, { ...entry, body, ...(marker === undefined ? {} : { marker }) });
    });
  }

  async linkCommit(ref: TicketRef, commit: CommitLink): Promise<'created' | 'already' | 'unsupported'> {
    return this.#call('linkCommit', () => {
      if (!this.capabilities.commitLink) return 'unsupported';
      const stored = this.#writable(ref);
      if (stored.links.some(({ url }) => url === commit.url)) return 'already';
      const links = [...stored.links, { label: commit.subject, url: commit.url }];
      this.#tell(stored, { links }, { kind: 'link', audience: 'internal', body: commit.subject });
      return 'created';
    });
  }

  async create(draft: TicketDraft): Promise<Ticket> {
    return this.#call('create', () => {
      this.#mayWrite();
      return this.#show(this.#system.add(draft, this.#me.id));
    });
  }

  async #call<T>(method: Method, work: () => T): Promise<T> {
    this.calls.push(method);
    const index = this.#failures.findIndex((failure) => failure.method === method);
    const [failure] = index === -1 ? [] : this.#failures.splice(index, 1);
    // Whoever calls sees that it takes time.
    await Promise.resolve();
    if (failure?.after === false) throw failure.error;
    const result = work();
    if (failure?.after === true) throw failure.error;
    return result;
  }

  #page(wanted: (ticket: Ticket) => boolean, cursor: Cursor | undefined): Page<Ticket> {
    const { pageSize, scopes } = this.#system.options;
    const all = this.#system.tickets
      .filter(({ service }) => scopes.length === 0 || scopes.some((scope) => scope.service === service))
      .map((stored) => this.#show(stored))
      .filter((ticket) => wanted(ticket))
      .sort((a, b) => (b.updated ?? '').localeCompare(a.updated ?? ''));
    const start = Number(cursor ?? 0);
    const end = start + pageSize;
    return { items: all.slice(start, end), total: all.length, ...(end < all.length ? { next: String(end) } : {}) };
  }

  #show(stored: StoredTicket): Ticket {
    const { id, kind, title, phase, state, service, assignee, requester, created, updated, revision } = stored;
    return {
      ref: { connection: this.#system.options.alias, id },
      key: `OPS-${id}`,
      kind,
      title,
      phase,
      state,
      created,
      updated,
      assignees: assignee === undefined ? [] : [this.#person(assignee)],
      requester: this.#person(requester),
      services: service === undefined ? [] : [service],
      due: [],
      version: String(revision),
    };
  }

  #steps({ state }: StoredTicket): readonly MemoryStep[] {
    return this.#system.options.workflow.filter(({ from }) => from.includes(state));
  }

  #stored(id: string, name = id): StoredTicket {
    const stored = this.#system.ticket(id);
    if (stored === undefined) throw new DeskError('notFound', `Ticket ${name} was not found in memory.`);
    return stored;
  }

  #writable(ref: TicketRef, seen?: Version): StoredTicket {
    const stored = this.#stored(ref.id);
    this.#mayWrite();
    if (seen !== undefined && seen !== String(stored.revision)) {
      throw new DeskError('conflict', `OPS-${ref.id} was changed meanwhile.`);
    }
    return stored;
  }

  #mayWrite(): void {
    if (this.#me.mayWrite === false) throw new DeskError('forbidden', `${this.#me.name} may not change tickets.`);
  }

  #tell(stored: StoredTicket, change: StoredChange, entry: Omit<StoredEntry, 'id' | 'at' | 'author'>): Entry {
    return this.#entry(this.#system.change(stored, change, { ...entry, author: this.#me.id }));
  }

  #entry({ id, at, author, kind, audience, body }: StoredEntry): Entry {
    return { id, at, author: this.#person(author), kind, audience, body };
  }

  #person(id: string): Person {
    return { id, name: this.#system.person(id).name, isMe: id === this.#me.id };
  }
}

function toTransition({ id, label, to, state, requires = [], notifiesRequester }: MemoryStep): Transition {
  return { id, label, to, state, requires, ...(notifiesRequester === undefined ? {} : { notifiesRequester }) };
}
