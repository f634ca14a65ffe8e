import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFakeJira } from '../../../fakes/openJira.ts';
import { startFakeJira, type FakeJira } from '../../../fakes/servers/jira.ts';
import type { FakeComment, NewFakeIssue } from '../../../fakes/servers/jiraStore.ts';

for (const deployment of ['Cloud', 'Server'] as const) {
  describe(`Notes of Jira (${deployment})`, () => {
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
    const commentsOf = (ticket: Ticket): readonly FakeComment[] => jira.store.comments.get(ticket.ref.id) ?? [];

    it('posts nothing where it cannot be known whether a customer would see it', async () => {
      const ticket = await make();
      for (const [status, reason] of [
        [403, 'forbidden'],
        [401, 'unauthorized'],
        [500, 'unavailable'],
        [400, 'refused'],
      ] as const) {
        jira.quirks.deskStatus = status;
        await rejectsWith(backend.note(ticket.ref, 'secret', 'internal'), reason);
        await rejectsWith(backend.note(ticket.ref, 'hello', 'public'), reason);
      }
      assert.deepEqual(commentsOf(ticket), []);
      assert.ok(!jira.asked.some((line) => line.startsWith('POST') && line.includes('/comment')));
    });

    it('says so when the service desk shows an internal note', async () => {
      const ticket = await make();
      jira.quirks.showsAll = true;
      const error = await rejectsWith(backend.note(ticket.ref, 'secret', 'internal'), 'invalidResponse');
      assert.ok(error.message.includes('customer'), error.message);
    });

    it('writes a comment of the platform where no customer is, and keeps it internal for ever', async () => {
      for (const fields of [{ project: 'DEV', type: 'Task' }, { isRequest: false }]) {
        const ticket = await make(fields);
        const entry = await backend.note(ticket.ref, 'For us.', 'internal');
        assert.deepEqual([entry.kind, entry.audience], ['note', 'internal']);
        assert.deepEqual(
          commentsOf(ticket).map(({ isPublic }) => isPublic),
          [false],
        );
        const reply = await backend.note(ticket.ref, 'For nobody outside.', 'public');
        assert.deepEqual([reply.kind, reply.audience], ['note', 'internal']);
      }
    });

    it('asks nothing of the service desk about a project of software', async () => {
      const ticket = await make({ project: 'DEV', type: 'Task' });
      await backend.note(ticket.ref, 'x', 'internal');
      assert.ok(!jira.asked.some((line) => line.includes('servicedeskapi')));
    });

    it('keeps the marker out of the text, and finds it again', async () => {
      for (const fields of [{ project: 'DEV', type: 'Task' }, {}]) {
        const ticket = await make(fields);
        const marker = 'git:https://example.org/shop_a-b/*c*/{d}/ana@example.org@4f2a9c1d';
        const first = await backend.note(ticket.ref, 'Done in **4f2a**.', 'internal', marker);
        assert.equal(first.body, 'Done in **4f2a**.');
        assert.equal((await backend.note(ticket.ref, 'Done again.', 'internal', marker)).id, first.id);
        assert.equal(commentsOf(ticket).length, 1);
      }
    });

    it('finds a marker behind a text that leaves code, a quote or a list open', async () => {
      for (const body of ['```\nx', '> x', '- x', '1. `x', '<b>x']) {
        const ticket = await make();
        const first = await backend.note(ticket.ref, body, 'internal', 'm');
        assert.ok(first.body.includes('x') && !first.body.includes('footbridge'), first.body);
        assert.equal((await backend.note(ticket.ref, body, 'internal', 'm')).id, first.id);
      }
    });

    it('finds a marker behind hundreds of comments', async () => {
      const ticket = await make();
      const first = await backend.note(ticket.ref, 'x', 'internal', 'm');
      const issue = jira.store.find(ticket.ref.id);
      assert.ok(issue !== undefined);
      for (let index = 0; index < 250; index++) {
        const body = deployment === 'Cloud' ? { type: 'doc', version: 1, content: [] } : 'y';
        jira.store.comment(issue, { author: 'ben', body, isPublic: true, properties: [] });
      }
      assert.equal((await backend.note(ticket.ref, 'x', 'internal', 'm')).id, first.id);
    });

    it('looks for a note that got no answer, and writes it once', async () => {
      for (const marker of [undefined, 'm']) {
        const ticket = await make();
        jira.quirks.lose = 'answer';
        const entry = await backend.note(ticket.ref, 'Once.', 'internal', marker);
        assert.equal(entry.body, 'Once.');
        assert.equal(commentsOf(ticket).length, 1);
        jira.quirks.lose = 'request';
        await rejectsWith(
          backend.note(ticket.ref, 'Lost.', 'internal', marker === undefined ? undefined : 'n'),
          'unconfirmed',
        );
        assert.equal(commentsOf(ticket).length, 1);
        jira.quirks.lose = undefined;
      }
    });

    it('refuses an empty note', async () => {
      await rejectsWith(backend.note((await make()).ref, ' \n', 'internal'), 'usage');
    });

    it('reads a timeline of many comments and changes to the end, the oldest first, each once', async () => {
      const ticket = await make();
      const issue = jira.store.find(ticket.ref.id);
      assert.ok(issue !== undefined);
      const body = deployment === 'Cloud' ? { type: 'doc', version: 1, content: [] } : 'y';
      for (let index = 0; index < 130; index++) {
        jira.store.record(issue, 'ana', [
          { field: 'labels', fromString: '', toString: `l${index}`, from: null, to: null },
        ]);
      }
      for (let index = 0; index < 260; index++) {
        jira.store.comment(issue, { author: 'ben', body, isPublic: index % 2 === 0, properties: [] });
        if (index % 5 === 0)
          jira.store.record(issue, 'ana', [{ field: 'summary', from: null, fromString: 'a', to: null }]);
      }
      const entries = await timelineOf(backend, ticket.ref);
      assert.equal(entries.length, 130 + 260 + 52);
      assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
      assert.deepEqual(
        entries.map(({ at }) => at),
        entries.map(({ at }) => at).toSorted(),
      );
      assert.equal(entries[0]?.body, 'labels: l0');
      if (deployment === 'Cloud') assert.equal(entries.filter(({ kind }) => kind === 'reply').length, 130);
    });

    it('counts comments as seen by a customer where this account may not know', async () => {
      const ticket = await make();
      await backend.note(ticket.ref, 'inside', 'internal');
      await backend.note(ticket.ref, 'outside', 'public');
      jira.quirks.deskStatus = 403;
      const entries = await timelineOf(openFakeJira(jira, { login: 'ben' }), ticket.ref);
      assert.deepEqual(
        entries.map(({ body, audience }) => [body, audience]),
        [
          ['inside', 'internal'],
          ['outside', 'public'],
        ],
      );
    });
  });
}
