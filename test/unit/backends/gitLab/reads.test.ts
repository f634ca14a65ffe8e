import assert from 'node:assert/strict';
import { gitLabKind } from '../../../../src/backends/gitLab/kind.ts';
import type { Ticket } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { checkout, openFakeGitLab, payments } from '../../../fakes/openGitLab.ts';
import { startFakeGitLab, type FakeGitLab } from '../../../fakes/servers/gitLab.ts';
import { userNamed } from '../../../fakes/servers/gitLabSite.ts';
import { startLoopbackServer } from '../../../fakes/servers/loopbackServer.ts';
import type { NewFakeIssue } from '../../../fakes/servers/gitLabStore.ts';

describe('Tickets of GitLab', () => {
  let server: FakeGitLab;

  beforeEach(async () => {
    // Each thing that happens takes a second.
    let clock = Date.parse('2026-11-24T10:00:00Z');
    server = await startFakeGitLab(() => new Date((clock += 1000)));
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  async function made(fields: Partial<NewFakeIssue>): Promise<Ticket> {
    const { iid } = server.store.create({ title: 'The checkout is slow', ...fields });
    return openFakeGitLab(server).find(`#${iid}`);
  }

  for (const [fields, kind] of [
    [{ type: 'incident', labels: ['type::request'] }, 'incident'],
    [{ labels: ['bug'] }, 'task'],
    [{ labels: ['bug', 'Service Request'] }, 'request'],
    [{ labels: ['incident', 'type::change'] }, 'change'],
    [{ labels: ['kind::Problem'] }, 'problem'],
    [{ author: 'support-bot', replyTo: 'customer@example.org' }, 'request'],
    [{ author: 'support-bot', labels: ['incident'] }, 'incident'],
    [{ type: 'ticket' }, 'request'],
    [{ type: 'task' }, 'task'],
  ] as const) {
    it(`are a ${kind} where they are ${JSON.stringify(fields)}`, async () => {
      assert.equal((await made(fields)).kind, kind);
    });
  }

  for (const [fields, priority, label] of [
    [{ type: 'incident', severity: 'CRITICAL' }, 1, 'Critical - S1'],
    [{ type: 'incident', severity: 'LOW', labels: ['priority::1'] }, 4, 'Low - S4'],
    [{ type: 'incident' }, undefined, undefined],
    [{ labels: ['Priority::2'] }, 2, 'Priority::2'],
    [{ labels: ['severity::S3'] }, 3, 'severity::S3'],
    [{ labels: ['priority::lowest'] }, 5, 'priority::lowest'],
    [{ labels: ['priority::später'] }, undefined, 'priority::später'],
    [{ type: 'incident', severity: 'APOCALYPTIC' }, undefined, 'APOCALYPTIC'],
  ] as const) {
    it(`have the priority ${priority ?? '–'} by ${JSON.stringify(fields)}`, async () => {
      const ticket = await made(fields);
      assert.deepEqual([ticket.priority, ticket.priorityLabel], [priority, label]);
    });
  }

  it('are from the customer who wrote to the service desk, not from its bot', async () => {
    const ticket = await made({ author: 'support-bot', replyTo: 'customer@example.org', due: '2020-02-29' });
    assert.deepEqual(ticket.requester, { id: 'customer@example.org', name: 'customer@example.org', isMe: false });
    assert.deepEqual(ticket.due, [{ at: '2020-02-29T23:59:59.000Z', name: 'Due', breached: true, paused: false }]);
    assert.equal(ticket.group, 'shop/checkout');
    assert.equal(ticket.url, `${server.url}/shop/checkout/-/issues/1`);
  });

  it('are found by number in the linked projects, and by path in any', async () => {
    server.store.create({ title: 'Elsewhere', project: 'shop/sub-group/other' });
    const both = openFakeGitLab(server, 'ana', [checkout, payments]);
    assert.match((await rejectsWith(both.find('#1'), 'notFound')).next ?? '', /group\/project#12/);
    assert.equal((await both.find(' shop/sub-group/other#1 ')).title, 'Elsewhere');
    server.store.create({ title: 'Here' });
    assert.equal((await both.find('1')).key, 'shop/checkout#1');
    server.store.create({ title: 'There', project: 'shop/payments' });
    const error = await rejectsWith(both.find('#1'), 'ambiguous');
    assert.match(error.next ?? '', /shop\/checkout#1, shop\/payments#1/);
    for (const key of ['#0', '../../user#1', 'shop/checkout#1/notes', '#1?x=1', 'checkout#1']) {
      await rejectsWith(both.find(key), 'notFound');
    }
  });

  it('have keys that are known as such', () => {
    for (const key of ['#12', '12', 'shop/checkout#12', 'a.b/c-d/e_f#1']) assert.match(key, gitLabKind.keyPattern);
    for (const key of ['', '#', '#0', 'shop/checkout', 'shop#12', '/x#1', 'OPS-12']) {
      assert.doesNotMatch(key, gitLabKind.keyPattern);
    }
  });

  it('that were deleted, or whose ref is none of ours, are not found', async () => {
    const { ref } = await made({});
    server.store.issues.length = 0;
    const ana = openFakeGitLab(server);
    for (const id of [ref.id, '278-0', '278-1/notes', '../user', '']) {
      await rejectsWith(ana.get({ connection: 'lab', id }), 'notFound');
    }
  });

  it('tell what happened from all the places where GitLab keeps it, in order and each once', async () => {
    const ticket = await made({ type: 'incident' });
    const { store } = server;
    const issue = store.issues[0];
    assert.ok(issue !== undefined);
    const ben = userNamed('ben');
    const event = { author: ben, editable: true, promoted: false };
    issue.timeline.push(
      { ...event, id: 1, note: 'The disk was full at this time.', occurredAt: '2020-01-01T00:00:00.000Z' },
      { ...event, id: 2, note: 'A note that was put there.', occurredAt: '2020-01-02T00:00:00.000Z', promoted: true },
    );
    store.note(issue, 'We are on it.', { by: ben, internal: false });
    store.addLabel(issue, 'area::*disk*', ben);
    store.setState(issue, 'close', ben);
    store.system(issue, 'mentioned in commit 4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40', ben);
    for (let index = 0; index < 205; index++)
      store.note(issue, `Note ${index}`, { by: ben, internal: index % 2 === 0 });
    const entries = await timelineOf(openFakeGitLab(server), ticket.ref);
    assert.deepEqual(
      entries.slice(0, 6).map(({ kind, audience, body }) => [kind, audience, body]),
      [
        ['note', 'internal', 'The disk was full at this time.'],
        ['reply', 'public', 'We are on it.'],
        ['change', 'internal', 'Label added: area::\\*disk\\*'],
        ['change', 'internal', 'State: Closed'],
        ['change', 'internal', 'changed the incident status to **Resolved** by closing the incident'],
        ['link', 'internal', 'mentioned in commit 4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40'],
      ],
    );
    assert.equal(entries.length, 211);
    assert.deepEqual(
      entries.map(({ at }) => at),
      entries.map(({ at }) => at).toSorted(),
    );
    assert.equal(new Set(entries.map(({ id }) => id)).size, 211);
    // A guest does not see the internal ones, and pages that are short are no end.
    const seen = await timelineOf(openFakeGitLab(server, 'dora'), ticket.ref);
    assert.equal(seen.length, 211 - 103);
    const [link] = (await openFakeGitLab(server).get(ticket.ref)).links;
    assert.equal(link?.url, `${server.url}/shop/checkout/-/commit/4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40`);
  });

  it('lose no note where others are deleted while the timeline is read', async () => {
    const ticket = await made({});
    const issue = server.store.issues[0];
    assert.ok(issue !== undefined);
    for (let index = 0; index < 250; index++) {
      server.store.note(issue, `Note ${index}`, { by: userNamed('ben'), internal: true });
    }
    const ana = openFakeGitLab(server);
    const first = await ana.timeline(ticket.ref);
    issue.notes.splice(10, 3);
    const second = await ana.timeline(ticket.ref, first.next);
    const third = await ana.timeline(ticket.ref, second.next);
    const bodies = [first, second, third].flatMap(({ items }) => items.map(({ body }) => body));
    assert.deepEqual(
      bodies,
      Array.from({ length: 250 }, (_, index) => `Note ${index}`),
    );
    assert.equal(third.next, undefined);
    await rejectsWith(ana.timeline(ticket.ref, '{"page":0}'), 'usage');
  });

  it('of a version without escalation statuses are open or closed', async () => {
    server.quirks.old = true;
    const ticket = await made({ type: 'incident' });
    assert.deepEqual([ticket.phase, ticket.state], ['new', 'Open']);
    const ana = openFakeGitLab(server);
    assert.deepEqual(
      (await ana.transitions(ticket.ref)).map(({ id }) => id),
      ['close'],
    );
    assert.deepEqual(await timelineOf(ana, ticket.ref), []);
    const graphql = server.asked.filter((line) => line.includes('graphql'));
    await ana.list({});
    assert.equal(server.asked.filter((line) => line.includes('graphql')).length, graphql.length, 'it asks once');
  });

  it('fail with what GraphQL says, which answers 200', async () => {
    server.store.create({ title: 'Broken', type: 'incident' });
    server.quirks.graphqlError = 'Query has complexity of 300, which exceeds max complexity of 250';
    const error = await rejectsWith(openFakeGitLab(server).list({}), 'refused');
    assert.match(error.message, /max complexity/);
  });

  it('are shown where a part of an answer of GraphQL is missing', async () => {
    const issue = { iid: 1, project_id: 5, id: 9, title: 'T', state: 'opened', issue_type: 'incident' };
    const times = { created_at: '2026-11-24T11:00:00+01:00', updated_at: '2026-11-24T10:30:00Z' };
    const partial = { data: { project: { issues: { nodes: [null] } } }, errors: [{ message: 'Timeout on nodes' }] };
    const loopback = await startLoopbackServer(({ target }, response) => {
      const body = target.includes('graphql')
        ? partial
        : target.includes('/user')
          ? { id: 7, username: 'ana' }
          : [{ ...issue, ...times, references: { full: 'a/b#1' } }];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const { items } = await openFakeGitLab({ url: loopback.origin }, 'ana', [
      { service: 's', select: { project: 5 } },
    ]).list({});
    await loopback.close();
    assert.deepEqual(
      items.map(({ state, created, requester }) => [state, created, requester?.name]),
      [['Open', '2026-11-24T10:00:00.000Z', 'Somebody']],
    );
  });

  it('wait for the time that GitLab.com names when it had enough', async () => {
    const reset = Math.ceil(Date.now() / 1000) + 90;
    const loopback = await startLoopbackServer((_, response) => {
      response.writeHead(429, { 'content-type': 'text/plain', 'ratelimit-reset': String(reset) }).end('Retry later');
    });
    const error = await rejectsWith(openFakeGitLab({ url: loopback.origin }).whoAmI(), 'rateLimited');
    await loopback.close();
    assert.match(error.next ?? '', /in (8\d|9\d) seconds/);
  });

  it('need a token', async () => {
    assert.throws(() => openFakeGitLab(server, { type: 'none' }), { reason: 'notSignedIn' });
    assert.throws(() => openFakeGitLab(server, { type: 'token', token: 'two words' }), { reason: 'unauthorized' });
    await rejectsWith(openFakeGitLab(server, { type: 'token', token: 'glpat-wrong' }).whoAmI(), 'unauthorized');
  });
});
