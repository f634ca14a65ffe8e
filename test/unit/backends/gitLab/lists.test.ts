import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { ServiceScope, Ticket } from '../../../../src/domain/ticket.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { checkout, openFakeGitLab, payments } from '../../../fakes/openGitLab.ts';
import { startFakeGitLab, type FakeGitLab } from '../../../fakes/servers/gitLab.ts';
import { userNamed } from '../../../fakes/servers/gitLabSite.ts';

describe('Lists of GitLab', () => {
  let server: FakeGitLab;
  let clock: number;
  let step: number;

  beforeEach(async () => {
    clock = Date.parse('2026-11-24T10:00:00Z');
    step = 1000;
    server = await startFakeGitLab(() => new Date((clock += step)));
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function fill(count: number, fields: object = {}): void {
    for (let index = 1; index <= count; index++) server.store.create({ title: `Issue ${index}`, ...fields });
  }

  it('of one page take one request once who and where are known, and tell how many there are', async () => {
    fill(3);
    const backend = openFakeGitLab(server);
    assert.equal((await backend.list({})).total, 3);
    server.asked.length = 0;
    await backend.list({});
    assert.deepEqual(server.asked, ['GET /projects/278/issues']);
  });

  it('have every one of 10,000 tickets once', async function () {
    this.timeout(60_000);
    fill(10_001, { type: 'incident' });
    const { items, totals } = await listAll(openFakeGitLab(server), {});
    assert.equal(items.length, 10_001);
    assert.equal(new Set(keys(items)).size, 10_001);
    assert.deepEqual(totals, [], 'GitLab does not count so many');
    assert.equal((await changed(openFakeGitLab(server), '2026-01-01T00:00:00Z')).length, 10_001);
  });

  it('lose and double nothing when tickets come, change, close and are deleted between pages', async () => {
    fill(450);
    const backend = openFakeGitLab(server);
    const seen: string[] = [];
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...keys(page.items));
      if (page.next === undefined) break;
      touch(Number(seen[3]?.slice(1)));
      touch(10 + count);
      fill(1);
      close(Number(seen[7]?.slice(1)));
      server.store.issues.splice(
        server.store.issues.findIndex(({ iid }) => iid === 440),
        1,
      );
      page = await backend.list({}, page.next);
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (let iid = 1; iid <= 450; iid++) if (iid !== 440) assert.ok(seen.includes(`#${iid}`), `#${iid} is missing`);
  });

  function touch(iid: number): void {
    const found = server.store.issues.find((issue) => issue.iid === iid);
    if (found !== undefined) server.store.note(found, 'Touched', { by: userNamed('ben'), internal: true });
  }

  function close(iid: number): void {
    const found = server.store.issues.find((issue) => issue.iid === iid);
    if (found !== undefined) server.store.setState(found, 'close', userNamed('ben'));
  }

  it('read on where an import made more than a page at one instant, in microseconds or not', async () => {
    step = 0;
    fill(250);
    step = 1;
    fill(120);
    const backend = openFakeGitLab(server);
    const { items } = await listAll(backend, {});
    assert.equal(items.length, 370);
    assert.equal(new Set(keys(items)).size, 370);
    assert.equal(new Set(keys(await changed(backend, '2026-01-01T00:00:00Z'))).size, 370);
  });

  it('have the latest change first on the first page', async () => {
    fill(250);
    touch(5);
    const page = await openFakeGitLab(server).list({});
    assert.equal(page.items[0]?.key, '#5');
    assert.equal(page.items.length, 100);
  });

  it('join services: each ticket once, with all it belongs to', async () => {
    fill(130, { labels: ['cart'], type: 'incident' });
    fill(130, { labels: ['till', 'cart'], type: 'incident' });
    fill(5, { labels: ['till'] });
    fill(7, { labels: ['other'] });
    const backend = openFakeGitLab(server, 'ana', [
      labelled('cart', 'cart'),
      labelled('till', 'till'),
      labelled('both', 'till', 'cart'),
    ]);
    const { items, totals } = await listAll(backend, {});
    assert.equal(items.length, 265);
    assert.equal(new Set(keys(items)).size, 265);
    assert.deepEqual(totals, []);
    assert.deepEqual(items.find(({ key }) => key === '#200')?.services, ['cart', 'till', 'both']);
    assert.deepEqual(items.find(({ key }) => key === '#261')?.services, ['till']);
    assert.equal((await listAll(backend, { services: ['both'] })).items.length, 130);
  });

  it('know an open incident that is resolved from one that is not', async () => {
    for (const status of ['TRIGGERED', 'ACKNOWLEDGED', 'RESOLVED', 'IGNORED']) {
      const issue = server.store.create({ title: status, type: 'incident' });
      server.store.setStatus(issue, status, { by: userNamed('ben') });
    }
    close(server.store.create({ title: 'done' }).iid);
    const backend = openFakeGitLab(server);
    const titles = async (...phases: NonNullable<Parameters<Backend['list']>[0]['phases']>): Promise<string[]> =>
      (await listAll(backend, { phases })).items.map(({ title, state }) => `${title} ${state}`).toSorted();
    assert.deepEqual(await titles('new', 'acknowledged'), ['ACKNOWLEDGED Acknowledged', 'TRIGGERED Triggered']);
    assert.deepEqual(await titles('resolved'), ['RESOLVED Resolved']);
    assert.deepEqual(await titles('cancelled', 'closed'), ['IGNORED Ignored', 'done Closed']);
    server.asked.length = 0;
    assert.deepEqual(await backend.list({ phases: ['waiting'] }), { items: [], total: 0 });
    assert.deepEqual(server.asked, []);
  });

  it('find words that are a part of others, which the search of GitLab does not', async () => {
    fill(1, { title: 'Zahlungsgateway überlastet' });
    fill(250);
    const { items } = await openFakeGitLab(server).list({ text: 'GATEWAY ÜBER' });
    assert.deepEqual(keys(items), ['#1']);
  });

  it('read a project by the path from before it was renamed', async () => {
    fill(2);
    const backend = openFakeGitLab(server, 'ana', [{ service: 'old', select: { project: 'shop/old-checkout' } }]);
    const { items } = await backend.list({});
    assert.deepEqual(
      items.map(({ services }) => services),
      [['old'], ['old']],
    );
    assert.equal((await backend.find('#1')).permanentKey, 'shop/checkout#1');
  });

  it('say which project of the link file cannot be seen', async () => {
    const backend = openFakeGitLab(server, 'ana', [checkout, { service: 'gone', select: { project: 'shop/gone' } }]);
    const error = await rejectsWith(backend.list({}), 'notFound');
    assert.match(error.message, /shop\/gone/);
    assert.match(error.next ?? '', /gone/);
  });

  it('have all that the account sees, where nothing is linked', async () => {
    fill(1);
    fill(1, { project: 'shop/payments' });
    const backend = openFakeGitLab(server, 'ana', []);
    assert.deepEqual(keys((await backend.list({})).items), ['shop/payments#1', 'shop/checkout#1']);
    assert.deepEqual(backend.capabilities.create, []);
  });

  it('refuse a place in a list that is not theirs', async () => {
    fill(101);
    const { next } = await openFakeGitLab(server).list({});
    const both = openFakeGitLab(server, 'ana', [checkout, payments]);
    for (const cursor of [next, 'nonsense', '{"shown":[],"places":[{"page":-1,"read":[]}]}']) {
      await rejectsWith(both.list({}, cursor), 'usage');
    }
  });

  it('are of the projects that the account is a member of, to link a service to', async () => {
    const places = await openFakeGitLab(server).places?.();
    assert.deepEqual(
      places?.map(({ label }) => label),
      ['shop/checkout', 'shop/payments', 'shop/sub-group/other'],
    );
    assert.deepEqual(places?.[0], {
      label: 'shop/checkout',
      description: 'Where people pay',
      select: { project: 'shop/checkout' },
    });
  });
});

function keys(items: readonly Ticket[]): string[] {
  return items.map(({ key }) => key);
}

async function changed(backend: Backend, since: string): Promise<Ticket[]> {
  const items: Ticket[] = [];
  let cursor: string | undefined;
  do {
    const page = await backend.changedSince?.(since, cursor);
    items.push(...(page?.items ?? []));
    cursor = page?.next;
  } while (cursor !== undefined);
  return items;
}

function labelled(service: string, ...labels: string[]): ServiceScope {
  return { service, select: { project: 'shop/checkout', labels } };
}
