import { queues, userNamed, type FakeQueue, type FakeUser } from './requestTrackerSite.ts';

export interface FakeTransaction {
  readonly id: number;
  readonly ticket: number;
  readonly type: string;
  readonly creator: string;
  readonly created: Date;
  readonly field: string;
  readonly oldValue: string;
  readonly newValue: string;
  readonly data: string;
  readonly text?: { readonly type: string; readonly content: string };
}

export interface FakeTicket {
  readonly id: number;
  readonly queue: FakeQueue;
  readonly created: Date;
  readonly creator: string;
  readonly customFields: Readonly<Record<string, readonly string[]>>;
  readonly requestors: readonly string[];
  subject: string;
  status: string;
  owner: string;
  priority: string;
  due: string;
  updated: Date;
  /** Its number, or that of the ticket it was merged into. */
  effective: number;
  readonly links: string[];
}

export interface NewFakeTicket {
  readonly queue: string;
  readonly subject: string;
  readonly content?: string;
  readonly contentType?: string;
  readonly status?: string;
  readonly owner?: string;
  readonly priority?: string;
  readonly due?: string;
  readonly creator?: string;
  readonly customFields?: Readonly<Record<string, readonly string[]>>;
  readonly requestors?: readonly string[];
}

/** Tickets and their transactions, with Request Tracker's words for what it did and did not do. */
export class FakeTickets {
  readonly tickets = new Map<number, FakeTicket>();
  readonly transactions: FakeTransaction[] = [];
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  create(fields: NewFakeTicket): FakeTicket {
    const queue = queues.find(
      ({ name, id }) => name.toLowerCase() === fields.queue.toLowerCase() || String(id) === fields.queue,
    );
    if (queue === undefined) throw new Error(`The fake has no queue ${fields.queue}.`);
    const created = this.#now();
    const ticket: FakeTicket = {
      id: this.tickets.size + 1,
      effective: this.tickets.size + 1,
      queue,
      subject: cut(fields.subject),
      status: fields.status ?? queue.lifecycle.initial,
      owner: fields.owner ?? 'Nobody',
      priority: fields.priority ?? '0',
      due: fields.due ?? '1970-01-01T00:00:00Z',
      created,
      updated: created,
      creator: fields.creator ?? 'ana',
      customFields: fields.customFields ?? {},
      requestors: fields.requestors ?? [],
      links: [],
    };
    this.tickets.set(ticket.id, ticket);
    const text = { type: fields.contentType ?? 'text/plain', content: fields.content ?? '' };
    this.record(ticket, 'Create', { creator: ticket.creator, text });
    return ticket;
  }

  /** The ticket with a number, or that it was merged into. */
  find(id: number): FakeTicket | undefined {
    const ticket = this.tickets.get(id);
    return ticket === undefined || ticket.effective === id ? ticket : this.tickets.get(ticket.effective);
  }

  historyOf(ticket: FakeTicket): FakeTransaction[] {
    return this.transactions.filter((row) => this.tickets.get(row.ticket)?.effective === ticket.id);
  }

  record(
    ticket: FakeTicket,
    type: string,
    what: Partial<Omit<FakeTransaction, 'id' | 'ticket' | 'type'>>,
  ): FakeTransaction {
    const row: FakeTransaction = {
      id: 60 + this.transactions.length,
      ticket: ticket.id,
      type,
      creator: 'RT_System',
      created: this.#now(),
      field: '',
      oldValue: '',
      newValue: '',
      data: '',
      ...what,
    };
    this.transactions.push(row);
    ticket.updated = row.created;
    return row;
  }

  merge(from: FakeTicket, into: FakeTicket): void {
    from.effective = into.id;
    this.record(into, 'AddLink', { field: 'MergedInto', newValue: `fsck.com-rt://example.org/ticket/${into.id}` });
  }

  setStatus(ticket: FakeTicket, status: string, by: FakeUser): string {
    const { lifecycle } = ticket.queue;
    if (ticket.status === status) return '';
    if (![...lifecycle.active, ...lifecycle.inactive].includes(status)) {
      return `Ticket ${ticket.id}: Status '${status}' isn't a valid status for this ticket.`;
    }
    if (lifecycle.transitions[ticket.status]?.includes(status) !== true) {
      return `Ticket ${ticket.id}: You can't change status from '${ticket.status}' to '${status}'.`;
    }
    const change = { creator: by.login, field: 'Status', oldValue: ticket.status, newValue: status };
    ticket.status = status;
    this.record(ticket, 'Status', change);
    return `Ticket ${ticket.id}: Status changed from '${change.oldValue}' to '${status}'`;
  }

  setOwner(ticket: FakeTicket, owner: string, { by, how }: { by: FakeUser; how: 'take' | 'steal' | 'set' }): string {
    const current = ticket.owner;
    if (userNamed(owner).may !== 'work' && owner !== 'Nobody') return 'That user may not own tickets in that queue';
    if (current === owner) return 'That user already owns that ticket';
    const free = current === 'Nobody';
    if (how === 'take' && !free) return 'You can only take tickets that are unowned';
    if (how === 'steal' && free) return 'You can only steal a ticket owned by someone else';
    if (how === 'set' && !free && current !== by.login)
      return 'You can only reassign tickets that you own or that are unowned';
    const change = {
      creator: by.login,
      field: 'Owner',
      oldValue: String(userNamed(current).id),
      newValue: String(userNamed(owner).id),
    };
    ticket.owner = owner;
    // It tells this twice.
    this.record(ticket, 'Set', change);
    this.record(ticket, 'SetWatcher', change);
    return `Owner changed from ${current} to ${owner}`;
  }
}

/** A subject has 200 bytes; the rest is cut off, in the middle of a character too. */
function cut(subject: string): string {
  return Buffer.from(subject).subarray(0, 200).toString('utf8').replaceAll('\uFFFD', '');
}
