import { userNamed, type FakeUser } from './requestTrackerSite.ts';
import type { FakeTicket, FakeTransaction } from './requestTrackerStore.ts';

/** How Request Tracker writes things: numbers in single answers, texts in lists, 1970 for no date. */
export function ticketJson(ticket: FakeTicket, base: string): Record<string, unknown> {
  return {
    ...listedJson(ticket, base),
    id: ticket.id,
    EffectiveId: { id: String(ticket.id), type: 'ticket', _url: `${base}/ticket/${ticket.id}` },
    // A single ticket has its requesters by login only.
    Requestor: ticket.requestors.map((login) => uid('user', login, base)),
  };
}

export function listedJson(ticket: FakeTicket, base: string): Record<string, unknown> {
  const { id, queue, subject, status, priority, due, owner, created, updated } = ticket;
  return {
    id: String(id),
    type: 'ticket',
    _url: `${base}/ticket/${id}`,
    Subject: subject,
    Status: status,
    Priority: priority,
    Created: stamp(created),
    LastUpdated: stamp(updated),
    Due: due,
    Started: '1970-01-01T00:00:00Z',
    Queue: { ...uid('queue', String(queue.id), base), Name: queue.name },
    Owner: personJson(owner, base),
    Requestor: ticket.requestors.map((login) => personJson(login, base)),
    CustomFields: Object.entries(ticket.customFields).map(([name, values], index) => ({
      ...uid('customfield', String(index + 2), base),
      name,
      values,
    })),
  };
}

export function linksJson(ticket: FakeTicket, { user, base }: { user: FakeUser; base: string }): object[] {
  const self = `${base}/ticket/${ticket.id}`;
  const { actions } = ticket.queue.lifecycle;
  return [
    { ref: 'self', type: 'ticket', id: ticket.id, _url: self },
    ...ticket.links.map((url) => ({ ref: 'refers-to', type: 'external', _url: url })),
    { ref: 'history', _url: `${self}/history` },
    ...(user.may === 'work' ? [{ ref: 'comment', _url: `${self}/comment` }] : []),
    ...(user.may === 'work' ? actions : [])
      .filter(([from]) => from === ticket.status)
      .map(([from, to, label, update]) => ({ ref: 'lifecycle', from, to, label, update, _url: self })),
  ];
}

export function transactionJson(row: FakeTransaction, base: string): Record<string, unknown> {
  return {
    ...uid('transaction', String(row.id), base),
    Type: row.type,
    Creator: personJson(row.creator, base),
    Created: stamp(row.created),
    Field: row.field,
    OldValue: row.oldValue,
    NewValue: row.newValue,
    Data: row.data === '' ? '' : `${row.data}\n`,
    ObjectId: String(row.ticket),
  };
}

function personJson(login: string, base: string): object {
  return { ...uid('user', login, base), RealName: userNamed(login).name, Name: login };
}

/** Only the fields that were asked for, and what is always there. */
export function pick(json: Readonly<Record<string, unknown>>, fields: string): Record<string, unknown> {
  const wanted = new Set(['id', 'type', '_url', ...fields.split(',')]);
  return Object.fromEntries(Object.entries(json).filter(([name]) => wanted.has(name)));
}

function uid(type: string, id: string, base: string): { id: string; type: string; _url: string } {
  return { id, type, _url: `${base}/${type}/${id}` };
}

/** Whole seconds. */
function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
