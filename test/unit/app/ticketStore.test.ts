import assert from 'node:assert/strict';
import type { SharedAnswers } from '../../../src/app/sharedAnswers.ts';
import type { Source } from '../../../src/app/sources.ts';
import { TicketStore, type ConnectionTickets, type TicketCache } from '../../../src/app/ticketStore.ts';
import type { Service } from '../../../src/domain/service.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import { MemorySystem, type MemoryOptions } from '../../fakes/memorySystem.ts';
import type { MemoryBackend } from '../../fakes/memoryBackend.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';

describe('The store of tickets', () => {
  it('shows what an earlier session knew before it asks anybody', async () => {
    const known = await rememberedTickets();
    const { store, backend } = setUp({ remembered: known });
    await store.restore();
    assert.deepEqual(
      store.tickets.map(({ key }) => key),
      ['OPS-1'],
    );
    assert.deepEqual(backend.calls, []);
  });

  it('keeps what is known, and says why, when a connection is not reached', async () => {
    const { store, backend } = setUp({ tickets: 2 });
    await store.refresh();
    backend.failNext('list', new DeskError('offline', 'no network'));
    await store.refresh();
    assert.equal(store.tickets.length, 2);
    assert.equal(store.connections[0]?.problem?.reason, 'offline');
    await store.refresh();
    assert.equal(store.connections[0]?.problem, undefined);
  });

  it('says how many there are while it has only the first page, and loads the next', async () => {
    const { store } = setUp({ tickets: 25, memory: { pageSize: 10 } });
    await store.refresh();
    assert.deepEqual(counts(store), { shown: 10, total: 25, more: true });
    await store.loadMore('memory');
    assert.deepEqual(counts(store), { shown: 20, total: 25, more: true });
    await store.loadMore('memory');
    assert.deepEqual(counts(store), { shown: 25, total: 25, more: false });
  });

  it('has all of mine, also those that stand on a later page', async () => {
    const { store, backend } = setUp({ tickets: 25, memory: { pageSize: 10, clock: ticking() } });
    const oldest = await backend.find('OPS-1');
    await backend.assign(oldest.ref, 'me', oldest.version);
    await setTickets(backend, 12);
    await store.refresh();
    assert.ok(store.tickets.some(({ key }) => key === 'OPS-1'));
  });

  it('asks once when it is asked twice at the same time', async () => {
    const { store, backend } = setUp({ tickets: 1 });
    await Promise.all([store.refresh(), store.refresh()]);
    assert.deepEqual(backend.calls, ['list']);
  });

  it('shows a write at once, and does not let a refresh that began before it undo it', async () => {
    const { store, backend } = setUp({ tickets: 1 });
    await store.refresh();
    const [ticket] = store.tickets;
    assert.ok(ticket !== undefined);
    const refreshing = store.refresh();
    store.apply({ ...ticket, title: 'Written meanwhile' });
    assert.equal(store.tickets[0]?.title, 'Written meanwhile');
    await refreshing;
    assert.equal(store.tickets[0]?.title, 'Written meanwhile');
    await store.refresh();
    assert.equal(store.tickets[0]?.title, (await backend.get(ticket.ref)).title);
  });

  it('drops a ticket that is resolved, unless resolved ones are shown', async () => {
    const { store } = setUp({ tickets: 1 });
    await store.refresh();
    const [ticket] = store.tickets;
    assert.ok(ticket !== undefined);
    store.apply({ ...ticket, phase: 'resolved' });
    assert.deepEqual(counts(store), { shown: 0, total: 0, more: false });
    store.usePhases(['resolved']);
    store.apply({ ...ticket, phase: 'resolved' });
    assert.equal(store.tickets.length, 1);
  });

  it('still knows a ticket that a write has closed, until somebody else changes it', async () => {
    const { store, backend } = setUp({ tickets: 1 });
    await store.refresh();
    const [ticket] = store.tickets;
    assert.ok(ticket !== undefined);
    store.apply({ ...ticket, phase: 'resolved' });
    assert.equal(store.ticket(ticket.ref)?.phase, 'resolved');
    await store.refresh();
    store.apply({ ...ticket, phase: 'in_progress' });
    const [cancel] = (await backend.transitions(ticket.ref)).filter(({ to }) => to === 'cancelled');
    assert.ok(cancel !== undefined);
    await backend.move(ticket.ref, cancel, {}, (await backend.get(ticket.ref)).version);
    await store.refresh();
    assert.equal(store.ticket(ticket.ref), undefined);
  });

  it('answers the last question when what is shown changes while it reads', async () => {
    const { store } = setUp({ tickets: 3 });
    const refreshing = store.refresh();
    store.usePhases(['closed']);
    await refreshing;
    assert.equal(store.tickets.length, 0);
  });

  it('asks only for what changed, where the backend can tell: one request', async () => {
    const { store, backend, system } = setUp({ tickets: 9, memory: { pageSize: 10 } });
    await store.refresh();
    system.add({ kind: 'incident', title: 'New', body: '' });
    const ticket = await backend.find('OPS-9');
    const [cancel] = (await backend.transitions(ticket.ref)).filter(({ to }) => to === 'cancelled');
    assert.ok(cancel !== undefined);
    await backend.move(ticket.ref, cancel, {}, ticket.version);
    backend.calls.length = 0;
    await store.refresh({ changes: true });
    assert.deepEqual(backend.calls, ['changedSince']);
    assert.deepEqual(counts(store), { shown: 9, total: 9, more: false });
    assert.deepEqual(
      store.tickets.map(({ key }) => key).filter((key) => key === 'OPS-9' || key === 'OPS-10'),
      ['OPS-10'],
    );
  });

  it('asks for all where not all is loaded, since else nobody could count', async () => {
    const { store, backend } = setUp({ tickets: 25, memory: { pageSize: 10 } });
    await store.refresh();
    backend.calls.length = 0;
    await store.refresh({ changes: true });
    assert.ok(!backend.calls.includes('changedSince'));
    assert.deepEqual(counts(store), { shown: 10, total: 25, more: true });
  });

  it('reads as much again as was loaded, when everything is read', async () => {
    const { store } = setUp({ tickets: 25, memory: { pageSize: 10 } });
    await store.refresh();
    await store.loadMore('memory');
    await store.refresh();
    assert.deepEqual(counts(store), { shown: 20, total: 25, more: true });
  });

  it('takes the answer that another window got a moment ago, unless this one has written since', async () => {
    const shared = sharedAnswers();
    const first = setUp({ tickets: 1, shared });
    await first.store.refresh();
    const second = setUp({ tickets: 3, shared });
    await second.store.refresh({ changes: true, since: '2026-11-24T09:59:00.000Z' });
    assert.deepEqual([second.store.tickets.length, second.backend.calls], [1, []]);
    await second.store.refresh({ changes: true, since: '2026-11-24T10:00:01.000Z' });
    assert.equal(second.store.tickets.length, 3);
  });

  it('gives a ticket the targets of its service', async () => {
    const { store, source } = setUp({ tickets: 1, memory: { clock: () => new Date('2026-11-24T09:00:00.000Z') } });
    const services: Service[] = [
      {
        name: 'shop',
        paths: [],
        tickets: [],
        serviceLevels: { P2: { resolve: 3_600_000 } },
        standUp: [],
        source: '.footbridge.yml',
      },
    ];
    await store.refresh();
    store.useSources([source], services);
    const [ticket] = store.tickets;
    assert.ok(ticket !== undefined);
    store.apply({ ...ticket, priority: 2, services: ['shop'] });
    assert.deepEqual(store.tickets[0]?.due, [
      { at: '2026-11-24T10:00:00.000Z', name: 'resolve', breached: true, paused: false },
    ]);
  });

  it('writes its cache one after the other, and blames no connection when that fails', async () => {
    let [writing, most] = [0, 0];
    const written: number[] = [];
    const { store, source } = setUp({
      tickets: 1,
      save: async () => {
        most = Math.max(most, ++writing);
        await new Promise((resolve) => setTimeout(resolve, 5));
        writing--;
        written.push(most);
        throw new Error('The disk is full.');
      },
    });
    store.useSources([source, { ...source, connection: { ...source.connection, alias: 'other' } }]);
    await store.refresh();
    for (let wait = 0; written.length < 2 && wait < 400; wait++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(written, [1, 1]);
    assert.deepEqual(
      store.connections.map(({ problem }) => problem),
      [undefined, undefined],
    );
  });

  it('does not ask connections that nothing is linked to', async () => {
    const { store, backend, source } = setUp({ tickets: 1 });
    store.useSources([{ ...source, linked: false }]);
    await store.refresh();
    assert.deepEqual(backend.calls, []);
  });
});

interface Given {
  readonly tickets?: number;
  readonly memory?: MemoryOptions;
  readonly remembered?: readonly ConnectionTickets[];
  readonly save?: TicketCache['save'];
  readonly shared?: SharedAnswers;
}

function sharedAnswers(): SharedAnswers {
  const answers = new Map<string, ConnectionTickets>();
  return {
    recent: async (question, since) => {
      const answer = answers.get(question);
      return (answer?.asOf ?? '') >= since ? answer : undefined;
    },
    offer: async (question, answer) => void answers.set(question, answer),
  };
}

function setUp({ tickets = 0, memory = {}, remembered = [], save, shared = sharedAnswers() }: Given) {
  const system = new MemorySystem(memory);
  for (let number = 0; number < tickets; number++)
    system.add({ kind: 'incident', title: `Ticket ${number}`, body: '' });
  const backend = system.open('ana');
  let saved = remembered;
  const store = new TicketStore({
    cache: { load: async () => saved, save: save ?? (async (known) => void (saved = known)) },
    answers: shared,
    clock: () => new Date('2026-11-24T10:00:00.000Z'),
    log: recordingLog(),
  });
  const source: Source = {
    connection: { alias: 'memory', kind: 'memory', url: 'https://memory.example.org' },
    product: 'Memory',
    keyPattern: /^OPS-\d+$/,
    linked: true,
    scopes: [],
    proposed: false,
    backend: async () => backend,
  };
  store.useSources([source]);
  return { store, backend, source, system };
}

async function rememberedTickets(): Promise<readonly ConnectionTickets[]> {
  const { store } = setUp({ tickets: 1 });
  await store.refresh();
  return store.connections;
}

/** Touches the newest tickets again, so that the others stand on later pages. */
async function setTickets(backend: MemoryBackend, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const { ref } = await backend.find(`OPS-${25 - number}`);
    await backend.note(ref, 'Still there.', 'internal');
  }
}

function ticking(): () => Date {
  let time = Date.parse('2026-11-24T08:00:00.000Z');
  return () => new Date((time += 1000));
}

function counts(store: TicketStore): { shown: number; total: number | undefined; more: boolean | undefined } {
  const [known] = store.connections;
  return { shown: known?.tickets.length ?? 0, total: known?.total, more: known?.more };
}
