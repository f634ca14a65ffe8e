import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { CommitLink, Ticket } from '../../../../src/domain/ticket.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { checkout, openFakeGitLab } from '../../../fakes/openGitLab.ts';
import { startFakeGitLab, type FakeGitLab } from '../../../fakes/servers/gitLab.ts';
import { userNamed } from '../../../fakes/servers/gitLabSite.ts';
import type { FakeIssue } from '../../../fakes/servers/gitLabStore.ts';

const commit: CommitLink = {
  sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
  subject: 'Closes #7 for @all with `code` <b>',
  url: 'https://git.example.org/shop/commit/4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
};

describe('Writes to GitLab', () => {
  let server: FakeGitLab;
  let ana: Backend;
  let issue: FakeIssue;
  let ticket: Ticket;

  beforeEach(async () => {
    server = await startFakeGitLab();
    ana = openFakeGitLab(server);
    issue = server.store.create({ title: 'The checkout is slow', type: 'incident' });
    ticket = await ana.find(`#${issue.iid}`);
    server.asked.length = 0;
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function writes(): string[] {
    return server.asked.filter((line) => !line.startsWith('GET') && !line.includes('graphql'));
  }

  it('send no internal note where GitLab would make a public one of it', async () => {
    const error = await rejectsWith(openFakeGitLab(server, 'dora').note(ticket.ref, 'Secret', 'internal'), 'forbidden');
    assert.match(error.next ?? '', /Reporter/);
    assert.deepEqual(writes(), []);
    const reply = await openFakeGitLab(server, 'dora').note(ticket.ref, 'Hello', 'public');
    assert.equal(reply.kind, 'reply');
  });

  it('take a note back at once that became public all the same', async () => {
    // The role is lost between the question and the note.
    const { store } = server;
    const add = store.note.bind(store);
    store.note = (of, text, { by }) => add(of, text, { by, internal: false });
    await rejectsWith(ana.note(ticket.ref, 'Secret', 'internal'), 'forbidden');
    assert.deepEqual(issue.notes, []);
  });

  it('send no internal note where nobody can tell whether it stays inside', async () => {
    server.quirks.graphqlError = 'Timeout';
    await rejectsWith(ana.note(ticket.ref, 'Secret', 'internal'), 'refused');
    assert.deepEqual(issue.notes, []);
  });

  it('do no command that stands in a text', async () => {
    await ana.note(ticket.ref, '/close', 'internal');
    await ana.note(ticket.ref, 'Look:\r\n/assign me\n\r/close', 'public');
    const made = await ana.create?.({ kind: 'task', title: 'T', body: 'Do\n/close', service: checkout });
    assert.equal(made?.phase, 'new');
    assert.equal(issue.state, 'opened');
    assert.deepEqual(issue.assignees, []);
    assert.equal((await ana.timeline(ticket.ref)).items[0]?.body, '/close');
  });

  it('believe no marker that a customer could have sent', async () => {
    const bot = userNamed('support-bot');
    const first = await ana.note(ticket.ref, 'Told.', 'internal', 'm');
    const body = issue.notes[0]?.body ?? '';
    issue.notes.length = 0;
    server.store.note(issue, body, { by: bot, internal: false });
    const second = await ana.note(ticket.ref, 'Told.', 'internal', 'm');
    assert.notEqual(second.id, first.id);
    assert.equal(issue.notes.length, 2);
  });

  it('of the same marker by two people at once leave one note', async () => {
    const ben = openFakeGitLab(server, 'ben');
    const [one, two] = await Promise.all([
      ana.note(ticket.ref, 'Told.', 'internal', 'same'),
      ben.note(ticket.ref, 'Told.', 'internal', 'same'),
    ]);
    assert.equal(one.id, two.id);
    assert.equal(issue.notes.length, 1);
  });

  it('whose answer is lost are looked for, and not sent again', async () => {
    server.quirks.lose = 'answer';
    const note = await ana.note(ticket.ref, 'Once.', 'internal');
    assert.equal(note.body, 'Once.');
    const created = await ana.create?.({ kind: 'incident', title: 'Down', body: 'All.', service: checkout });
    assert.equal(created?.title, 'Down');
    const taken = await ana.assign(ticket.ref, 'me', (await ana.get(ticket.ref)).version);
    assert.ok(taken.assignees[0]?.isMe);
    const [step] = await ana.transitions(ticket.ref);
    assert.ok(step !== undefined);
    assert.equal((await ana.move(ticket.ref, step, {}, taken.version)).phase, step.to);
    assert.equal(issue.notes.filter(({ system }) => !system).length, 1);
    assert.equal(server.store.issues.length, 2);
  });

  it('that never arrived are not known to have', async () => {
    server.quirks.lose = 'request';
    await rejectsWith(ana.note(ticket.ref, 'Lost.', 'internal'), 'unconfirmed');
    await rejectsWith(ana.assign(ticket.ref, 'me', ticket.version), 'unconfirmed');
    const draft = { kind: 'task', title: 'T', body: '', service: checkout } as const;
    await rejectsWith(ana.create?.(draft) ?? Promise.resolve(), 'unconfirmed');
    const [step] = await ana.transitions(ticket.ref);
    assert.ok(step !== undefined);
    await rejectsWith(ana.move(ticket.ref, step, {}, ticket.version), 'unconfirmed');
    assert.equal(writes().length, 3, 'each was sent once');
  });

  it('that GitLab leaves out without a word are refused', async () => {
    const own = server.store.create({ title: 'By a guest', author: 'dora' });
    const dora = openFakeGitLab(server, 'dora');
    const seen = await dora.find(`#${own.iid}`);
    const error = await rejectsWith(dora.assign(seen.ref, 'me', seen.version), 'refused');
    assert.match(error.message, /did not do it/);
    await rejectsWith(dora.assign(ticket.ref, 'me', ticket.version), 'forbidden');
    await rejectsWith(ana.assign(ticket.ref, { id: 'ben', name: 'Ben', isMe: false }, ticket.version), 'usage');
  });

  it('give a ticket back that somebody took in the same moment', async () => {
    let raced = false;
    server.quirks.before = ({ method }) => {
      if (method !== 'PUT' || raced) return;
      raced = true;
      server.store.setAssignees(issue, [userNamed('ben').id], userNamed('ben'));
    };
    const error = await rejectsWith(ana.assign(ticket.ref, 'me', ticket.version), 'conflict');
    assert.match(error.next ?? '', /Ben Ito has it/);
    assert.deepEqual(
      issue.assignees.map(({ username }) => username),
      ['ben'],
    );
  });

  it('leave an incident resolved that is reopened, as GitLab does', async () => {
    const steps = await ana.transitions(ticket.ref);
    assert.deepEqual(
      steps.map(({ id, state }) => [id, state]),
      [
        ['acknowledge', 'Acknowledged'],
        ['resolve', 'Resolved'],
        ['ignore', 'Ignored'],
        ['close', 'Closed'],
      ],
    );
    const close = steps[3];
    assert.ok(close !== undefined);
    const closed = await ana.move(ticket.ref, close, {}, ticket.version);
    const [reopen] = await ana.transitions(ticket.ref);
    assert.deepEqual([reopen?.id, reopen?.to, reopen?.state], ['reopen', 'resolved', 'Resolved']);
    assert.ok(reopen !== undefined);
    const again = await ana.move(ticket.ref, reopen, {}, closed.version);
    assert.equal(again.phase, 'resolved');
    await rejectsWith(ana.move(ticket.ref, close, { reason: 'x' }, again.version), 'usage');
  });

  it('of an escalation that GraphQL refuses, with 200, are refused', async () => {
    const dora = openFakeGitLab(server, 'dora');
    const [step] = await dora.transitions(ticket.ref);
    assert.ok(step !== undefined);
    const error = await rejectsWith(dora.move(ticket.ref, step, {}, ticket.version), 'refused');
    assert.match(error.message, /don't have permission/);
  });

  it('tell of a commit inside only, and name nobody with its subject', async () => {
    assert.equal(await ana.linkCommit(ticket.ref, commit), 'created');
    const [note] = issue.notes;
    assert.ok(note?.internal);
    assert.match(note.body, /^\[` 4f2a9c1d0e `\]\(<https:[^>]+>\): `` Closes #7 for @all with `code` <b> ``\n\n<!-- /);
    const [entry] = (await ana.timeline(ticket.ref)).items;
    assert.equal(entry?.kind, 'link');
    const bare = { ...commit, url: 'git:example.org/shop@4f2a9c1d' };
    assert.equal(await ana.linkCommit(ticket.ref, bare), 'created');
    assert.equal(await ana.linkCommit(ticket.ref, bare), 'already');
  });

  it('leave a commit alone that GitLab has seen itself', async () => {
    server.store.system(issue, `mentioned in commit shop/payments@${commit.sha.slice(0, 12)}`, userNamed('ben'));
    assert.equal(await ana.linkCommit(ticket.ref, commit), 'already');
    assert.deepEqual(writes(), []);
  });

  it('create an incident with a severity, and anything else with labels', async () => {
    const scope = { service: 'cart', select: { project: 278, labels: ['cart'] } };
    const cart = openFakeGitLab(server, 'ana', [scope]);
    const draft = { title: 'New', body: 'Text', service: scope, impact: 1, urgency: 1 } as const;
    const incident = await cart.create?.({ ...draft, kind: 'incident' });
    assert.deepEqual([incident?.kind, incident?.priority, incident?.services], ['incident', 1, ['cart']]);
    const request = await cart.create?.({ ...draft, kind: 'request' });
    assert.deepEqual([request?.kind, request?.priority, request?.services], ['request', 1, ['cart']]);
    assert.deepEqual(server.store.issues.at(-1)?.labels, ['cart', 'type::request', 'priority::1']);
    server.quirks.graphqlMutationError = 'Something went wrong';
    const without = await cart.create?.({ ...draft, kind: 'incident' });
    assert.deepEqual([without?.kind, without?.priority], ['incident', undefined], 'made once, and shown as it is');
    const typed = { service: 'cart', select: { project: 278, labels: ['type::change'] } };
    const wrong = cart.create?.({ ...draft, kind: 'request', service: typed });
    await rejectsWith(wrong ?? Promise.resolve(), 'usage');
    const nowhere = { service: 'x', select: { labels: ['x'] } };
    await rejectsWith(cart.create?.({ ...draft, kind: 'task', service: nowhere }) ?? Promise.resolve(), 'usage');
  });
});
