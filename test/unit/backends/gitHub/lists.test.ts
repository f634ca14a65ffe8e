import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket } from '../../../../src/domain/ticket.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { openFakeGitHub, shop } from '../../../fakes/openGitHub.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../fakes/servers/gitHub.ts';
import type { FakeIssue } from '../../../fakes/servers/gitHubStore.ts';

const begin = Date.parse('2026-11-24T10:00:00Z');

describe('Lists of GitHub', () => {
  let server: FakeGitHub;
  let clock = begin;

  beforeEach(async () => {
    clock = begin;
    // Each thing that happens takes a second.
    server = await startFakeGitHub(() => new Date((clock += 1000)));
    server.store.repository('team/shop');
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function fill(count: number, name = 'team/shop'): void {
    for (let index = 1; index <= count; index++) server.store.add(name, { title: `Issue ${index}` });
  }

  function issue(number: number, name = 'team/shop'): FakeIssue {
    const found = server.store.repository(name).issues.get(number);
    assert.ok(found !== undefined);
    return found;
  }

  it('of one page take one request, and the first one who it is', async () => {
    fill(3);
    const backend = openFakeGitHub(server);
    assert.equal((await backend.list({})).total, 3);
    assert.equal(server.asked.length, 2);
    await backend.list({});
    assert.equal(server.asked.length, 3);
  });

  it('cost nothing of the limit while nothing changes', async () => {
    fill(3);
    const backend = openFakeGitHub(server);
    const before = await backend.list({});
    const left = server.quirks.remaining;
    assert.deepEqual(await backend.list({}), before);
    await backend.changedSince?.('2026-11-24T10:00:01Z');
    await backend.changedSince?.('2026-11-24T10:00:02Z');
    assert.equal(server.quirks.remaining, left - 1, 'only the first question for changes counts');
    server.store.comment(issue(2), 'ana', 'News');
    assert.equal((await backend.list({})).items[0]?.key, '#2');
  });

  it('leave pull requests out, and go on over pages that have nothing else', async () => {
    fill(5);
    for (let index = 0; index < 230; index++) server.store.add('team/shop', { title: 'Pull', isPull: true });
    const { items } = await listAll(openFakeGitHub(server), {});
    assert.deepEqual(items.map(({ key }) => key).toSorted(), ['#1', '#2', '#3', '#4', '#5']);
    await rejectsWith(openFakeGitHub(server).find('#6'), 'notFound');
  });

  it('have every ticket of 10,000 once, and the latest change on the first page', async function () {
    this.timeout(60_000);
    fill(10_000);
    server.store.comment(issue(5), 'ana', 'News');
    const backend = openFakeGitHub(server);
    await backend.whoAmI();
    server.asked.length = 0;
    const first = await backend.list({});
    assert.equal(first.items[0]?.key, '#5');
    assert.equal(first.total, undefined, 'GitHub does not count');
    const { items } = await listAll(backend, {});
    assert.equal(items.length, 10_000);
    assert.equal(new Set(items.map(({ key }) => key)).size, 10_000);
    assert.ok(server.asked.length <= 110, `${server.asked.length} requests`);
  });

  it('get through issues that all changed in the same second', async () => {
    server.store.stamp = () => '2026-11-24T10:00:00Z';
    fill(350);
    const { items } = await listAll(openFakeGitHub(server), {});
    assert.equal(new Set(items.map(({ key }) => key)).size, 350);
    assert.equal(items.length, 350);
  });

  it('lose and double nothing when tickets come, change and go between pages', async () => {
    fill(650);
    const backend = openFakeGitHub(server);
    const seen: string[] = [];
    let page = await backend.list({});
    for (let count = 1; ; count++) {
      seen.push(...page.items.map(({ key }) => key));
      if (page.next === undefined) break;
      // One that was read and one that was not are changed, others that were read are closed and deleted, and one is new.
      server.store.comment(issue(Number(seen[3]?.slice(1))), 'Ben', 'News');
      server.store.comment(issue(500 - count), 'Ben', 'News');
      server.store.setState(issue(Number(seen[10 + count]?.slice(1))), 'closed', { reason: null, actor: 'Ben' });
      issue(Number(seen[40 + count]?.slice(1))).gone = 'deleted';
      server.store.add('team/shop', { title: 'New' });
      page = await backend.list({}, page.next);
    }
    assert.equal(new Set(seen).size, seen.length, 'none twice');
    for (let number = 1; number <= 650; number++) assert.ok(seen.includes(`#${number}`), `#${number} is lost`);
  });

  it('join several services and repositories, each ticket once', async () => {
    server.store.add('team/shop', { title: 'One', labels: ['checkout'] });
    server.store.add('team/shop', { title: 'Two', labels: ['Checkout', 'a,b'] });
    server.store.add('team/tools', { title: 'Three' });
    server.store.add('team/shop', { title: 'Other' });
    const scopes = [
      { service: 'checkout', select: { repository: 'team/shop', labels: ['checkout'] } },
      { service: 'comma', select: { repository: 'Team/Shop', labels: ['a,b'] } },
      { service: 'tools', select: { repository: 'team/tools' } },
    ];
    const { items, totals } = await listAll(openFakeGitHub(server, 'ana', { scopes }), {});
    assert.deepEqual(
      items.map(({ key, services }) => [key, services]),
      [
        ['team/tools#1', ['tools']],
        ['team/shop#2', ['checkout', 'comma']],
        ['team/shop#1', ['checkout']],
      ],
    );
    assert.deepEqual(totals, [3]);
  });

  it('of a connection without services have what the account sees', async () => {
    fill(2);
    fill(120, 'team/tools');
    server.store.assign(issue(7, 'team/tools'), 'ana', 'Ben');
    const backend = openFakeGitHub(server, 'ana', { scopes: [] });
    assert.equal((await listAll(backend, {})).items.length, 122);
    assert.deepEqual(
      (await listAll(backend, { assignee: 'me' })).items.map(({ key }) => key),
      ['team/tools#7'],
    );
    assert.equal((await listAll(backend, { assignee: 'nobody' })).items.length, 121);
    await rejectsWith(backend.find('#7'), 'notFound');
    assert.deepEqual(backend.capabilities.create, []);
  });

  it('know a repository that was renamed, also by the name that the link file still has', async () => {
    fill(120);
    const repository = server.store.repository('team/shop');
    repository.name = 'team/store';
    repository.formerly.push('team/shop');
    const backend = openFakeGitHub(server);
    const { items } = await listAll(backend, {});
    assert.equal(items.length, 120);
    assert.deepEqual([items[0]?.services, items[0]?.ref.id], [['checkout'], 'team/store#120']);
    const ticket = await backend.get({ connection: 'hub', id: 'team/shop#7' });
    assert.equal((await backend.assign(ticket.ref, 'me', ticket.version)).assignees[0]?.id, 'ana');
    const made = await backend.create?.({ kind: 'task', title: 'New', body: '', service: shop });
    assert.deepEqual([made?.ref.id, made?.services], ['team/store#121', ['checkout']]);
  });

  it('tell what changed, closed tickets too and nothing older', async () => {
    fill(250);
    const at = server.store.stamp();
    server.store.setState(issue(3), 'closed', { reason: 'completed', actor: 'Ben' });
    server.store.comment(issue(4), 'Ben', 'News');
    const found = await changed(openFakeGitHub(server), at);
    assert.deepEqual(
      found.map(({ key, phase }) => [key, phase]),
      [
        ['#3', 'resolved'],
        ['#4', 'new'],
      ],
    );
  });

  it('say what is wrong with a repository that is not there, has no issues or may not be seen', async () => {
    for (const who of ['ana', 'eve']) {
      const scopes = who === 'eve' ? [shop] : [{ service: 'x', select: { repository: 'team/nothing' } }];
      const error = await rejectsWith(openFakeGitHub(server, who, { scopes }).list({}), 'configuration');
      assert.match(explain(error), /shows no issues of team\/\w+\. Check `repository`/);
    }
    server.store.repository('team/shop').hasIssues = false;
    await rejectsWith(openFakeGitHub(server).list({}), 'configuration');
  });

  it('say when the limit is used up, and do not call it a missing right', async () => {
    clock = Date.now();
    server.quirks.remaining = 0;
    const backend = openFakeGitHub(server);
    const error = await rejectsWith(backend.whoAmI(), 'rateLimited');
    const seconds = Number(/Try again in (\d+) seconds/.exec(error.next ?? '')?.[1]);
    assert.ok(seconds > 60 && seconds <= 100, error.next);
    await rejectsWith(backend.list({}), 'rateLimited');
    assert.equal(server.asked.length, 1, 'GitHub is left alone until then');
  });

  it('refuse a place that is none of theirs', async () => {
    const backend = openFakeGitHub(server);
    const elsewhere = { shown: {}, left: [{ question: 0, next: '/user/../../admin?x' }] };
    for (const cursor of ['x', '{}', '{"shown":{},"left":[]}', JSON.stringify(elsewhere)]) {
      await rejectsWith(backend.list({}, cursor), 'usage');
    }
    await rejectsWith(backend.timeline({ connection: 'hub', id: 'team/shop#1' }, 'https://evil.example/x?'), 'usage');
  });

  it('are not read with a token that is no person’s, where they are about me', async () => {
    fill(2);
    const backend = openFakeGitHub(server, 'github-actions[bot]');
    assert.equal((await backend.list({})).items.length, 2);
    assert.deepEqual(await backend.list({ assignee: 'me' }), { items: [], total: 0 });
    await rejectsWith(backend.whoAmI(), 'forbidden');
  });
});

async function changed(backend: Backend, at: string): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  let cursor: string | undefined;
  do {
    const page = await backend.changedSince?.(at, cursor);
    assert.ok(page !== undefined);
    tickets.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return tickets;
}
