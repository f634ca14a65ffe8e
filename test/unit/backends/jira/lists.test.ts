import assert from 'node:assert/strict';
import type { Backend, TicketQuery } from '../../../../src/domain/ports.ts';
import type { ServiceScope } from '../../../../src/domain/ticket.ts';
import { listAll, rejectsWith } from '../../../contract/harness.ts';
import { openFakeJira } from '../../../fakes/openJira.ts';
import { startFakeJira, type FakeJira } from '../../../fakes/servers/jira.ts';
import type { FakeIssue } from '../../../fakes/servers/jiraStore.ts';

for (const deployment of ['Cloud', 'Server'] as const) {
  describe(`Lists of Jira (${deployment})`, function () {
    this.timeout(60_000);
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

    const fill = (count: number): FakeIssue[] =>
      Array.from({ length: count }, (_, index) =>
        jira.store.create({ summary: `Ticket ${index}`, labels: ['checkout'] }),
      );

    /** Everything, with something that happens after the first page. */
    const readWith = async (meanwhile: () => void, query: TicketQuery = {}): Promise<string[]> => {
      const first = await backend.list(query);
      meanwhile();
      const keys = first.items.map(({ key }) => key);
      for (let cursor = first.next; cursor !== undefined;) {
        const page = await backend.list(query, cursor);
        keys.push(...page.items.map(({ key }) => key));
        cursor = page.next;
      }
      return keys;
    };

    it('reads 10,000 tickets to the end, each once', async () => {
      fill(10_000);
      const { items, totals } = await listAll(backend, {});
      assert.equal(items.length, 10_000);
      assert.equal(new Set(items.map(({ key }) => key)).size, 10_000);
      // Jira Cloud tells no total.
      assert.deepEqual([...new Set(totals)], deployment === 'Cloud' ? [] : [10_000]);
    });

    it('loses and doubles nothing when tickets change while they are read', async () => {
      const issues = fill(350);
      const keys = await readWith(() => {
        // One that was read, and two that were not: all go to the top.
        for (const index of [349, 120, 3]) jira.store.touch(issues[index] ?? jira.store.create({ summary: '' }));
      });
      assert.equal(keys.length, 350);
      assert.equal(new Set(keys).size, 350);
    });

    it('loses nothing when tickets are closed, deleted and made while they are read', async () => {
      const issues = fill(350);
      const gone = issues.slice(270, 330);
      let made: string | undefined;
      const keys = await readWith(() => {
        for (const issue of gone) jira.store.delete(issue);
        made = jira.store.create({ summary: 'New', labels: ['checkout'] }).key;
      });
      const left = issues.filter((issue) => !gone.includes(issue)).map(({ key }) => key);
      assert.deepEqual(
        left.filter((key) => !keys.includes(key)),
        [],
      );
      assert.ok(made !== undefined && keys.includes(made));
      assert.equal(new Set(keys).size, keys.length);
    });

    it('goes on through pages on which nothing is wanted', async () => {
      const [first] = fill(1250);
      assert.deepEqual((await listAll(backend, { text: 'ticket 0' })).items.map(({ key }) => key).at(-1), first?.key);
    });

    it('asks the server to leave out other kinds, and keeps a type that it does not know', async () => {
      jira.store.create({ summary: 'a', labels: ['checkout'], type: '[System] Change' });
      jira.store.create({ summary: 'b', labels: ['checkout'] });
      const { items } = await listAll(backend, { kinds: ['change'] });
      assert.deepEqual(
        items.map(({ title, kind }) => [title, kind]),
        [['a', 'change']],
      );
    });

    it('reads the whole site where no service is linked', async () => {
      jira.store.create({ summary: 'a' });
      jira.store.create({ summary: 'b', project: 'DEV', type: 'Task' });
      const whole = openFakeJira(jira, { scopes: [] });
      const { items } = await listAll(whole, { phases: ['new', 'closed'] });
      assert.deepEqual(
        items.map(({ services, title }) => [title, services]),
        [
          ['b', []],
          ['a', []],
        ],
      );
    });

    it('tells which services a ticket belongs to, by project, component, label, queue and query', async () => {
      const scopes: ServiceScope[] = [
        { service: 'checkout', select: { project: 'OPS', queue: 'checkout' } },
        { service: 'payment', select: { component: 'Payment' } },
        { service: 'all', select: { jql: 'project = OPS ORDER BY created' } },
        { service: 'dev', select: { project: 'Development' } },
      ];
      const linked = openFakeJira(jira, { scopes });
      const both = jira.store.create({ summary: 'both', labels: ['Checkout'], components: ['payment'] });
      jira.store.create({ summary: 'one', components: ['Payment', 'Other'] });
      jira.store.create({ summary: 'dev', project: 'DEV', type: 'Task' });
      const services = new Map((await listAll(linked, {})).items.map((ticket) => [ticket.title, ticket.services]));
      assert.deepEqual(services.get('both'), ['checkout', 'payment', 'all']);
      assert.deepEqual(services.get('one'), ['payment', 'all']);
      assert.deepEqual(services.get('dev'), ['dev']);
      assert.deepEqual((await linked.find(both.key)).services, ['checkout', 'payment', 'all']);
      assert.deepEqual(
        (await listAll(linked, { services: ['dev'] })).items.map(({ title }) => title),
        ['dev'],
      );
    });

    it('says what is wrong with a selector', async () => {
      for (const [select, word] of [
        [{ queue: 'No such' }, 'No such'],
        [{ jql: 'a = b) OR (c = d' }, 'jql'],
        [{ jql: 'nonsense = 1' }, 'nonsense'],
      ] as const) {
        const linked = openFakeJira(jira, { scopes: [{ service: 'checkout', select }] });
        const error = await rejectsWith(linked.list({}), 'configuration');
        assert.ok(error.message.includes(word), error.message);
      }
    });

    it('does not take a cursor that it did not write', async () => {
      for (const cursor of ['', '{}', '{"seen":"1) OR (1","top":"","pass":"list"}']) {
        await rejectsWith(backend.list({}, cursor), 'usage');
      }
      const [issue] = fill(1);
      await rejectsWith(backend.timeline({ connection: 'jira', id: issue?.id ?? '' }, 'x'), 'usage');
    });
  });
}

describe('Lists of Jira', () => {
  it('go to the end where Data Center gives smaller pages than were asked for', async () => {
    const jira = await startFakeJira('Server');
    jira.quirks.largestPage = 7;
    for (let index = 0; index < 40; index++) jira.store.create({ summary: `t ${index}`, labels: ['checkout'] });
    const { items } = await listAll(openFakeJira(jira), {});
    assert.equal(new Set(items.map(({ key }) => key)).size, 40);
    assert.equal(items.length, 40);
    await jira.close();
    assert.deepEqual(jira.violations, []);
  });

  it('show what was just written, though the index of Jira Cloud is behind', async () => {
    const jira = await startFakeJira('Cloud');
    const backend = openFakeJira(jira);
    const { key } = jira.store.create({ summary: 'a', labels: ['checkout'] });
    const ticket = await backend.find(key);
    jira.store.lags = true;
    await backend.assign(ticket.ref, 'me', ticket.version);
    assert.equal((await backend.list({})).items[0]?.assignees[0]?.isMe, true);
    assert.equal((await openFakeJira(jira, { login: 'ben' }).list({})).items[0]?.assignees.length, 0);
    await jira.close();
    assert.deepEqual(jira.violations, []);
  });

  it('never ask for what Jira Cloud has removed', async () => {
    const jira = await startFakeJira('Cloud');
    await openFakeJira(jira).list({});
    assert.ok(jira.asked.includes('POST /rest/api/3/search/jql'));
    assert.ok(!jira.asked.some((line) => line.endsWith('/search')));
    await jira.close();
  });
});
