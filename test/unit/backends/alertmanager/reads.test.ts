import assert from 'node:assert/strict';
import type { ServiceScope } from '../../../../src/domain/ticket.ts';
import { listAll, rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { checkout, openAlertmanagerAs } from '../../../fakes/openAlertmanager.ts';
import { startFakeAlertmanager, type FakeAlertmanager } from '../../../fakes/servers/alertmanager.ts';

describe('Reads from Alertmanager', () => {
  let server: FakeAlertmanager;
  const labels = { alertname: 'Slow', service: 'checkout', severity: 'critical', team: 'pay' };

  beforeEach(async () => {
    server = await startFakeAlertmanager();
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  it('are one request where nothing is silenced, and two where something is', async () => {
    const ana = openAlertmanagerAs(server.url, { account: 'ana' });
    server.store.fire(labels);
    const [ticket] = (await ana.list({})).items;
    assert.ok(ticket !== undefined);
    assert.deepEqual(server.asked, ['GET /alerts']);
    await ana.assign(ticket.ref, 'me', ticket.version);
    server.asked.length = 0;
    const [taken] = (await ana.list({})).items;
    assert.equal(taken?.assignees[0]?.id, 'ana');
    assert.deepEqual(server.asked, ['GET /alerts', 'GET /silences']);
  });

  it('share the requests of everything that a page shows of an alert', async () => {
    const ana = openAlertmanagerAs(server.url, { account: 'ana' });
    const ref = { connection: 'alerts', id: server.store.fire(labels) };
    await ana.list({});
    server.asked.length = 0;
    await Promise.all([ana.get(ref), ana.timeline(ref), ana.transitions(ref)]);
    assert.deepEqual(server.asked, ['GET /alerts', 'GET /silences']);
  });

  it('show the team, the severity and the page of the alert', async () => {
    server.store.fire(labels, { summary: 'Checkout is slow' });
    const [ticket] = (await openAlertmanagerAs(`${server.url}/`).list({})).items;
    assert.ok(ticket !== undefined);
    const { kind, title, group, priority, priorityLabel, services } = ticket;
    assert.deepEqual(
      { kind, title, group, priority, priorityLabel, services },
      {
        kind: 'alert',
        title: 'Checkout is slow',
        group: 'pay',
        priority: 1,
        priorityLabel: 'critical',
        services: ['checkout'],
      },
    );
    const { origin, pathname, hash } = new URL(ticket.url ?? '');
    assert.equal(origin + pathname, `${server.url}/`);
    const filter = decodeURIComponent(/filter=(.*)$/.exec(hash)?.[1] ?? '');
    assert.equal(filter, '{alertname="Slow", service="checkout", severity="critical", team="pay"}');
  });

  it('page through ten thousand alerts with the one answer that there is', async () => {
    for (let pod = 0; pod < 10_000; pod++)
      server.store.fire({ ...labels, pod: String(pod) }, { summary: `Pod ${pod}` });
    const { items, totals } = await listAll(openAlertmanagerAs(server.url), {});
    assert.equal(new Set(items.map(({ key }) => key)).size, 10_000);
    assert.equal(items.length, 10_000);
    assert.ok(totals.every((total) => total === 10_000));
    assert.deepEqual(server.asked, ['GET /alerts']);
  });

  it('neither lose nor repeat an alert that moves or ends while the pages are read', async () => {
    const ana = openAlertmanagerAs(server.url, { account: 'ana', pageSize: 3 });
    const ids = Array.from({ length: 7 }, (_, pod) => server.store.fire({ ...labels, pod: String(pod) }));
    const first = await ana.list({});
    const rest = ids.filter((id) => !first.items.some(({ key }) => key === id));
    const [moved = '', ended = ''] = rest;
    const seen = await ana.get({ connection: 'alerts', id: moved });
    await ana.assign(seen.ref, 'me', seen.version);
    server.store.end(ended);
    const second = await ana.list({}, first.next);
    const third = await ana.list({}, second.next);
    const keys = [first, second, third].flatMap(({ items }) => items.map(({ key }) => key));
    assert.deepEqual(keys.toSorted(), ids.toSorted());
    assert.equal(third.next, undefined);
  });

  it('do not go on in a list that is forgotten, or never was one', async () => {
    server.store.fire(labels);
    const ana = openAlertmanagerAs(server.url);
    for (const cursor of ['x-1.100', '', '{"page":2}']) await rejectsWith(ana.list({}, cursor), 'usage');
  });

  it('ask for each service by its own matchers, and know an alert of two', async () => {
    const scopes = [
      checkout,
      scope('payments', 'team=~"pa."', 'severity!="info"'),
      scope('search', 'service="search"'),
    ];
    server.store.fire(labels);
    server.store.fire({ ...labels, service: 'search', team: 'find' });
    server.store.fire({ ...labels, service: 'billing', team: 'find' });
    const backend = openAlertmanagerAs(server.url, { scopes });
    const { items } = await backend.list({});
    assert.deepEqual(items.map(({ services }) => services.join(' ')).toSorted(), ['checkout payments', 'search']);
    assert.deepEqual(
      (await backend.list({ services: ['search'] })).items.map(({ services }) => services),
      [['search']],
    );
    assert.equal(
      (await openAlertmanagerAs(server.url, { scopes: [] }).list({})).items.length,
      3,
      'no scopes: everything',
    );
    const broken = openAlertmanagerAs(server.url, { scopes: [scope('shop', '{{bad')] });
    const error = await rejectsWith(broken.list({}), 'configuration');
    assert.match(error.message, /bad matcher format/);
    assert.match(error.next ?? '', /shop/);
  });

  it('still know an alert that has ended, and say of one that was never seen that it does not fire', async () => {
    const id = server.store.fire(labels, { summary: 'Slow' });
    const ref = { connection: 'alerts', id };
    const ana = openAlertmanagerAs(server.url, { account: 'ana' });
    const seen = await ana.get(ref);
    server.store.end(id);
    const ended = await ana.get(ref);
    assert.deepEqual([ended.phase, ended.state, ended.title], ['resolved', 'resolved', 'Slow']);
    assert.deepEqual((await ana.list({})).items, []);
    assert.deepEqual(
      (await ana.list({ phases: ['resolved'] })).items.map(({ key }) => key),
      [id],
    );
    assert.equal((await ana.list({ phases: ['resolved'] })).total, undefined, 'others may have ended unseen');
    assert.equal((await ana.find(id.slice(0, 8))).phase, 'resolved');
    assert.deepEqual(await ana.transitions(ref), []);
    assert.match((await timelineOf(ana, ref)).at(-1)?.body ?? '', /Does not fire/);
    await rejectsWith(ana.assign(ref, 'me', seen.version), 'conflict');
    await rejectsWith(ana.assign(ref, 'me', ended.version), 'refused');
    await rejectsWith(ana.note(ref, 'Too late', 'internal'), 'refused');
    await rejectsWith(openAlertmanagerAs(server.url).get(ref), 'notFound');
    server.store.fire(labels, { summary: 'Slow' });
    assert.equal((await ana.get(ref)).phase, 'new', 'it fires anew');
  });

  it('find an alert by the beginning of its key in any case, also one of a service that is not linked', async () => {
    const id = server.store.fire({ alertname: 'Elsewhere', service: 'search' });
    const ana = openAlertmanagerAs(server.url);
    const found = await ana.find(` ${id.slice(0, 7).toUpperCase()} `);
    assert.deepEqual([found.key, found.services], [id, []]);
    assert.deepEqual((await ana.list({ phases: ['new', 'resolved'] })).items, [], 'and do not list it');
    for (const key of [id.slice(0, 5), 'OPS-12', '../status']) await rejectsWith(ana.find(key), 'notFound');
    await rejectsWith(ana.get({ connection: 'alerts', id: '../status' }), 'notFound');
  });

  it('do not take an alert that is sent again, with another value, for a changed one', async () => {
    const id = server.store.fire(labels, { summary: 'Slow', value: '3 s' });
    const ana = openAlertmanagerAs(server.url, { account: 'ana' });
    const seen = await ana.get({ connection: 'alerts', id });
    server.store.fire(labels, { summary: 'Slow', value: '4 s' });
    assert.equal((await ana.assign(seen.ref, 'me', seen.version)).phase, 'acknowledged');
  });

  it('show what another alert keeps quiet as waiting', async () => {
    server.store.fire({ alertname: 'Cluster', severity: 'critical', inhibits: 'yes', cluster: 'c' });
    const id = server.store.fire({ ...labels, severity: 'warning', cluster: 'c' });
    const ticket = await openAlertmanagerAs(server.url).get({ connection: 'alerts', id });
    assert.deepEqual([ticket.phase, ticket.state], ['waiting', 'suppressed']);
  });
});

function scope(service: string, ...matchers: string[]): ServiceScope {
  return { service, select: { matchers } };
}
