import assert from 'node:assert/strict';
import type { Ticket } from '../../src/domain/ticket.ts';
import { move } from './moveContract.ts';
import { listAll, readyForNotes, uniqueWord, type ContractHarness } from './harness.ts';

/** Lists: filters, pages, totals, and only what belongs to the repository. */
export function listContract(harness: () => ContractHarness): void {
  it('pages to the end without loss or doubles, and with the right total', async () => {
    const { backend, seed, pageSize } = harness();
    const word = uniqueWord();
    const titles = Array.from({ length: pageSize * 2 + 1 }, (_, index) => `Page ${word} ${index}`);
    for (const title of titles) await seed({ title });
    const first = await backend.list({ text: word });
    assert.ok(first.items.length <= pageSize && first.next !== undefined, 'there is more than a page');
    const { items, totals } = await listAll(backend, { text: word });
    assert.deepEqual(items.map((ticket) => ticket.title).toSorted(), titles.toSorted());
    for (const total of totals) assert.equal(total, titles.length);
  });

  it('loses and doubles nothing when a ticket changes between two pages', async () => {
    const { backend, other, seed, pageSize } = harness();
    const word = uniqueWord();
    for (let index = 0; index < pageSize + 2; index++) await seed({ title: `Moving page ${word} ${index}` });
    const first = await backend.list({ text: word });
    const moved = first.items[1];
    assert.ok(moved !== undefined && first.next !== undefined);
    await readyForNotes(other, moved);
    await other.note(moved.ref, 'I come to the top of the list.', 'internal');
    const second = await backend.list({ text: word }, first.next);
    const ids = [...first.items, ...second.items].map((ticket) => ticket.ref.id);
    // A ticket that stood on both sides of the border may show twice; none may be missing.
    assert.equal(new Set(ids).size, pageSize + 2);
  });

  it('has the latest change first', async () => {
    const { backend, other, seed } = harness();
    const word = uniqueWord();
    const oldest = await seed({ title: `Order ${word} one` });
    await seed({ title: `Order ${word} two` });
    // Some systems keep times in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await readyForNotes(other, oldest);
    await other.note(oldest.ref, 'I come to the top.', 'internal');
    const { items } = await listAll(backend, { text: word });
    assert.equal(items.length, 2);
    assert.equal(items[0]?.title, `Order ${word} one`);
  });

  it('shows the open tickets, and the others when asked', async () => {
    const { backend, seed } = harness();
    const word = uniqueWord();
    const open = await seed({ title: `Phase ${word} open` });
    const done = await finish(harness(), await seed({ title: `Phase ${word} done` }));
    assert.deepEqual(titles((await listAll(backend, { text: word })).items), [open.title]);
    assert.deepEqual(titles((await listAll(backend, { text: word, phases: [done.phase] })).items), [done.title]);
    const all = await listAll(backend, { text: word, phases: ['new', done.phase] });
    assert.deepEqual(titles(all.items), [open.title, done.title].toSorted());
  });

  it('filters by who has it', async () => {
    const { backend, other, seed } = harness();
    const word = uniqueWord();
    const [mine, theirs, free] = [
      await seed({ title: `Who ${word} mine` }),
      await seed({ title: `Who ${word} theirs` }),
      await seed({ title: `Who ${word} free` }),
    ];
    await backend.assign(mine.ref, 'me', mine.version);
    await other.assign(theirs.ref, 'me', theirs.version);
    const list = async (assignee: 'me' | 'nobody'): Promise<string[]> =>
      titles((await listAll(backend, { text: word, assignee })).items);
    assert.deepEqual(await list('me'), [mine.title]);
    assert.deepEqual(await list('nobody'), [free.title]);
    assert.deepEqual(titles((await listAll(other, { text: word, assignee: 'me' })).items), [theirs.title]);
  });

  it('filters by words in any order and any case', async () => {
    const { backend, seed } = harness();
    const word = uniqueWord();
    const ticket = await seed({ title: `Payment gateway ${word} times out` });
    await seed({ title: `Payment page ${word} is slow` });
    const found = await listAll(backend, { text: `GATEWAY ${word} payment` });
    assert.deepEqual(titles(found.items), [ticket.title]);
    assert.deepEqual((await listAll(backend, { text: `${word} 100% nothing "of' the_kind` })).items, []);
  });

  it('filters by kind and by service', async () => {
    const { backend, seed, scope } = harness();
    const word = uniqueWord();
    const ticket = await seed({ title: `Kind ${word}`, kind: 'incident' });
    const list = async (query: object): Promise<string[]> =>
      titles((await listAll(backend, { text: word, ...query })).items);
    assert.deepEqual(await list({ kinds: [ticket.kind] }), [ticket.title]);
    assert.deepEqual(await list({ kinds: ['alert', 'problem'].filter((kind) => kind !== ticket.kind) }), []);
    assert.deepEqual(await list({ services: [scope.service] }), [ticket.title]);
    assert.deepEqual(await list({ services: ['no-such-service'] }), []);
  });

  it('shows only tickets of linked services', async () => {
    const { backend, seed, seedElsewhere, scope } = harness();
    const word = uniqueWord();
    const ours = await seed({ title: `Linked ${word} ours` });
    await seedElsewhere({ title: `Linked ${word} somebody else's` });
    const { items, totals } = await listAll(backend, { text: word });
    assert.deepEqual(titles(items), [ours.title]);
    assert.deepEqual(items[0]?.services, [scope.service]);
    for (const total of totals) assert.equal(total, 1);
  });

  it('tells what changed since an instant, closed tickets too', async () => {
    const { backend, seed } = harness();
    if (backend.changedSince === undefined) return;
    const word = uniqueWord();
    const quiet = await seed({ title: `Since ${word} quiet` });
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const done = await finish(harness(), await seed({ title: `Since ${word} done` }));
    const since = new Date(Date.parse(done.updated ?? done.created) - 1000).toISOString();
    const changed: Ticket[] = [];
    let cursor: string | undefined;
    do {
      const page = await backend.changedSince(since, cursor);
      changed.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    const seen = titles(changed);
    assert.ok(seen.includes(done.title), 'the closed one is told');
    assert.ok(!seen.includes(quiet.title), 'what did not change is not told');
  });
}

function titles(tickets: readonly Ticket[]): string[] {
  return tickets.map((ticket) => ticket.title).toSorted();
}

/** Moves a ticket until it is not open any more, by what its workflow offers. */
async function finish({ backend, end }: ContractHarness, ticket: Ticket): Promise<Ticket> {
  if (end !== undefined) return end(ticket);
  let current = ticket;
  for (let step = 0; step < 4; step++) {
    const offered = await backend.transitions(current.ref);
    const next =
      offered.find((transition) => ['resolved', 'closed', 'cancelled'].includes(transition.to)) ??
      offered.find((transition) => transition.to === 'in_progress') ??
      offered[0];
    assert.ok(next !== undefined, `"${current.state}" offers no way on`);
    current = await move(backend, current, next);
    if (['resolved', 'closed', 'cancelled'].includes(current.phase)) return current;
  }
  throw new assert.AssertionError({ message: 'the workflow never comes to an end' });
}
