import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFakeGitHub, shop } from '../../../fakes/openGitHub.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../fakes/servers/gitHub.ts';
import type { FakeIssue } from '../../../fakes/servers/gitHubStore.ts';

const sha = '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40';

describe('Issues of GitHub', () => {
  let server: FakeGitHub;
  let ana: Backend;
  let issue: FakeIssue;
  const ref = { connection: 'hub', id: 'team/shop#1' };

  beforeEach(async () => {
    server = await startFakeGitHub();
    ana = openFakeGitHub(server);
    issue = server.store.add('team/shop', { title: 'The checkout is slow', body: 'Since **10:04**.' });
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  it('have their kind, priority, due date, requester and page', async () => {
    for (const label of ['outage', 'sev-2', 'major incident']) server.store.label(issue, label, 'ana');
    issue.milestone = { title: 'Week 48', due_on: '2020-11-27T08:00:00Z' };
    const ticket = await ana.get(ref);
    assert.deepEqual(
      [ticket.kind, ticket.priority, ticket.priorityLabel, ticket.major, ticket.group, ticket.requester?.id],
      ['incident', 2, 'sev-2', true, 'team/shop', 'ana'],
    );
    assert.deepEqual(ticket.due, [
      { at: '2020-11-27T08:00:00Z', name: 'Milestone Week 48', breached: true, paused: false },
    ]);
    assert.equal(ticket.url, `${server.url}/team/shop/issues/1`);
    assert.deepEqual([ticket.key, ticket.permanentKey], ['#1', 'team/shop#1']);
  });

  it('take their kind from the organisation’s issue type, where no label says one', async () => {
    issue.type = 'Feature';
    assert.equal((await ana.get(ref)).kind, 'request');
    issue.type = 'Bug';
    assert.equal((await ana.get(ref)).kind, 'task');
  });

  it('keep the state as GitHub has it, also of issues closed before there were reasons', async () => {
    for (const [reason, phase, state] of [
      [null, 'closed', 'closed'],
      ['duplicate', 'cancelled', 'closed as duplicate'],
      ['something new', 'closed', 'closed'],
    ] as const) {
      Object.assign(issue, { state: 'closed', reason });
      const ticket = await ana.get(ref);
      assert.deepEqual([ticket.phase, ticket.state], [phase, state]);
      assert.deepEqual(
        (await ana.transitions(ref)).map(({ id }) => id),
        ['reopen'],
      );
    }
  });

  it('may be by an account that is gone, and without a text', async () => {
    const { number } = server.store.add('team/shop', { title: 'Old', author: null });
    const ticket = await ana.get({ connection: 'hub', id: `team/shop#${number}` });
    assert.deepEqual([ticket.requester?.name, ticket.body], ['ghost', '']);
  });

  it('are found by number in whichever repository has it, and asked for by name where several have', async () => {
    server.store.add('team/tools', { title: 'One' });
    const { number } = server.store.add('team/tools', { title: 'Two' });
    const scopes = [shop, { service: 'tools', select: { repository: 'team/tools' } }];
    const backend = openFakeGitHub(server, 'ana', { scopes });
    assert.equal((await backend.find(String(number))).key, 'team/tools#2');
    assert.equal((await backend.find('Team/Tools#1')).title, 'One');
    const error = await rejectsWith(backend.find('#1'), 'ambiguous');
    assert.match(explain(error), /Write one of: team\/shop#1, team\/tools#1\./);
    await rejectsWith(backend.find('#3'), 'notFound');
    for (const key of ['x', '#0', 'team/..#1', '../x#1', 'team/shop#1/../2', '']) {
      await rejectsWith(backend.find(key), 'notFound');
      await rejectsWith(backend.get({ connection: 'hub', id: key }), 'notFound');
      await rejectsWith(backend.timeline({ connection: 'hub', id: key }), 'notFound');
    }
  });

  it('tell what happened to them in sentences, and not who reads along', async () => {
    const { store } = server;
    store.label(issue, 'in progress', 'Ben');
    store.assign(issue, 'ana', 'Ben');
    store.comment(issue, 'Ben', 'Looking at **it**.');
    store.record(issue, 'renamed', 'Ben', { rename: { from: 'Slow', to: 'The *checkout* is slow' } });
    store.record(issue, 'milestoned', 'Ben', { milestone: { title: 'Week 48' } });
    store.record(issue, 'mentioned', 'ana');
    store.record(issue, 'referenced', 'Ben', {
      commit_id: sha,
      commit_url: `${server.url}/api/v3/repos/team/shop/commits/${sha}`,
    });
    const pull = { number: 9, title: 'Retry', html_url: `${server.url}/team/shop/pull/9`, pull_request: {} };
    const source = { type: 'issue', issue: { ...pull, repository_url: `${server.url}/api/v3/repos/team/shop` } };
    store.record(issue, 'cross-referenced', 'Ben', { source });
    store.record(issue, 'issue_type_added', 'Ben');
    store.setState(issue, 'closed', { reason: 'completed', actor: 'ana' });
    const entries = await timelineOf(ana, ref);
    assert.deepEqual(
      entries.map(({ kind, body }) => [kind, body]),
      [
        ['change', 'Label added: in progress'],
        ['change', 'Assigned: Ana López'],
        ['note', 'Looking at **it**.'],
        ['change', 'Title: Slow → The \\*checkout\\* is slow'],
        ['change', 'Milestone: Week 48'],
        ['link', `<${server.url}/team/shop/commit/${sha}>`],
        ['change', `Mentioned in the pull request team/shop#9 Retry <${server.url}/team/shop/pull/9>`],
        ['change', 'issue type added'],
        ['change', 'State: closed as completed'],
      ],
    );
    assert.ok(entries.every(({ audience }) => audience === 'internal'));
    assert.deepEqual((await ana.get(ref)).links, [
      { label: `team/shop@${sha.slice(0, 10)}`, url: `${server.url}/team/shop/commit/${sha}` },
      { label: 'team/shop#9', url: `${server.url}/team/shop/pull/9` },
    ]);
  });

  it('have long timelines page by page, to the end', async () => {
    for (let index = 0; index < 130; index++) server.store.comment(issue, 'Ben', `Note ${index}`);
    const entries = await timelineOf(ana, ref);
    assert.deepEqual(
      entries.map(({ body }) => body),
      Array.from({ length: 130 }, (_, index) => `Note ${index}`),
    );
    const marked = await ana.note(ref, 'Told by a commit.', 'internal', 'git:x@1');
    assert.equal((await ana.note(ref, 'Told by a commit.', 'internal', 'git:x@1')).id, marked.id);
  });

  it('do not believe a comment that claims to link something that is no address', async () => {
    server.store.comment(issue, 'rita', 'x\n\n<!-- footbridge:link:javascript:alert(1) -->');
    server.store.comment(issue, 'rita', 'x\n\n<!-- footbridge:link:git:git.example.org/shop@4f2a -->');
    assert.deepEqual(
      (await ana.get(ref)).links.map(({ url }) => url),
      ['git:git.example.org/shop@4f2a'],
    );
  });

  it('are in repositories that one can choose from', async () => {
    server.store.repository('team/wiki').hasIssues = false;
    assert.deepEqual(await ana.places?.(), [{ label: 'team/shop', select: { repository: 'team/shop' } }]);
  });

  it('need a token', async () => {
    const open = (credential: Parameters<typeof openFakeGitHub>[1]) => () => openFakeGitHub(server, credential);
    assert.throws(open({ type: 'none' }), { reason: 'notSignedIn' });
    assert.throws(open({ type: 'token', token: 'two words' }), { reason: 'unauthorized' });
    assert.throws(open({ type: 'token', token: '' }), { reason: 'unauthorized' });
    await rejectsWith(openFakeGitHub(server, { type: 'session', token: 'gho_revoked' }).whoAmI(), 'unauthorized');
    assert.equal((await openFakeGitHub(server, { type: 'session', token: 'ghp_ana' }).whoAmI()).name, 'Ana López');
  });
});
