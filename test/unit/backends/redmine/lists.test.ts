import assert from 'node:assert/strict';
import { openRedmine } from '../../../../src/backends/redmine/index.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { openFakeRedmine } from '../../../fakes/openRedmine.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { startFakeRedmine, type FakeRedmine } from '../../../fakes/servers/redmine.ts';

describe('Lists of Redmine', () => {
  let server: FakeRedmine;
  let clock = Date.parse('2026-11-24T10:00:00Z');

  beforeEach(async () => {
    // Each thing that happens takes a second.
    server = await startFakeRedmine(() => new Date((clock += 1000)));
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function fill(count: number, project = 1): void {
    for (let index = 1; index <= count; index++) server.store.create({ project, subject: `Ticket ${index}` });
  }

  function touch(id: number): void {
    const issue = server.store.find(id);
    if (issue !== undefined) server.store.update(issue, 6, { notes: 'seen' });
  }

  function openWith(token: string): Backend {
    return openRedmine({
      connection: { alias: 'tracker', kind: 'redmine', url: server.url },
      credential: { type: 'token', token },
      scopes: [],
      clock: () => new Date(),
      log: recordingLog(),
    });
  }

  it('take one request a page, once it is known who asks and how the instance is set up', async () => {
    fill(7);
    const backend = openFakeRedmine(server);
    assert.equal((await backend.list({})).total, 7);
    assert.deepEqual(server.asked.toSorted(), [
      'GET /enumerations/issue_priorities.json',
      'GET /issue_statuses.json',
      'GET /issues.json',
      'GET /projects/ops.json',
      'GET /trackers.json',
      'GET /users/current.json',
    ]);
    server.asked.length = 0;
    await backend.list({});
    assert.deepEqual(server.asked, ['GET /issues.json']);
  });

  it('are read to the end over 10,000 tickets, each once', async function () {
    this.timeout(30_000);
    fill(10_000);
    const { items, totals } = await listAll(openFakeRedmine(server), {});
    assert.equal(items.length, 10_000);
    assert.equal(new Set(items.map(({ key }) => key)).size, 10_000);
    assert.deepEqual(new Set(totals), new Set([10_000]));
  });

  it('lose and double nothing when tickets come, change, go and are deleted between pages', async () => {
    fill(450);
    const backend = openFakeRedmine(server);
    const seen: string[] = [];
    const deleted = ['20', '21'];
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...page.items.map(({ ref }) => ref.id));
      if (page.next === undefined) break;
      touch(Number(seen[3]));
      touch(10 + count);
      fill(1);
      const issue = server.store.find(Number(seen[7]));
      if (issue !== undefined) issue.status = 5;
      for (const id of deleted) server.store.remove(Number(id));
      page = await backend.list({}, page.next);
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (let id = 1; id <= 450; id++) {
      if (!deleted.includes(String(id))) assert.ok(seen.includes(String(id)), `#${id} is missing`);
    }
    await rejectsWith(backend.find('#20'), 'notFound');
  });

  it('are never an empty list for a key that is none: that is no sign-in', async () => {
    fill(2);
    for (const ask of [
      async (backend: Backend) => backend.list({}),
      async (backend: Backend) => backend.changedSince?.('2026-11-24T00:00:00Z'),
      async (backend: Backend) => backend.whoAmI(),
      async (backend: Backend) => backend.places?.(),
    ]) {
      await rejectsWith(ask(openWith('0'.repeat(40))), 'unauthorized');
    }
  });

  it('notice that a key was taken back since', async () => {
    fill(2);
    const backend = openFakeRedmine(server);
    assert.equal((await backend.list({})).total, 2);
    const past = server.store.all.map(({ id }) => id);
    for (const id of past) server.store.remove(id);
    server.asked.length = 0;
    assert.equal((await backend.list({})).total, 0);
    assert.deepEqual(server.asked, ['GET /issues.json', 'GET /users/current.json']);
  });

  it('join several services, and say which each ticket belongs to', async () => {
    server.store.create({ subject: 'An incident' });
    server.store.create({ subject: 'A request', tracker: 2 });
    server.store.create({ subject: 'Of the checkout', tracker: 3, category: 1 });
    server.store.create({ subject: 'Of payroll', project: 2 });
    server.store.create({ subject: 'Of the lab', project: 3 });
    const backend = openFakeRedmine(server, {
      scopes: [
        { service: 'checkout', select: { project: 'ops', category: 'checkout' } },
        { service: 'desk', select: { project: 'ops', tracker: 'Request' } },
        { service: 'pay', select: { project: '2' } },
      ],
    });
    const page = await backend.list({});
    assert.deepEqual(
      page.items.map(({ title, services }) => [title, services]),
      [
        ['Of payroll', ['pay']],
        ['Of the checkout', ['checkout']],
        ['A request', ['desk']],
      ],
    );
    assert.equal(page.total, undefined, 'a total of what was left out would be a lie');
    const one = await backend.list({ services: ['checkout'] });
    assert.deepEqual([one.items.map(({ title }) => title), one.total], [['Of the checkout'], 1]);
    const desk = await backend.list({ services: ['desk'], kinds: ['incident'] });
    assert.deepEqual([desk.items, desk.total], [[], undefined]);
  });

  it('have the projects below only where they are asked for', async () => {
    server.store.create({ subject: 'Of the lab', project: 3, category: undefined });
    for (const select of [{ project: 'ops' }, { project: 'ops', category: 'Checkout' }]) {
      const backend = openFakeRedmine(server, { scopes: [{ service: 'ops', select }] });
      assert.deepEqual((await backend.list({})).items, []);
    }
    const whole = openFakeRedmine(server, { scopes: [] });
    assert.equal((await whole.list({})).total, 1);
  });

  it('say that a link names what the instance does not have, and do not show everything instead', async () => {
    fill(1);
    for (const [select, named] of [
      [{ project: 'nope' }, /"nope"/],
      [{ project: 'ops', tracker: 'Nope' }, /"Nope"/],
      [{ project: 'ops', category: 'Nope' }, /"Nope"/],
    ] as const) {
      const backend = openFakeRedmine(server, { scopes: [{ service: 'shop', select }] });
      const error = await rejectsWith(backend.list({}), 'configuration');
      assert.match(error.message, named);
      assert.match(error.next ?? '', /shop/);
    }
    const eve = openFakeRedmine(server, { as: 'eve', scopes: [{ service: 'pay', select: { project: 'payroll' } }] });
    assert.match((await rejectsWith(eve.list({}), 'configuration')).message, /may not see/);
    // What does not need that project works all the same.
    assert.deepEqual((await eve.find('#1')).services, []);
  });

  it('have tickets with a status that was added since the statuses were read', async () => {
    const backend = openFakeRedmine(server);
    await backend.list({});
    server.site.statuses = [...server.site.statuses, { id: 9, name: 'Waiting for the supplier', is_closed: false }];
    server.store.create({ subject: 'Late', status: 9 });
    const [ticket] = (await backend.list({})).items;
    assert.deepEqual([ticket?.state, ticket?.phase], ['Waiting for the supplier', 'waiting']);
  });

  it('find mine by my number, not what my groups have', async () => {
    server.store.create({ subject: 'Mine', assignee: 5 });
    server.store.create({ subject: "Ben's", assignee: 6 });
    const page = await openFakeRedmine(server).list({ assignee: 'me' });
    assert.deepEqual([page.items.map(({ title }) => title), page.total], [['Mine'], 1]);
  });

  it('refuse a place that they did not give', async () => {
    for (const cursor of ['', '{}', '{"shown":["1 or 1"]}', '{"shown":[],"below":"x"}']) {
      await rejectsWith(openFakeRedmine(server).list({}, cursor), 'usage');
    }
  });

  it('offer the projects that a service can be linked to', async () => {
    assert.deepEqual(await openFakeRedmine(server, { as: 'eve' }).places?.(), [
      { label: 'Operations', description: 'What runs', select: { project: 'ops' } },
    ]);
  });
});
