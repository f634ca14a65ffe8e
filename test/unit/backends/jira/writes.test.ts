import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket } from '../../../../src/domain/ticket.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { checkoutScope, openFakeJira } from '../../../fakes/openJira.ts';
import { startFakeJira, type FakeJira } from '../../../fakes/servers/jira.ts';
import type { NewFakeIssue } from '../../../fakes/servers/jiraStore.ts';

for (const deployment of ['Cloud', 'Server'] as const) {
  describe(`Writes to Jira (${deployment})`, () => {
    let jira: FakeJira;
    let backend: Backend;

    beforeEach(async () => {
      jira = await startFakeJira(deployment);
      backend = openFakeJira(jira);
    });
    afterEach(async () => {
      await jira.close();
      assert.deepEqual(jira.violations, []);
    });

    const make = async (fields: Partial<NewFakeIssue> = {}): Promise<Ticket> =>
      backend.find(jira.store.create({ summary: 'a', labels: ['checkout'], ...fields }).key);

    it('sees whether a change without an answer was made', async () => {
      const ticket = await make();
      jira.quirks.lose = 'answer';
      const taken = await backend.assign(ticket.ref, 'me', ticket.version);
      assert.equal(taken.assignees[0]?.isMe, true);
      const [step] = await backend.transitions(ticket.ref);
      assert.ok(step !== undefined);
      const moved = await backend.move(ticket.ref, step, {}, taken.version);
      assert.equal(moved.state, step.state);
      assert.equal(await backend.linkCommit(ticket.ref, commit), 'created');
      jira.quirks.lose = 'request';
      const now = await backend.get(ticket.ref);
      await rejectsWith(backend.assign(ticket.ref, null, now.version), 'unconfirmed');
      await rejectsWith(backend.linkCommit(ticket.ref, { ...commit, url: 'https://git.example.org/2' }), 'unconfirmed');
    });

    it('puts the ticket back to the one who was first, when both took it', async () => {
      const ticket = await make();
      const other = openFakeJira(jira, { login: 'ben' });
      await other.whoAmI();
      // Ben reads the ticket before Ana's assignment, and writes after it.
      let isTaken = false;
      jira.quirks.before = ({ method, target, headers }) => {
        const secret = headers.authorization?.split(' ')[1] ?? '';
        const isBens = secret === 'pat-ben' || Buffer.from(secret, 'base64').toString('utf8').startsWith('ben@');
        if (method !== 'PUT' || !target.endsWith('/assignee') || !isBens || isTaken) return;
        const issue = jira.store.find(ticket.ref.id);
        if (issue === undefined) return;
        issue.assignee = 'ana';
        const to = deployment === 'Cloud' ? '557058:ana' : 'JIRAUSER10101';
        jira.store.record(issue, 'ana', [
          { field: 'assignee', fieldId: 'assignee', from: null, to, toString: 'Ana Ng' },
        ]);
        isTaken = true;
      };
      await rejectsWith(other.assign(ticket.ref, 'me', ticket.version), 'conflict');
      assert.equal((await backend.get(ticket.ref)).assignees[0]?.isMe, true);
    });

    it('tells a step that somebody else has just taken as a conflict', async () => {
      const ticket = await make();
      const [step] = await backend.transitions(ticket.ref);
      assert.ok(step !== undefined);
      jira.quirks.before = ({ method, target }) => {
        const issue = jira.store.find(ticket.ref.id);
        if (method === 'POST' && target.endsWith('/transitions') && issue !== undefined) {
          issue.status = { id: '6', name: 'Closed', category: 'done' };
          jira.store.touch(issue);
        }
      };
      await rejectsWith(backend.move(ticket.ref, step, {}, ticket.version), 'conflict');
    });

    it('counts a step as taken that an automation has followed with another', async () => {
      const ticket = await make();
      const start = (await backend.transitions(ticket.ref)).find(({ label }) => label === 'Start work');
      assert.ok(start !== undefined);
      let reads = 0;
      jira.quirks.before = ({ method, target }) => {
        const issue = jira.store.find(ticket.ref.id);
        const isRead = method === 'GET' && target.includes('expand=changelog');
        if (!isRead || ++reads !== 2 || issue === undefined) return;
        issue.status = { id: '6', name: 'Closed', category: 'done' };
        jira.store.touch(issue);
      };
      assert.equal((await backend.move(ticket.ref, start, {}, ticket.version)).state, 'Closed');
    });

    it('takes only fields that the step has, and sends the choice by its number', async () => {
      const ticket = await make();
      const steps = await backend.transitions(ticket.ref);
      const resolve = steps.find(({ label }) => label === 'Resolve');
      const start = steps.find(({ label }) => label === 'Start work');
      assert.ok(resolve !== undefined && start !== undefined);
      assert.deepEqual(resolve.requires, [{ id: 'resolution', label: 'Resolution', choices: ['Done', "Won't Do"] }]);
      assert.equal(resolve.notifiesRequester, true);
      assert.equal(start.notifiesRequester, undefined);
      await rejectsWith(backend.move(ticket.ref, start, { resolution: 'Done' }, ticket.version), 'usage');
      const done = await backend.move(ticket.ref, resolve, { resolution: "Won't Do" }, ticket.version);
      assert.equal(jira.store.find(ticket.ref.id)?.resolution?.name, "Won't Do");
      assert.equal(done.phase, 'resolved');
    });

    it('shows the linked commit once, also where its address is too long for an id', async () => {
      const ticket = await make();
      const long = { ...commit, url: `https://git.example.org/${'x'.repeat(300)}` };
      assert.equal(await backend.linkCommit(ticket.ref, long), 'created');
      assert.equal(await backend.linkCommit(ticket.ref, long), 'already');
      assert.deepEqual((await backend.get(ticket.ref)).links, [
        { label: '4f2a9c1d0e Retry the gateway', url: long.url },
      ]);
    });

    it('says "already" to the one who links in the same moment second', async () => {
      const ticket = await make();
      jira.quirks.before = ({ method, target }) => {
        if (method !== 'POST' || !target.endsWith('/remotelink')) return;
        jira.store.links.set(ticket.ref.id, [{ globalId: commit.url, object: { url: commit.url, title: 'by Ben' } }]);
      };
      assert.equal(await backend.linkCommit(ticket.ref, commit), 'already');
    });

    it('makes a ticket with what its service asks for, and the priority of its impact and urgency', async () => {
      const service = { service: 'checkout', select: { project: 'OPS', label: 'checkout', component: 'Payment' } };
      const created = await backend.create?.({
        kind: 'request',
        title: 'New',
        body: '',
        service,
        impact: 1,
        urgency: 1,
      });
      assert.equal(created?.priorityLabel, 'Highest');
      assert.equal(created.priority, 1);
      const issue = jira.store.find(created.ref.id);
      assert.deepEqual(
        [issue?.labels, issue?.components, issue?.type.name],
        [['checkout'], ['Payment'], '[System] Service request'],
      );
    });

    it('makes a ticket once, when no answer comes', async () => {
      const draft = { kind: 'incident', title: 'Only one', body: 'x', service: checkoutScope } as const;
      jira.quirks.lose = 'answer';
      const made = await backend.create?.(draft);
      assert.equal(made?.title, 'Only one');
      assert.equal(jira.store.issues.size, 1);
      jira.quirks.lose = 'request';
      assert.ok(backend.create !== undefined);
      await rejectsWith(backend.create({ ...draft, title: 'None' }), 'unconfirmed');
    });

    it('says which kinds of ticket a project takes', async () => {
      const noProject = openFakeJira(jira, { scopes: [{ service: 'a', select: { label: 'b' } }] });
      assert.deepEqual(noProject.capabilities.create, []);
      assert.ok(backend.create !== undefined);
      const error = await rejectsWith(backend.create({ kind: 'alert', title: 'a', body: '' }), 'usage');
      assert.ok(error.next?.includes('[System] Incident') === true, error.next);
    });

    it('shows approvals, and decides each once and only where it is my turn', async () => {
      const ticket = await make();
      jira.store.approvals.set(ticket.ref.id, [
        { id: '7', name: 'Manager', approvers: ['ana'], decision: 'pending' },
        { id: '8', name: 'Board', approvers: ['ben'], decision: 'pending' },
      ]);
      assert.ok(backend.approvals !== undefined && backend.decide !== undefined);
      const shown = await backend.approvals(ticket.ref);
      assert.deepEqual(
        shown.map(({ name, state, canDecide, approvers }) => [name, state, canDecide, approvers[0]?.name]),
        [
          ['Manager', 'waiting', true, 'Ana Ng'],
          ['Board', 'waiting', false, 'Ben Ito'],
        ],
      );
      assert.equal((await backend.decide(ticket.ref, '7', 'decline'))[0]?.state, 'declined');
      await rejectsWith(backend.decide(ticket.ref, '7', 'approve'), 'conflict');
      await rejectsWith(backend.decide(ticket.ref, '8', 'approve'), 'forbidden');
      await rejectsWith(backend.decide(ticket.ref, '../9', 'approve'), 'notFound');
      assert.deepEqual(await backend.approvals((await make({ project: 'DEV', type: 'Task' })).ref), []);
    });
  });
}

const commit = {
  sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
  subject: 'Retry the gateway',
  url: 'https://git.example.org/shop/commit/4f2a9c1d',
};
