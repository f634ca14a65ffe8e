import type { Clock } from '../../src/domain/ports.ts';
import type {
  Entry,
  FieldSpec,
  Kind,
  Phase,
  ServiceScope,
  TicketDetails,
  TicketDraft,
  TicketLink,
} from '../../src/domain/ticket.ts';
import { MemoryBackend } from './memoryBackend.ts';

/** An account of the system. */
export interface MemoryPerson {
  readonly id: string;
  readonly name: string;
  /** Absent: true. */
  readonly mayWrite?: boolean;
}

export interface MemoryStep {
  readonly id: string;
  readonly label: string;
  /** Labels of the states that it can be taken from. */
  readonly from: readonly string[];
  readonly to: Phase;
  readonly state: string;
  readonly requires?: readonly FieldSpec[];
  readonly notifiesRequester?: boolean;
}

export interface MemoryOptions {
  readonly alias?: string;
  readonly people?: readonly MemoryPerson[];
  readonly workflow?: readonly MemoryStep[];
  readonly pageSize?: number;
  readonly clock?: Clock;
  /** Whether it has an audience beyond the team, requests for commits, and assignees. Absent: yes. */
  readonly reply?: boolean;
  readonly commitLink?: boolean;
  readonly assign?: boolean;
  readonly create?: readonly Kind[];
  /** Whether a ticket holds notes only while somebody has it. Absent: no. */
  readonly notesNeedAssignee?: boolean;
  /** The linked services that each backend opened here shows; empty: everything. */
  readonly scopes?: readonly ServiceScope[];
}

/** A ticket as the system keeps it: who is "me" depends on who looks. */
export interface StoredTicket extends Pick<TicketDetails, 'kind' | 'title' | 'body' | 'phase' | 'state' | 'created'> {
  readonly id: string;
  readonly service?: string;
  readonly assignee?: string;
  readonly requester: string;
  readonly updated: string;
  readonly revision: number;
  readonly links: readonly TicketLink[];
  readonly entries: readonly StoredEntry[];
}

export interface StoredEntry extends Omit<Entry, 'author'> {
  readonly author: string;
  readonly marker?: string;
}

export interface StoredChange extends Partial<Pick<StoredTicket, 'phase' | 'state' | 'links'>> {
  readonly assignee?: string | null;
}

/** Three people: two who may do everything, and Eve, who may only look. */
const memoryPeople: readonly MemoryPerson[] = [
  { id: 'ana', name: 'Ana Lima' },
  { id: 'ben', name: 'Ben Okafor' },
  { id: 'eve', name: 'Eve Novak', mayWrite: false },
];

/** Small, with one of everything: a step that asks for a choice and for a text, one that tells the requester, a dead end. */
const memoryWorkflow: readonly MemoryStep[] = [
  { id: '11', label: 'Begin', from: ['Open', 'Pending'], to: 'in_progress', state: 'Work in progress' },
  {
    id: '21',
    label: 'Wait',
    from: ['Open', 'Work in progress'],
    to: 'waiting',
    state: 'Pending',
    requires: [{ id: 'reason', label: 'Pending reason', choices: ['Customer', 'Vendor'] }],
  },
  {
    id: '31',
    label: 'Resolve',
    from: ['Work in progress'],
    to: 'resolved',
    state: 'Resolved',
    requires: [{ id: 'resolution', label: 'Resolution' }],
    notifiesRequester: true,
  },
  { id: '41', label: 'Back to the queue', from: ['Work in progress', 'Resolved'], to: 'new', state: 'Open' },
  { id: '51', label: 'Cancel', from: ['Open', 'Work in progress', 'Pending'], to: 'cancelled', state: 'Cancelled' },
];

/** A system that holds tickets, in memory. Opened by its people, who then see each other's changes. */
export class MemorySystem {
  readonly options: Required<MemoryOptions>;
  readonly #tickets = new Map<string, StoredTicket>();
  #lastEntry = 0;

  constructor(options: MemoryOptions = {}) {
    this.options = {
      alias: 'memory',
      people: memoryPeople,
      workflow: memoryWorkflow,
      pageSize: 100,
      clock: () => new Date(),
      reply: true,
      commitLink: true,
      assign: true,
      create: ['incident', 'request'],
      notesNeedAssignee: false,
      scopes: [],
      ...options,
    };
  }

  /** Opens it as one of its people. */
  open(id: string): MemoryBackend {
    return new MemoryBackend(this, this.person(id));
  }

  person(id: string): MemoryPerson {
    const person = this.options.people.find((candidate) => candidate.id === id);
    if (person === undefined) throw new Error(`The memory system has no ${id}.`);
    return person;
  }

  get tickets(): readonly StoredTicket[] {
    return [...this.#tickets.values()];
  }

  ticket(id: string): StoredTicket | undefined {
    return this.#tickets.get(id);
  }

  /** Makes a ticket, past every right and every failure that is planned. */
  add(draft: TicketDraft, requester = 'ana'): StoredTicket {
    const at = this.options.clock().toISOString();
    const ticket: StoredTicket = {
      id: String(this.#tickets.size + 1),
      kind: draft.kind,
      title: draft.title,
      body: draft.body,
      phase: 'new',
      state: 'Open',
      ...(draft.service === undefined ? {} : { service: draft.service.service }),
      requester,
      created: at,
      updated: at,
      revision: 1,
      links: [],
      entries: [],
    };
    this.#tickets.set(ticket.id, ticket);
    return ticket;
  }

  /** Changes a ticket in one step, and tells it in the timeline. An assignee that is `null` is nobody. */
  change(
    ticket: StoredTicket,
    { assignee = ticket.assignee, ...fields }: StoredChange,
    entry: Omit<StoredEntry, 'id' | 'at'>,
  ): StoredEntry {
    const at = this.options.clock().toISOString();
    const told: StoredEntry = { id: String(++this.#lastEntry), at, ...entry };
    const rest = withoutAssignee(ticket);
    this.#tickets.set(ticket.id, {
      ...rest,
      ...fields,
      ...(assignee === undefined || assignee === null ? {} : { assignee }),
      updated: at,
      revision: ticket.revision + 1,
      entries: [...ticket.entries, told],
    });
    return told;
  }
}

function withoutAssignee(ticket: StoredTicket): StoredTicket {
  const { assignee, ...rest } = ticket;
  return assignee === undefined ? ticket : rest;
}
