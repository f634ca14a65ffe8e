import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { checkout, openSnow } from '../../../fakes/openServiceNow.ts';
import { startFakeServiceNow, type FakeServiceNow } from '../../../fakes/servers/serviceNow.ts';
import { checkoutCi, snowUser, warehouseCi, type Row } from '../../../fakes/servers/serviceNowSite.ts';

describe('Lists of ServiceNow', () => {
  let server: FakeServiceNow;
  let clock = Date.parse('2026-11-24T10:00:00Z');
  const now = (): Date => new Date(clock);

  beforeEach(async () => {
    server = await startFakeServiceNow(now);
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function open(scopes = [checkout]): Backend {
    return openSnow(server, 'ana', scopes, now);
  }

  function insert(fields: Row, table = 'incident'): Row {
    // Each thing that happens takes a second.
    clock += 1000;
    return server.store.insert(table, { cmdb_ci: checkoutCi, ...fields });
  }

  function fill(count: number): Row[] {
    return Array.from({ length: count }, (_, index) => insert({ short_description: `Ticket ${index}` }));
  }

  it('of 10,000 tickets come to the end, each once, with a true total', async () => {
    for (let index = 0; index < 10_000; index++) {
      server.store.insert('incident', { cmdb_ci: checkoutCi, short_description: `Ticket ${index}` });
    }
    const { items, totals } = await listAll(open(), {});
    assert.equal(new Set(items.map(({ ref }) => ref.id)).size, 10_000);
    assert.equal(items.length, 10_000);
    assert.deepEqual([...new Set(totals)], [10_000]);
    const pages = server.asked.filter((line) => line === 'GET /task').length;
    assert.ok(pages <= 103, `${pages} requests for 100 pages`);
  }).timeout(120_000);

  it('lose and double nothing when tickets come, change and go between pages', async () => {
    const rows = fill(350);
    const ben = snowUser('ben');
    const backend = open();
    const seen: string[] = [];
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...page.items.map(({ title }) => title));
      if (page.next === undefined) break;
      clock += 1000;
      for (const row of [rows[349 - count], rows[count * 7]]) {
        if (row !== undefined) server.store.update(row, { impact: '1' }, ben);
      }
      const closed = rows[340];
      if (count === 1 && closed !== undefined) server.store.remove(closed);
      insert({ short_description: `New ${count}` });
      page = await backend.list({}, page.next);
    }
    const old = seen.filter((title) => title.startsWith('Ticket'));
    assert.equal(new Set(seen).size, seen.length, 'nothing twice');
    // The deleted one was on the first page.
    assert.equal(old.length, 350);
  });

  it('do not end with a short or empty page, and claim no total then', async () => {
    fill(320);
    const hidden = new Set(server.store.rows('task').filter((_, index) => index % 2 === 0 || index > 200));
    server.quirks.hides = (table, row) => table === 'task' && hidden.has(row);
    const { items, totals } = await listAll(open(), {});
    assert.equal(items.length, 100);
    assert.deepEqual(totals, []);
  });

  it('ask nothing of the address that an answer names for the next page', async () => {
    fill(150);
    // The links of the fake lead to another host.
    assert.equal((await listAll(open(), {})).items.length, 150);
  });

  it('come to an end where the instance answers with the same page for ever', async () => {
    fill(250);
    const backend = open();
    const { next } = await backend.list({});
    const hasColumn = server.store.hasColumn.bind(server.store);
    server.store.hasColumn = (table, path) => path !== 'sys_id' && hasColumn(table, path);
    const second = await backend.list({}, next);
    await rejectsWith(backend.list({}, second.next), 'invalidResponse');
    await rejectsWith(backend.list({}, 'not ours'), 'usage');
  });

  it('show what a scope has asked for, also if the instance ignores a part of it', async () => {
    insert({ short_description: 'Ours' });
    insert({ short_description: 'Of the warehouse', cmdb_ci: warehouseCi });
    // An instance without the column: the condition is ignored, and more rows come.
    const hasColumn = server.store.hasColumn.bind(server.store);
    server.store.hasColumn = (table, path) => path !== 'cmdb_ci.name' && hasColumn(table, path);
    const page = await open().list({});
    assert.deepEqual(
      page.items.map(({ title }) => title),
      ['Ours'],
    );
    assert.equal(page.total, undefined);
    assert.equal(server.ignored.length, 1);
  });

  it('refuse a query that the instance would ignore', async () => {
    insert({ short_description: 'Any' });
    const wrong = { service: 'checkout', select: { query: 'u_no_such_column=x' } };
    const error = await rejectsWith(open([wrong]).list({}), 'configuration');
    assert.ok(error.message.includes('u_no_such_column'), error.message);
    // A column of incidents only, asked of all tables.
    const child = { service: 'checkout', select: { query: 'category=software' } };
    assert.match(explain(await rejectsWith(open([child]).list({}), 'configuration')), /tables/);
  });

  it('join scopes, and tell the services of each ticket', async () => {
    insert({ short_description: 'Checkout', category: 'software' });
    insert({ short_description: 'Warehouse', cmdb_ci: warehouseCi, category: 'network' });
    insert({ short_description: 'Nobody', cmdb_ci: '', category: 'network' });
    insert({ short_description: 'A change', cmdb_ci: warehouseCi }, 'change_request');
    const backend = open([
      { service: 'a', select: { tables: ['incident'], ci: 'CHECKOUT' } },
      { service: 'b', select: { tables: ['incident'], query: 'category=network' } },
      {
        service: 'c',
        select: { tables: ['incident'], ci: warehouseCi, query: 'category=software^NQcategory=network' },
      },
    ]);
    const { items } = await listAll(backend, {});
    assert.deepEqual(Object.fromEntries(items.map(({ title, services }) => [title, services])), {
      Checkout: ['a'],
      Warehouse: ['b', 'c'],
      Nobody: ['b'],
    });
    assert.deepEqual(await titles(backend, { services: ['a'] }), ['Checkout']);
    assert.deepEqual(await titles(backend, { services: ['c'] }), ['Warehouse']);
    assert.deepEqual(server.ignored, []);
    const [first] = items;
    assert.ok(first !== undefined);
    assert.deepEqual((await backend.get(first.ref)).services, first.services);
  });

  it('are of everything without scopes, by kind and phase', async () => {
    const table = {
      inc: 'incident',
      req: 'sc_request',
      item: 'sc_req_item',
      task: 'sc_task',
      chg: 'change_request',
      prb: 'problem',
    };
    for (const [title, name] of Object.entries(table)) insert({ short_description: title, cmdb_ci: '' }, name);
    insert({ short_description: 'resolved', state: '6' });
    insert({ short_description: 'cancelled', state: '8' });
    insert({ short_description: 'review', state: '0' }, 'change_request');
    insert({ short_description: 'pending', state: '-5' }, 'sc_task');
    const backend = open([]);
    assert.deepEqual(await titles(backend), ['chg', 'inc', 'item', 'pending', 'prb', 'req', 'task']);
    assert.deepEqual(await titles(backend, { kinds: ['request'] }), ['item', 'req']);
    assert.deepEqual(await titles(backend, { kinds: ['task', 'problem'] }), ['pending', 'prb', 'task']);
    assert.deepEqual(await titles(backend, { phases: ['waiting'] }), ['pending']);
    assert.deepEqual(await titles(backend, { phases: ['resolved'] }), ['resolved', 'review']);
    assert.deepEqual(await titles(backend, { phases: ['cancelled', 'resolved'] }), ['cancelled', 'resolved', 'review']);
    assert.deepEqual(await titles(backend, { phases: ['new', 'resolved'], kinds: ['incident'] }), ['inc', 'resolved']);
    assert.equal((await backend.list({ phases: ['new', 'cancelled'] })).items.length, 7);
    assert.equal((await backend.list({})).total, 7);
    assert.deepEqual(server.ignored, []);
  });

  it('carry service levels, major incidents, callers and priorities, in three requests', async () => {
    const row = insert({
      short_description: 'Down',
      impact: '1',
      urgency: '1',
      major_incident_state: 'accepted',
      caller_id: snowUser('ben').sys_id,
    });
    server.store.add('task_sla', {
      task: row['sys_id'] ?? '',
      sla: '5'.repeat(32),
      stage: 'in_progress',
      planned_end_time: '2026-11-25 10:00:00',
      has_breached: 'false',
      active: 'true',
    });
    server.store.add('task_sla', {
      task: row['sys_id'] ?? '',
      sla: '5'.repeat(32),
      stage: 'paused',
      planned_end_time: '2026-11-24 01:00:00',
      has_breached: 'false',
      active: 'true',
    });
    const backend = open();
    const [ticket] = (await backend.list({})).items;
    assert.deepEqual(ticket?.due, [
      { at: '2026-11-24T01:00:00.000Z', name: 'P1 resolution', breached: false, paused: true },
      { at: '2026-11-25T10:00:00.000Z', name: 'P1 resolution', breached: false, paused: false },
    ]);
    assert.equal(ticket?.major, true);
    assert.equal(ticket?.requester?.name, 'Ben Ode');
    assert.deepEqual([ticket?.priority, ticket?.priorityLabel], [1, '1 - Critical']);
    server.asked.length = 0;
    await backend.list({});
    assert.deepEqual(server.asked, ['GET /task', 'GET /task_sla']);
    server.quirks.closed.add('task_sla');
    const [poor] = (await open().list({})).items;
    assert.deepEqual(poor?.due, []);
  });

  it('of changes hold nothing older, whatever zone the profile has', async () => {
    insert({ short_description: 'Old' });
    clock += 3_600_000;
    const since = new Date(clock).toISOString();
    insert({ short_description: 'Closed', state: '7' });
    insert({ short_description: 'Open' });
    const page = await open().changedSince?.(since);
    assert.deepEqual(page?.items.map(({ title }) => title).toSorted(), ['Closed', 'Open']);
  });
});

async function titles(backend: Backend, query = {}): Promise<string[]> {
  return (await listAll(backend, query)).items.map(({ title }) => title).toSorted();
}
