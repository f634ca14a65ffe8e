import assert from 'node:assert/strict';
import { DeskTickets } from '../../../../src/backends/gitDesk/deskTickets.ts';
import { readEvent } from '../../../../src/backends/gitDesk/event.ts';
import { findByKey } from '../../../../src/backends/gitDesk/findByKey.ts';
import {
  actorOf,
  folderOf,
  keyOf,
  newEventSuffix,
  newTicketId,
  parseKey,
} from '../../../../src/backends/gitDesk/ids.ts';
import { gitDeskKind } from '../../../../src/backends/gitDesk/kind.ts';
import { DeskError } from '../../../../src/domain/errors.ts';
import { kinds, type Kind } from '../../../../src/domain/ticket.ts';
import { fileOf } from './events.ts';

describe('Ids of the git desk', () => {
  it('are 26 characters of Crockford’s base 32, and random from the first one on', () => {
    const ids = Array.from({ length: 2000 }, newTicketId);
    for (const id of ids) assert.match(id, /^[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$/);
    assert.equal(new Set(ids.map((id) => id.slice(0, 12))).size, ids.length);
    assert.equal(new Set(ids.map((id) => id[0])).size, 32);
  });

  it('stand in one of 256 folders, named by their first byte', () => {
    assert.equal(folderOf('00000000000000000000000000'), 'tickets/00/00000000000000000000000000');
    assert.equal(folderOf('ZZZZZZZZZZZZZZZZZZZZZZZZZW'), 'tickets/ff/ZZZZZZZZZZZZZZZZZZZZZZZZZW');
    // 7 is 00111, 3 is 00011: 0011 1000 and so on.
    assert.equal(folderOf('73F9QWZZZZZZZZZZZZZZZZZZZW'), 'tickets/38/73F9QWZZZZZZZZZZZZZZZZZZZW');
  });

  it('tell people apart by their address in any case, without showing it', () => {
    assert.equal(actorOf('Ana@Example.org'), actorOf('ana@example.org'));
    assert.notEqual(actorOf('ana@example.org'), actorOf('ben@example.org'));
    assert.match(actorOf('ana@example.org'), /^[0-9a-f]{8}$/);
    assert.match(newEventSuffix(), /^[0-9A-HJKMNP-TV-Z]{10}$/);
  });
});

describe('Keys of the git desk', () => {
  it('are read in any case, with the letters that look like digits, with or without the kind', () => {
    assert.deepEqual(parseKey('INC-7K3F9Q'), { kind: 'incident', prefix: '7K3F9Q' });
    assert.deepEqual(parseKey(' req-7k3f9q '), { kind: 'request', prefix: '7K3F9Q' });
    assert.deepEqual(parseKey('TSK-OIL0'), { kind: 'task', prefix: '0110' });
    assert.deepEqual(parseKey('7k3f'), { prefix: '7K3F' });
    for (const text of ['', 'INC-', 'INC-7K3', 'XYZ-7K3F', 'INC-UUUU', '../../etc', 'INC-7K3F 9Q', 'INC-7K3F\nx']) {
      assert.equal(parseKey(text), undefined, text);
    }
  });

  it('look like what the registry takes for a key of the desk', () => {
    for (const kind of kinds) assert.match(keyOf(kind, newTicketId(), 6), gitDeskKind.keyPattern);
  });

  it('are six characters, and as many more as it takes to tell tickets apart', () => {
    const tickets = ticketsWith({ '7K3F9QAAAAAAAAAAAAAAAAAAAA': 'incident', '7K3F9QAB000000000000000000': 'task' });
    const [one, two] = ['7K3F9QAAAAAAAAAAAAAAAAAAAA', '7K3F9QAB000000000000000000'] as const;
    assert.equal(tickets.keyLength(one), 8);
    assert.equal(tickets.keyLength(two), 8);
    add(tickets, '7K3F9R00000000000000000000', 'incident');
    assert.equal(tickets.keyLength('7K3F9R00000000000000000000'), 6);
    assert.equal(find(tickets, 'INC-7K3F9QAA'), one);
  });

  it('name a ticket by any beginning that is unambiguous, under whatever kind it was written down', () => {
    const id = '7K3F9Q00000000000000000000';
    const tickets = ticketsWith({ [id]: 'incident', '8K3F9Q00000000000000000000': 'incident' });
    for (const key of ['INC-7K3F', '7k3f9', 'PRB-7K3F9Q', id, `inc-${id.toLowerCase()}`]) {
      assert.equal(find(tickets, key), id, key);
    }
  });

  it('are answered with the candidates when they are ambiguous, unless the kind decides', () => {
    const tickets = ticketsWith({
      '7K3F9Q00000000000000000000': 'incident',
      '7K3F9R00000000000000000000': 'incident',
      '7K3F9S00000000000000000000': 'change',
    });
    assert.equal(find(tickets, 'CHG-7K3F'), '7K3F9S00000000000000000000');
    assert.throws(
      () => find(tickets, 'INC-7K3F9'),
      (error) =>
        DeskError.is(error, 'ambiguous') &&
        error.next === 'Write one of: INC-7K3F9Q (A title), INC-7K3F9R (A title).' &&
        error.message.includes('INC-7K3F9'),
    );
    assert.throws(
      () => find(tickets, 'TSK-7K3F'),
      (error) => DeskError.is(error, 'ambiguous') && error.next?.includes('CHG-7K3F9S') === true,
    );
    for (const key of ['INC-9999', 'INC-7', 'nonsense', 'INC-UUUU']) {
      assert.throws(
        () => find(tickets, key),
        (error) => DeskError.is(error, 'notFound'),
      );
    }
  });
});

function find(tickets: DeskTickets, key: string): string {
  return findByKey(tickets, key, 'git').ticket.id;
}

function ticketsWith(ids: Readonly<Record<string, Kind>>): DeskTickets {
  const tickets = new DeskTickets();
  for (const [id, kind] of Object.entries(ids)) add(tickets, id, kind);
  return tickets;
}

function add(tickets: DeskTickets, id: string, kind: Kind): void {
  const event = readEvent(fileOf(id, 1, { type: 'created', kind, title: 'A title', body: '' }));
  assert.ok(event !== undefined);
  tickets.add(event, undefined);
}
