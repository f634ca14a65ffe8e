import assert from 'node:assert/strict';
import { kinds, type TicketRef } from '../../src/domain/ticket.ts';
import { draftFor, readyForNotes, rejectsWith, timelineOf, uniqueWord, type ContractHarness } from './harness.ts';

/** Who one is, one ticket by its key or its ref, and a ticket of one's own making. */
export function readContract(harness: () => ContractHarness): void {
  it('tells who is signed in, and two people apart', async () => {
    const { backend, other } = harness();
    const [ana, ben] = [await backend.whoAmI(), await other.whoAmI()];
    assert.ok(ana.isMe && ben.isMe);
    assert.notEqual(ana.id, ben.id);
    assert.ok(ana.name !== '' && ben.name !== '');
  });

  it('finds a ticket by the key that it shows', async () => {
    const { backend, seed } = harness();
    const ticket = await seed({ title: `Found by key ${uniqueWord()}` });
    const found = await backend.find(ticket.key);
    assert.deepEqual(found.ref, ticket.ref);
    assert.equal(found.key, ticket.key);
    assert.equal(found.title, ticket.title);
  });

  it('says that a key names nothing', async () => {
    const { backend, missing } = harness();
    const error = await rejectsWith(backend.find(missing.key), 'notFound');
    assert.ok(error.message.includes(missing.key), error.message);
  });

  it('names the candidates of an ambiguous key, or has none', async () => {
    const { backend, seed, ambiguousKey } = harness();
    if (ambiguousKey === undefined) {
      const [one, two] = [await seed({ title: uniqueWord() }), await seed({ title: uniqueWord() })];
      assert.notEqual(one.key, two.key);
      return;
    }
    const error = await rejectsWith(backend.find(await ambiguousKey()), 'ambiguous');
    assert.ok(error.next !== undefined && error.next !== '', 'the candidates are in `next`');
  });

  it('does not take an id that names nothing for a ticket', async () => {
    const { backend, seed, missing } = harness();
    const ticket = await seed({ title: uniqueWord() });
    const nothing: TicketRef = { connection: ticket.ref.connection, id: missing.id };
    await rejectsWith(backend.get(nothing), 'notFound');
    await rejectsWith(backend.timeline(nothing), 'notFound');
    await rejectsWith(backend.note(nothing, 'to nobody', 'internal'), 'notFound');
  });

  it('reads one ticket with its body, the same as the list has it', async () => {
    const { backend, seed, storedBody } = harness();
    const body = 'The checkout answers **502** since 10:04.';
    const ticket = await seed({ title: `With a body ${uniqueWord()}`, body });
    const details = await backend.get(ticket.ref);
    assert.equal(details.body.trim(), storedBody?.(body) ?? body);
    assert.equal(details.title, ticket.title);
    assert.equal(details.state, ticket.state);
    assert.equal(details.phase, 'new');
    assert.equal(details.version, ticket.version);
    assert.deepEqual(details.assignees, []);
    assert.ok(details.state !== '', "the backend's own label is kept");
    assert.ok(kinds.includes(details.kind));
    assert.match(details.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });

  it('has the timeline in order, the oldest first', async () => {
    const { backend, other, seed } = harness();
    const ticket = await readyForNotes(backend, await seed({ title: `With a timeline ${uniqueWord()}` }));
    for (const [who, text] of [
      [backend, 'first'],
      [other, 'second'],
      [backend, 'third'],
    ] as const) {
      await who.note(ticket.ref, text, 'internal');
    }
    const entries = await timelineOf(backend, ticket.ref);
    assert.deepEqual(
      entries.filter((entry) => entry.kind === 'note').map((entry) => [entry.body.trim(), entry.author.isMe]),
      [
        ['first', true],
        ['second', false],
        ['third', true],
      ],
    );
    assert.deepEqual(
      entries.map((entry) => entry.at),
      entries.map((entry) => entry.at).toSorted(),
    );
    assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length);
  });

  it('creates what it says it can create, and reads it back', async () => {
    const { backend, scope } = harness();
    if (backend.create === undefined) {
      assert.deepEqual(backend.capabilities.create, []);
      return;
    }
    assert.ok(backend.capabilities.create.length > 0);
    for (const kind of backend.capabilities.create) {
      const title = `Created as ${kind} ${uniqueWord()}`;
      const created = await backend.create(draftFor(harness(), { kind, title, body: 'From the suite.' }));
      assert.equal(created.title, title);
      assert.equal(created.kind, kind);
      assert.equal(created.phase, 'new');
      assert.deepEqual(created.services, [scope.service]);
      const read = await backend.get(created.ref);
      assert.equal(read.version, created.version);
      assert.equal(read.body.trim(), 'From the suite.');
    }
  });
}
