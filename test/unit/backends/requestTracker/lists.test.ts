import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend, TicketQuery } from '../../../../src/domain/ports.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { incidents, openFake } from '../../../fakes/openRequestTracker.ts';
import { startFakeRequestTracker, type FakeRequestTracker } from '../../../fakes/servers/requestTracker.ts';

describe('Lists of Request Tracker', () => {
  let server: FakeRequestTracker;
  let clock = Date.parse('2026-11-24T10:00:00Z');

  beforeEach(async () => {
    // Each thing that happens takes a second.
    server = await startFakeRequestTracker(() => new Date((clock += 1000)));
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function fill(count: number, queue = 'Incidents'): void {
    for (let index = 1; index <= count; index++) server.store.create({ queue, subject: `Ticket ${index}` });
  }

  it('of one page take one request, and the first one who it is', async () => {
    fill(6);
    server.store.create({ queue: 'Incidents', subject: 'Mine', owner: 'ana' });
    const backend = openFake(server);
    assert.equal((await backend.list({})).total, 7);
    assert.deepEqual(server.asked.toSorted(), ['GET /user/27', 'POST /tickets']);
    await backend.list({});
    assert.equal(server.asked.length, 3);
  });

  it('have the latest change on the first page, and every ticket once to the last', async () => {
    fill(350);
    const { store } = server;
    const early = store.find(5);
    assert.ok(early !== undefined);
    store.record(early, 'Comment', {});
    const backend = openFake(server);
    const first = await backend.list({});
    assert.equal(first.items[0]?.key, '#5');
    const { items, totals } = await listAll(backend, {});
    assert.equal(new Set(items.map(({ key }) => key)).size, 350);
    assert.equal(items.length, 350);
    assert.deepEqual(totals, [350, 350, 350, 350]);
  });

  it('lose and double nothing when tickets come, change and go between pages', async () => {
    fill(450);
    const backend = openFake(server);
    const seen: string[] = [];
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...page.items.map(({ ref }) => ref.id));
      if (page.next === undefined) break;
      // One that was read, one that was not, a new one, and one that was read is closed.
      touch(Number(seen[3]));
      touch(10 + count);
      fill(1);
      close(Number(seen[7]));
      page = await backend.list({}, page.next);
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (let id = 1; id <= 450; id++) assert.ok(seen.includes(String(id)), `#${id} is missing`);
  });

  function touch(id: number): void {
    const ticket = server.store.find(id);
    if (ticket !== undefined) server.store.record(ticket, 'Comment', {});
  }

  function close(id: number): void {
    const ticket = server.store.find(id);
    if (ticket !== undefined) ticket.status = 'resolved';
  }

  it('go on where the server tells no total and drops from pages what may not be seen', async () => {
    fill(640);
    // The newest, so that whole pages are empty, and some of the others.
    server.quirks.hides = ({ id }) => id > 300 || id % 3 === 0;
    const { items, totals } = await listAll(openFake(server), {});
    assert.equal(items.length, 200);
    assert.equal(new Set(items.map(({ key }) => key)).size, 200);
    assert.deepEqual(totals, []);
  });

  it('end where nothing more may be seen', async () => {
    fill(5);
    server.quirks.hides = () => true;
    const page = await openFake(server).list({});
    assert.deepEqual(page, { items: [] });
    assert.ok(server.asked.length < 10);
  });

  it('ask again instead of answering with empty pages, where a filter keeps little', async () => {
    fill(1);
    fill(250, 'Requests');
    const backend = openFake(server, 'ana', [incidents, { service: 'desk', select: { queue: 'Requests' } }]);
    const page = await backend.list({ kinds: ['incident'] });
    assert.deepEqual(
      page.items.map(({ key }) => key),
      ['#1'],
    );
    assert.equal(page.total, undefined, 'the server counts others too');
  });

  for (const [query, keys] of [
    [{ phases: ['waiting'] }, ['#3', '#5']],
    [{ phases: ['in_progress'] }, ['#2', '#4']],
    [{ phases: ['new', 'cancelled'] }, ['#1', '#7']],
    [{ phases: ['resolved', 'closed', 'cancelled'] }, ['#6', '#7']],
    [{}, ['#1', '#2', '#3', '#4', '#5']],
  ] satisfies [TicketQuery, string[]][]) {
    it(`find ${JSON.stringify(query)} by what the lifecycle counts as open, not by names`, async () => {
      const states = [
        ['Incidents', 'new'],
        ['Incidents', 'open'],
        ['Incidents', 'stalled'],
        ['Changes', 'monitoring'],
        ['Changes', 'resolved'],
        ['Incidents', 'resolved'],
        ['Incidents', 'rejected'],
      ] as const;
      for (const [queue, status] of states) server.store.create({ queue, subject: status, status });
      const backend = openFake(server, 'ana', []);
      const { items } = await listAll(backend, query);
      assert.deepEqual(items.map(({ key }) => key).toSorted(), keys);
      // And the same by itself, to one who has seen no list.
      const fresh = openFake(server, 'ana', []);
      for (const { ref, phase } of items) assert.equal((await fresh.get(ref)).phase, phase);
    });
  }

  it('carry custom fields only where a scope asks for one', async () => {
    const customFields = { Service: ['checkout', 'shop'], Severity: ['Sev1'] };
    server.store.create({ queue: 'Incidents', subject: 'Mine', customFields });
    server.store.create({ queue: 'Incidents', subject: 'Not mine' });
    const select = { queue: 'incidents', customFields: { service: 'CHECKOUT' } };
    const scopes = [
      { service: 'checkout', select },
      { service: 'urgent', select: { query: "'CF.{Severity}' = 'Sev1'" } },
      { service: 'late', select: { query: 'Priority > 99' } },
    ];
    const { items } = await listAll(openFake(server, 'ana', scopes), {});
    assert.deepEqual(
      items.map(({ title, services }) => [title, services]),
      [['Mine', ['checkout', 'urgent']]],
    );
  });

  it('of services that are not linked are empty, without a request', async () => {
    fill(3);
    assert.deepEqual(await openFake(server).list({ services: ['warehouse'] }), { items: [], total: 0 });
    assert.deepEqual(server.asked, []);
  });

  it('of what changed leave out, by the time on the ticket, what the margin brought along', async () => {
    clock = Date.now() - 20 * 60_000;
    fill(1);
    clock = Date.now() - 5 * 60_000;
    fill(1);
    clock = Date.now() - 60_000;
    fill(1);
    const backend: Backend = openFake(server);
    const since = new Date(Date.now() - 2 * 60_000).toISOString();
    const page = await backend.changedSince?.(since);
    assert.deepEqual(
      page?.items.map(({ key }) => key),
      ['#3'],
    );
    server.asked.length = 0;
    assert.deepEqual(await backend.changedSince?.(new Date(Date.now() + 60_000).toISOString()), { items: [] });
    assert.deepEqual(server.asked, ['POST /tickets']);
  });

  it('say which service has a query that the server cannot read', async () => {
    const select = { query: "Queue = 'x" };
    const error = await rejectsWith(openFake(server, 'ana', [{ service: 'wrong', select }]).list({}), 'configuration');
    assert.match(explain(error), /query.*Wrong query.*wrong/s);
    assert.doesNotMatch(`${explain(error)} ${error.detail}`, /\/usr\/share|line 3187/);
  });

  it('refuse a place that is not theirs', async () => {
    const backend = openFake(server);
    for (const cursor of [
      '',
      '2',
      '{"shown":["1) OR (id>0"]}',
      '{"shown":[1]}',
      '{"below":"1 OR id > 0","shown":[]}',
    ]) {
      await rejectsWith(backend.list({}, cursor), 'usage');
    }
    await rejectsWith(backend.timeline({ connection: 'helpdesk', id: '1' }, '2; x'), 'usage');
  });
});
