import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket, TicketDraft, TicketRef, Transition } from '../../../../src/domain/ticket.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { openFakeGitHub, shop } from '../../../fakes/openGitHub.ts';
import { startFakeGitHub, type FakeGitHub } from '../../../fakes/servers/gitHub.ts';
import type { FakeIssue } from '../../../fakes/servers/gitHubStore.ts';

describe('Writes to GitHub', () => {
  let server: FakeGitHub;
  let ana: Backend;
  let issue: FakeIssue;
  const ref: TicketRef = { connection: 'hub', id: 'team/shop#1' };

  beforeEach(async () => {
    server = await startFakeGitHub();
    ana = openFakeGitHub(server);
    issue = server.store.add('team/shop', { title: 'The checkout is slow', labels: ['incident'] });
    await ana.whoAmI();
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  async function step(backend: Backend, id: string): Promise<Transition> {
    const found = (await backend.transitions(ref)).find((transition) => transition.id === id);
    return found ?? assert.fail(`no step ${id}`);
  }

  async function move(backend: Backend, id: string): Promise<Ticket> {
    const transition = await step(backend, id);
    return backend.move(ref, transition, {}, (await backend.get(ref)).version);
  }

  /** Runs once, before a request of a kind is looked at. */
  function once(when: RegExp, work: () => void): void {
    let done = false;
    server.quirks.before = ({ method, target }) => {
      if (done || !when.test(`${method} ${target}`)) return;
      done = true;
      work();
    };
  }

  it('are read, sent and read back: three requests for a pick-up', async () => {
    const [listed] = (await ana.list({})).items;
    assert.ok(listed !== undefined);
    server.asked.length = 0;
    await ana.assign(ref, 'me', listed.version);
    const path = '/repos/team/shop/issues/1';
    assert.deepEqual(server.asked, [`GET ${path}`, `POST ${path}/assignees`, `GET ${path}`]);
  });

  it('replace the assignees, whoever and however many they were', async () => {
    for (const login of ['Ben', 'tom']) server.store.assign(issue, login, 'Ben');
    const taken = await ana.assign(ref, 'me', (await ana.get(ref)).version);
    assert.deepEqual(taken.assignees, [{ id: 'ana', name: 'Ana López', isMe: true }]);
    assert.deepEqual(issue.assignees, ['ana']);
  });

  it('that GitHub leaves out without a word are told as forbidden, and nobody loses the issue', async () => {
    server.store.assign(issue, 'Ben', 'Ben');
    const { version } = await ana.get(ref);
    const rita = openFakeGitHub(server, 'rita');
    for (const to of ['me', null] as const) {
      const error = await rejectsWith(rita.assign(ref, to, version), 'forbidden');
      assert.match(explain(error), /left it out without a word: the assignment of #1\. Assigning needs/);
    }
    await rejectsWith(ana.assign(ref, { id: 'nobody-here', name: '', isMe: false }, version), 'forbidden');
    assert.deepEqual(issue.assignees, ['Ben']);
  });

  it('of two who take it at once, have the one first that GitHub had first', async () => {
    const { version } = await ana.get(ref);
    once(/^POST .*assignees/, () => server.store.assign(issue, 'Ben', 'Ben'));
    const error = await rejectsWith(ana.assign(ref, 'me', version), 'conflict');
    assert.match(explain(error), /Ben has it/);
    assert.deepEqual(issue.assignees, ['Ben']);
  });

  it('of two who take it at once, take the later one off again', async () => {
    const { version } = await ana.get(ref);
    let posted = false;
    server.quirks.before = ({ method }) => {
      // After ours was sent, before it is read back.
      if (posted && method === 'GET') server.store.assign(issue, 'Ben', 'Ben');
      posted = method === 'POST';
    };
    const taken = await ana.assign(ref, 'me', version);
    assert.deepEqual(
      taken.assignees.map(({ id }) => id),
      ['ana'],
    );
    assert.deepEqual(issue.assignees, ['ana']);
  });

  it('keep the labels that have nothing to do with the state', async () => {
    server.store.label(issue, 'checkout', 'ana');
    const started = await move(ana, 'start');
    assert.deepEqual([started.phase, started.state], ['in_progress', 'status: in progress']);
    once(/^POST .*labels/, () => server.store.label(issue, 'added meanwhile', 'Ben'));
    await move(ana, 'wait');
    assert.deepEqual(issue.labels.toSorted(), ['added meanwhile', 'checkout', 'incident', 'status: waiting']);
  });

  it('close with a reason, and open again as new', async () => {
    await move(ana, 'start');
    const done = await move(ana, 'complete');
    assert.deepEqual([done.phase, done.state, issue.reason], ['resolved', 'closed as completed', 'completed']);
    assert.deepEqual(issue.labels, ['incident']);
    const again = await move(ana, 'reopen');
    assert.deepEqual([again.phase, again.state], ['new', 'open']);
    const dropped = await move(ana, 'drop');
    assert.deepEqual(
      [dropped.phase, dropped.state, issue.reason],
      ['cancelled', 'closed as not planned', 'not_planned'],
    );
  });

  it('use the labels that the repository or the link file has', async () => {
    issue.repository.labels.push('In Progress');
    assert.equal((await step(ana, 'start')).state, 'In Progress');
    const labelMap = { phase: { Doing: 'in_progress', Inbox: 'new' } };
    const scopes = [{ ...shop, select: { ...shop.select, labelMap } }];
    const mapped = openFakeGitHub(server, 'ana', { scopes });
    assert.equal((await move(mapped, 'start')).state, 'Doing');
    assert.equal((await move(mapped, 'return')).state, 'Inbox');
  });

  it('may use a label that is there where the account may not make one', async () => {
    const tom = openFakeGitHub(server, 'tom');
    await rejectsWith(move(tom, 'start'), 'forbidden');
    assert.deepEqual(issue.labels, ['incident']);
    issue.repository.labels.push('blocked');
    assert.equal((await move(tom, 'wait')).state, 'blocked');
  });

  it('take no field with a step', async () => {
    const { version } = await ana.get(ref);
    await rejectsWith(ana.move(ref, await step(ana, 'start'), { reason: 'x' }, version), 'usage');
  });

  it('do not send a note twice when the answer is lost, and look for it instead', async () => {
    server.quirks.lose = 'answer';
    const entry = await ana.note(ref, 'Restarted it.', 'internal');
    assert.equal(entry.body, 'Restarted it.');
    assert.equal(issue.timeline.filter(({ event }) => event === 'commented').length, 1);
    server.quirks.lose = 'request';
    await rejectsWith(ana.note(ref, 'Restarted it.', 'internal'), 'unconfirmed');
    await rejectsWith(ana.note(ref, 'Restarted it.', 'internal', 'git:x@1'), 'unconfirmed');
    assert.equal(issue.timeline.filter(({ event }) => event === 'commented').length, 1);
  });

  it('are found to be done when the answer is lost, or said to be unknown', async () => {
    const { version } = await ana.get(ref);
    server.quirks.lose = 'answer';
    const taken = await ana.assign(ref, 'me', version);
    assert.equal(taken.assignees.length, 1);
    const done = await step(ana, 'complete');
    assert.equal((await ana.move(ref, done, {}, taken.version)).phase, 'resolved');
    server.quirks.lose = 'request';
    const { version: now } = await ana.get(ref);
    await rejectsWith(ana.assign(ref, null, now), 'unconfirmed');
    await rejectsWith(ana.move(ref, await step(ana, 'reopen'), {}, now), 'unconfirmed');
  });

  it('find the new issue again when the answer is lost', async () => {
    const draft = { kind: 'request', title: 'Access for Zoë', body: 'Please.', service: shop } as const;
    server.quirks.lose = 'answer';
    const created = await create(ana, draft);
    assert.deepEqual([created.key, created.kind, created.title], ['#2', 'request', 'Access for Zoë']);
    server.quirks.lose = 'request';
    await rejectsWith(create(ana, { ...draft, title: 'Another' }), 'unconfirmed');
    assert.equal(issue.repository.issues.size, 2);
  });

  it('make an issue with the labels of its service, its kind and its priority', async () => {
    const select = { ...shop.select, labels: ['checkout', 'incident'] };
    const backend = openFakeGitHub(server, 'ana', { scopes: [{ ...shop, select }] });
    assert.deepEqual(backend.capabilities.create, ['incident'], 'the labels of the service leave no other');
    const draft = { kind: 'incident', title: 'Down', body: '', impact: 1, urgency: 2 } as const;
    const created = await create(backend, draft);
    assert.deepEqual([created.priority, created.priorityLabel, created.services], [2, 'P2', ['checkout']]);
    assert.deepEqual(issue.repository.issues.get(2)?.labels, ['checkout', 'incident', 'P2']);
    await rejectsWith(create(backend, { ...draft, kind: 'change' }), 'usage');
  });

  it('tell that an issue was made without its labels, so that nobody makes it again', async () => {
    const rita = openFakeGitHub(server, 'rita');
    const draft = { kind: 'incident', title: 'Down', body: '', service: shop } as const;
    const error = await rejectsWith(create(rita, draft), 'forbidden');
    assert.match(explain(error), /#2 was made, but without incident.*do not make it again/);
  });

  it('do not link a commit that GitHub has linked by itself', async () => {
    const sha = '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40';
    const commit = { sha, subject: 'Fix @everyone #1', url: `https://git.example.org/team/shop/commit/${sha}` };
    server.store.record(issue, 'referenced', 'Ben', {
      commit_id: sha,
      commit_url: `${server.url}/api/v3/repos/team/shop/commits/${sha}`,
    });
    assert.equal(await ana.linkCommit(ref, commit), 'already');
    const other = server.store.add('team/shop', { title: 'Other' });
    const there = { connection: 'hub', id: `team/shop#${other.number}` };
    server.store.comment(other, 'Ben', `Fixed by ${commit.url}0, not this one`);
    assert.equal(await ana.linkCommit(there, commit), 'created');
    const [, told] = other.timeline.filter(({ event }) => event === 'commented');
    assert.doesNotMatch(String(told?.more['body']), /@everyone/);
    assert.equal((await ana.timeline(there)).items.at(-1)?.kind, 'link');
    assert.deepEqual((await ana.get(there)).links, [{ label: 'git.example.org 4f2a9c1d0e', url: commit.url }]);
  });

  it('go to where an issue is now, if it was moved to another repository', async () => {
    const moved = server.store.add('team/tools', { title: 'Moved' });
    issue.gone = moved;
    const ticket = await ana.get(ref);
    assert.deepEqual([ticket.ref.id, ticket.services], ['team/tools#1', []]);
    assert.equal((await ana.note(ref, 'Here.', 'internal')).body, 'Here.');
    assert.equal(moved.timeline.length, 2);
    issue.gone = 'deleted';
    await rejectsWith(ana.get(ref), 'notFound');
  });
});

async function create(backend: Backend, draft: TicketDraft): Promise<Ticket> {
  return backend.create?.(draft) ?? assert.fail('it cannot create');
}
