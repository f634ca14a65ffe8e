import assert from 'node:assert/strict';
import { DeskTicket } from '../../../../src/backends/gitDesk/deskTicket.ts';
import { readEvent, type DeskEvent } from '../../../../src/backends/gitDesk/event.ts';
import { foldTicket } from '../../../../src/backends/gitDesk/fold.ts';
import { toTicket } from '../../../../src/backends/gitDesk/map.ts';
import { timelineOf } from '../../../../src/backends/gitDesk/timeline.ts';
import type { Entry, Level, Ticket } from '../../../../src/domain/ticket.ts';
import { ana, ben } from '../../../fakes/temporaryRepository.ts';
import { created, eventsOf, fileOf, ticketId, type Said } from './events.ts';

describe('The events of a ticket', () => {
  it('come to what the last of them says', () => {
    const ticket = shown(
      eventsOf(
        { ...created, service: 'checkout' },
        { type: 'assigned', to: ben, replaces: null },
        { type: 'moved', phase: 'waiting', state: 'On hold: Supplier' },
        { type: 'edited', title: 'Checkout is down', major: true, group: 'Payments' },
        { type: 'noted', audience: 'internal', body: 'Asked the supplier.' },
      ),
    );
    assert.equal(ticket.title, 'Checkout is down');
    assert.equal(ticket.state, 'On hold: Supplier');
    assert.equal(ticket.phase, 'waiting');
    assert.deepEqual(ticket.assignees, [{ id: 'ben@example.org', name: 'Ben Okafor', isMe: false }]);
    assert.deepEqual(ticket.requester, { id: 'ana@example.org', name: 'Ana Lima', isMe: true });
    assert.deepEqual(ticket.services, ['checkout']);
    assert.equal(ticket.group, 'Payments');
    assert.equal(ticket.major, true);
    assert.equal(ticket.created, '2026-11-24T10:01:00.000Z');
    assert.equal(ticket.updated, '2026-11-24T10:05:00.000Z');
    assert.equal(ticket.key, 'INC-7K3F9Q');
    assert.equal(ticket.permanentKey, 'INC-7K3F9Q0000');
  });

  it('come to the same ticket in whatever order they arrive', () => {
    const events = eventsOf(
      created,
      { type: 'assigned', to: ana, replaces: null },
      [2, { type: 'assigned', to: ben, by: ben, replaces: null }],
      [3, { type: 'moved', phase: 'in_progress', state: 'In progress', by: ben }],
      [3, { type: 'moved', phase: 'resolved', state: 'Resolved' }],
      [4, { type: 'linked', sha: '1', subject: 'Fix', url: 'https://git.example.org/1' }],
      [4, { type: 'linked', sha: '1', subject: 'Fix', url: 'https://git.example.org/1', by: ben }],
      [5, { type: 'due', name: 'Resolve', due: '2026-11-25T10:00:00.000Z' }],
      [9, { type: 'noted', audience: 'public', body: 'Done.', marker: 'm' }],
      [9, { type: 'noted', audience: 'public', body: 'Done.', marker: 'm', by: ben }],
    );
    const expected = { ticket: shown(events), timeline: entries(events) };
    for (let round = 0; round < 200; round++) {
      const shuffled = events.map((event) => ({ event, at: Math.random() })).sort((a, b) => a.at - b.at);
      const ticket = new DeskTicket(ticketId);
      for (const { event } of shuffled) {
        ticket.add(event);
        // Somebody may look at any moment.
        if (Math.random() < 0.3)
          assert.equal(ticket.folded?.title, ticket.events.some(isCreated) ? created.title : undefined);
      }
      for (const { event } of shuffled.slice(0, 3)) ticket.add(event);
      assert.deepEqual(shownOf(ticket), expected.ticket);
      assert.deepEqual(timelineOf(ticket.events, viewer), expected.timeline);
    }
  });

  it('give a ticket that two picked up without knowing of each other to one and the same', () => {
    const byAna = { type: 'assigned', to: ana, by: ana, replaces: null } as const;
    const byBen = { type: 'assigned', to: ben, by: ben, replaces: null } as const;
    const one = shown(eventsOf(created, [2, byAna], [2, byBen]));
    const two = shown(eventsOf(created, [2, byBen], [2, byAna]));
    assert.deepEqual(one.assignees, two.assignees);
    assert.equal(one.assignees.length, 1);
    // Whoever has seen more counts later.
    assert.equal(shown(eventsOf(created, [3, byAna], [2, byBen])).assignees[0]?.name, ana.name);
    assert.equal(shown(eventsOf(created, [2, byAna], [3, byBen])).assignees[0]?.name, ben.name);
  });

  it('do not change what somebody was shown', () => {
    const [first, second] = eventsOf(created, { type: 'moved', phase: 'closed', state: 'Closed' });
    assert.ok(first !== undefined && second !== undefined);
    const ticket = new DeskTicket(ticketId);
    ticket.add(first);
    const before = ticket.folded;
    const version = ticket.version;
    ticket.add(second);
    assert.equal(before?.state, 'New');
    assert.equal(ticket.folded?.state, 'Closed');
    assert.notEqual(ticket.version, version);
  });

  it('are no ticket as long as the first one is missing', () => {
    const [first, second, third] = eventsOf(
      created,
      { type: 'moved', phase: 'in_progress', state: 'In progress' },
      { type: 'noted', audience: 'internal', body: 'x' },
    );
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    assert.equal(foldTicket([second, third]), undefined);
    const ticket = new DeskTicket(ticketId);
    for (const event of [third, second]) ticket.add(event);
    assert.ok(ticket.folded === undefined);
    ticket.add(first);
    assert.equal(shownOf(ticket).state, 'In progress');
  });

  it('give the priority by impact and urgency, with its label', () => {
    assert.equal(priorityOf(1, 1), 'P1 Critical');
    assert.equal(priorityOf(1, 2), 'P2 High');
    assert.equal(priorityOf(2, 2), 'P3 Moderate');
    assert.equal(priorityOf(3, 2), 'P4 Low');
    assert.equal(priorityOf(3, 3), 'P5 Planning');
    assert.equal(priorityOf(1), 'P2 High');
    assert.equal(priorityOf(), undefined);
  });

  it('say what is due, what is breached and when the clock stands still', () => {
    const due = { type: 'due', name: 'Resolve', due: '2026-11-24T12:00:00.000Z' } as const;
    const at = (now: string, ...events: readonly Said[]): Ticket['due'] =>
      shown(eventsOf(created, due, ...events), now).due;
    const base = { name: 'Resolve', at: '2026-11-24T12:00:00.000Z' };
    assert.deepEqual(at('2026-11-24T11:00:00.000Z'), [{ ...base, breached: false, paused: false }]);
    assert.deepEqual(at('2026-11-24T13:00:00.000Z'), [{ ...base, breached: true, paused: false }]);
    const waits = { type: 'moved', phase: 'waiting', state: 'On hold: Requester' } as const;
    assert.deepEqual(at('2026-11-24T11:00:00.000Z', waits), [{ ...base, breached: false, paused: true }]);
    const done = { type: 'moved', phase: 'resolved', state: 'Resolved' } as const;
    assert.deepEqual(at('2026-11-24T13:00:00.000Z', done), [{ ...base, breached: false, paused: true }]);
    assert.deepEqual(at('2026-11-24T13:00:00.000Z', { ...due, due: null }), []);
  });
});

describe('The timeline of a ticket', () => {
  it('has an entry for every event, the oldest first, as Markdown that shows what was typed', () => {
    const events = eventsOf(
      created,
      { type: 'assigned', to: ana, replaces: null },
      { type: 'assigned', to: { name: 'B*n* [x](y)', email: 'b@example.org' }, replaces: null },
      { type: 'assigned', to: null, replaces: null },
      { type: 'moved', phase: 'in_progress', state: 'In progress', by: ben },
      { type: 'moved', phase: 'waiting', state: 'On hold: Change' },
      { type: 'noted', audience: 'internal', body: 'Internal.' },
      { type: 'noted', audience: 'public', body: 'Public.' },
      { type: 'linked', sha: '4f2a9c1d0e8b7a6f', subject: 'Fix <b> ](x)', url: 'https://git.example.org/a>b' },
      { type: 'linked', sha: '4f2a9c1d0e8b7a6f', subject: 'Offline', url: 'git:host/shop@4f2a' },
      { type: 'edited', title: 'New title', body: 'New body', impact: 1 },
      { type: 'due', name: 'Respond', due: '2026-11-24T12:00:00.000Z' },
    );
    assert.deepEqual(
      entries(events).map(({ kind, audience, body }) => [kind, audience, body]),
      [
        ['change', 'internal', 'Created.'],
        ['change', 'internal', 'Picked up.'],
        ['change', 'internal', String.raw`Assigned to B\*n\* \[x\]\(y\).`],
        ['change', 'internal', 'Assigned to nobody.'],
        ['change', 'internal', 'New → In progress'],
        ['change', 'internal', String.raw`In progress → On hold\: Change`],
        ['note', 'internal', 'Internal.'],
        ['reply', 'public', 'Public.'],
        ['link', 'internal', String.raw`[4f2a9c1d0e Fix \<b\> \]\(x\)](<https://git.example.org/a%3Eb>)`],
        ['link', 'internal', '4f2a9c1d0e Offline'],
        ['change', 'internal', 'Title: New title\n\nThe description was changed.\n\nImpact: 1'],
        ['change', 'internal', 'Respond: due 2026-11-24T12:00:00.000Z.'],
      ],
    );
    assert.equal(entries(events)[4]?.author.name, ben.name);
  });

  it('tells a note and a commit once that two clones told', () => {
    const note = { type: 'noted', audience: 'internal', body: 'Commit.', marker: 'git:x@1' } as const;
    const link = { type: 'linked', sha: '1', subject: 's', url: 'https://git.example.org/1' } as const;
    const events = eventsOf(created, [2, note], [2, { ...note, by: ben }], [3, link], [3, { ...link, by: ben }]);
    assert.deepEqual(
      entries(events).map(({ kind }) => kind),
      ['change', 'note', 'link'],
    );
  });
});

describe('A file of the desk', () => {
  it('is left out when this version does not understand it', () => {
    const good = fileOf(ticketId, 1, created);
    assert.ok(readEvent(good) !== undefined);
    const texts = [
      '',
      'null',
      '[]',
      '{"type":"created"}',
      good.content.replace('"created"', '"exploded"'),
      good.content.replace('"created"', '"constructor"'),
      good.content.replace('2026-11-24T10:01:00.000Z', 'yesterday'),
      good.content.replace('2026-11-24T10:01:00.000Z', '2026-13-45T10:01:00.000Z'),
      good.content.replace('"incident"', '"hack"'),
      good.content.slice(0, 40),
    ];
    for (const content of texts) assert.equal(readEvent({ ...good, content }), undefined, content);
    const paths = [
      good.path.replace('tickets/', 'standups/'),
      good.path.replace(/tickets\/../, 'tickets/00'),
      good.path.replace('000001-', 'x-'),
      good.path.replace('.json', '.txt'),
      good.path.replace(ticketId, ticketId.toLowerCase()),
    ];
    for (const path of paths) assert.equal(readEvent({ ...good, path }), undefined, path);
  });
});

const viewer = { connection: 'git', me: ana.email, now: '2026-11-24T11:00:00.000Z' };

function shown(events: readonly DeskEvent[], now = viewer.now): Ticket {
  const ticket = new DeskTicket(ticketId);
  for (const event of events) ticket.add(event);
  return shownOf(ticket, now);
}

function shownOf(ticket: DeskTicket, now = viewer.now): Ticket {
  const { folded } = ticket;
  assert.ok(folded !== undefined);
  return toTicket({ ticket, folded }, 6, { ...viewer, now });
}

function entries(events: readonly DeskEvent[]): Entry[] {
  const ticket = new DeskTicket(ticketId);
  for (const event of events) ticket.add(event);
  return timelineOf(ticket.events, viewer);
}

function isCreated({ data }: DeskEvent): boolean {
  return data.type === 'created';
}

function priorityOf(impact?: Level, urgency?: Level): string | undefined {
  const given = { ...(impact === undefined ? {} : { impact }), ...(urgency === undefined ? {} : { urgency }) };
  return shown(eventsOf({ ...created, ...given })).priorityLabel;
}
