import assert from 'node:assert/strict';
import { openJira } from '../../../../src/backends/jira/index.ts';
import { jiraKind } from '../../../../src/backends/jira/kind.ts';
import type { Connection, Credential } from '../../../../src/domain/connection.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { openFakeJira } from '../../../fakes/openJira.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { startFakeJira } from '../../../fakes/servers/jira.ts';
import { sendJson, startLoopbackServer } from '../../../fakes/servers/loopbackServer.ts';

const date = (epochMillis: number): object => ({ epochMillis, iso8601: 'x', jira: 'y', friendly: 'z' });

const signIn = (
  url: string,
  credential: Credential | undefined,
  more: Partial<Connection> = {},
): ReturnType<typeof openJira> =>
  openJira({
    connection: { alias: 'jira', kind: 'jira', url, ...more },
    credential,
    scopes: [],
    clock: () => new Date(),
    log: recordingLog(),
  });

describe('The sign-in of Jira', () => {
  it('takes e-mail address and token on Cloud, as a password or with the account of the connection', async () => {
    const jira = await startFakeJira('Cloud');
    const me = 'ana@example.org';
    for (const backend of [
      signIn(jira.url, { type: 'password', user: me, password: 'token-ana' }),
      signIn(jira.url, { type: 'token', token: ' token-ana ' }, { account: me }),
    ]) {
      assert.deepEqual(await backend.whoAmI(), { id: '557058:ana', name: 'Ana Ng', isMe: true });
    }
    await rejectsWith(signIn(jira.url, { type: 'token', token: 'no' }, { account: me }).whoAmI(), 'unauthorized');
    await jira.close();
  });

  it('takes a personal access token, or user and password, on Data Center', async () => {
    const jira = await startFakeJira('Server');
    for (const backend of [
      signIn(jira.url, { type: 'token', token: 'pat-ana' }),
      signIn(jira.url, { type: 'password', user: 'ana', password: 'secret-ana' }),
    ]) {
      assert.deepEqual(await backend.whoAmI(), { id: 'ana', name: 'Ana Ng', isMe: true });
    }
    await jira.close();
  });

  it('says before any request what is missing', () => {
    assert.throws(() => signIn('https://x.atlassian.net', { type: 'token', token: 'x' }), { reason: 'configuration' });
    assert.throws(() => signIn('https://x.atlassian.net', undefined), { reason: 'notSignedIn' });
  });

  it('waits as long as the server says in its own header', async () => {
    let asked = 0;
    const server = await startLoopbackServer((_, response) => {
      asked++;
      const reset = new Date(Date.now() + 120_000).toISOString();
      sendJson(response, 429, { message: 'Too many requests' }, { 'x-ratelimit-reset': reset });
    });
    const error = await rejectsWith(signIn(server.origin, { type: 'token', token: 'x' }).whoAmI(), 'rateLimited');
    assert.equal(asked, 1, 'it is not asked again within two minutes');
    assert.match(error.next ?? '', /1(19|20)/);
    await server.close();
  });
});

for (const deployment of ['Cloud', 'Server'] as const) {
  describe(`One ticket of Jira (${deployment})`, () => {
    it('has the service levels of a request first, and the due date', async () => {
      const jira = await startFakeJira(deployment);
      const { id, key } = jira.store.create({ summary: 'a', duedate: '2020-01-02' });
      jira.store.levels.set(id, [
        {
          id: '1',
          name: 'Time to resolution',
          ongoingCycle: { breachTime: date(1_800_000_000_000), breached: false, paused: true },
        },
        { id: '2', name: 'Time to first response', completedCycles: [{ breached: false }] },
      ]);
      const backend = openFakeJira(jira);
      const ticket = await backend.find(key);
      assert.deepEqual((await backend.get(ticket.ref)).due, [
        { at: '2027-01-15T08:00:00.000Z', name: 'Time to resolution', breached: false, paused: true },
        { at: '2020-01-02T23:59:59.000Z', name: 'Due', breached: true, paused: false },
      ]);
      jira.quirks.deskStatus = 403;
      assert.equal((await openFakeJira(jira).get(ticket.ref)).due.length, 1, 'who is no agent sees the rest');
      await jira.close();
      assert.deepEqual(jira.violations, []);
    });

    it('is found by its key in any case, and shows its page, its people and its project', async () => {
      const jira = await startFakeJira(deployment);
      jira.store.create({ summary: 'a', priority: 'Low', assignee: 'ben' });
      const ticket = await openFakeJira(jira).find(' ops-1 ');
      assert.equal(ticket.url, `${jira.url}/browse/OPS-1`);
      assert.deepEqual([ticket.priority, ticket.priorityLabel, ticket.group], [4, 'Low', 'Operations']);
      assert.deepEqual(
        ticket.assignees.map(({ name, isMe }) => [name, isMe]),
        [['Ben Ito', false]],
      );
      assert.equal(ticket.requester?.isMe, true);
      await jira.close();
      assert.deepEqual(jira.violations, []);
    });

    it('is not looked for where a key or an id is none', async () => {
      const jira = await startFakeJira(deployment);
      const backend = openFakeJira(jira);
      await rejectsWith(backend.find('../myself'), 'notFound');
      await rejectsWith(backend.get({ connection: 'jira', id: '1/../../myself' }), 'notFound');
      assert.ok(!jira.asked.some((line) => line.includes('/issue/')));
      await jira.close();
    });

    it('is told as gone where it was deleted', async () => {
      const jira = await startFakeJira(deployment);
      const backend = openFakeJira(jira);
      const issue = jira.store.create({ summary: 'a' });
      const { ref, version } = await backend.find(issue.key);
      jira.store.delete(issue);
      await rejectsWith(backend.get(ref), 'notFound');
      await rejectsWith(backend.assign(ref, 'me', version), 'notFound');
      await jira.close();
      assert.deepEqual(jira.violations, []);
    });

    it('can come from the projects and queues that there are', async () => {
      const jira = await startFakeJira(deployment);
      const places = await openFakeJira(jira).places?.();
      assert.deepEqual(
        places?.map(({ select }) => select),
        [
          { project: 'OPS' },
          { project: 'DEV' },
          { project: 'OPS', queue: 'All open' },
          { project: 'OPS', queue: 'Checkout' },
        ],
      );
      await jira.close();
      assert.deepEqual(jira.violations, []);
    });
  });
}

describe("Jira's keys", () => {
  it('are told from other text', () => {
    for (const key of ['OPS-1', 'A2_B-12']) assert.ok(jiraKind.keyPattern.test(key), key);
    for (const text of ['ops-1', 'OPS-0', 'OPS1', 'OPS-1 ', 'A-1', '1A-1', 'OPS-1\n'])
      assert.ok(!jiraKind.keyPattern.test(text), text);
  });
});
