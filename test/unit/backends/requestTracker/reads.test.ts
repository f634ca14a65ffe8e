import assert from 'node:assert/strict';
import { accountOf } from '../../../../src/backends/requestTracker/account.ts';
import { requestTrackerKind } from '../../../../src/backends/requestTracker/kind.ts';
import { openRequestTracker } from '../../../../src/backends/requestTracker/index.ts';
import type { Credential } from '../../../../src/domain/connection.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Entry, TicketRef } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFake } from '../../../fakes/openRequestTracker.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { startFakeRequestTracker, type FakeRequestTracker } from '../../../fakes/servers/requestTracker.ts';
import { userNamed } from '../../../fakes/servers/requestTrackerSite.ts';

describe('Reading from Request Tracker', () => {
  let server: FakeRequestTracker;

  beforeEach(async () => {
    server = await startFakeRequestTracker();
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  it('tells who is signed in, by token and by password, and asks each time', async () => {
    const expected = { id: 'ana', name: 'Ana Petrović', isMe: true };
    const backend = openFake(server);
    assert.deepEqual(await backend.whoAmI(), expected);
    await backend.whoAmI();
    assert.deepEqual(server.asked, ['GET /user/27', 'GET /user/27']);
    assert.deepEqual(
      await openFake(server, { type: 'password', user: 'ana', password: 'secret-ana' }).whoAmI(),
      expected,
    );
  });

  it('sends a password in the encoding that the server reads', () => {
    assert.equal(sent('pässwörd'), `Basic ${Buffer.from('ana:pässwörd', 'latin1').toString('base64')}`);
    assert.equal(sent('пароль'), `Basic ${Buffer.from('ana:пароль', 'utf8').toString('base64')}`);
  });

  it('tells a sign-in that is not good from a login page', async () => {
    const bad = { type: 'token', token: `1-27-${'0'.repeat(32)}` } as const;
    await rejectsWith(openFake(server, bad).whoAmI(), 'unauthorized');
    await rejectsWith(openFake(server, { type: 'password', user: 'ana', password: 'x' }).list({}), 'unauthorized');
  });

  it('opens nothing that cannot be used, and says why', () => {
    const { token } = userNamed('ana');
    assert.throws(() => open({ url: server.url }), { reason: 'notSignedIn' });
    assert.throws(() => open({}, { type: 'token', token }), { reason: 'configuration' });
    assert.throws(() => open({ url: 'https://ana:x@rt.example.org' }, { type: 'token', token }), {
      reason: 'configuration',
    });
    for (const bad of ['abc', 'Bearer x', '1-x-0123', `${token}\r\nX-Evil: 1`]) {
      assert.throws(() => open({ url: server.url }, { type: 'token', token: bad }), { reason: 'unauthorized' });
    }
    assert.deepEqual(server.asked, []);
  });

  it('recognises its keys', () => {
    for (const key of ['7', '#7', '#10023']) assert.match(key, requestTrackerKind.keyPattern);
    for (const key of ['', '#', '07', '#-1', 'RT-7', '7a', '7 OR id > 0']) {
      assert.doesNotMatch(key, requestTrackerKind.keyPattern);
    }
  });

  it('asks three questions for a ticket with its text, and shares what several ask at once', async () => {
    const { id } = server.store.create({ queue: 'Incidents', subject: 'Slow', content: '# Not *a* heading' });
    const backend = openFake(server);
    await backend.whoAmI();
    server.asked.length = 0;
    const [ticket] = await Promise.all([backend.get(ref(id)), backend.transitions(ref(id)), backend.timeline(ref(id))]);
    assert.equal(ticket.body, '\\# Not \\*a\\* heading');
    assert.equal(server.asked.filter((line) => line === `GET /ticket/${id}`).length, 1);
    assert.deepEqual(server.asked.toSorted(), [
      `GET /ticket/${id}`,
      `GET /ticket/${id}/history`,
      `GET /ticket/${id}/history`,
      'POST /attachments',
      'POST /attachments',
      'POST /tickets',
    ]);
  });

  it('asks for the texts of a hundred notes in one question', async () => {
    const { id } = server.store.create({ queue: 'Incidents', subject: 'Much talked about' });
    const ticket = server.store.find(id);
    assert.ok(ticket !== undefined);
    for (let index = 1; index <= 150; index++) {
      const text = { type: 'text/plain', content: `note ${index}` };
      server.store.record(ticket, index % 2 === 0 ? 'Comment' : 'Correspond', { creator: 'ben', text });
    }
    const all = Array.from({ length: 150 }, (_, index) => `note ${index + 1}`);
    const backend = openFake(server);
    assert.deepEqual(bodies(await timelineOf(backend, ref(id))), all);
    // Two pages, each with the ticket, its history and its texts, and once who is signed in.
    assert.ok(server.asked.length <= 8, server.asked.join(', '));
    // To somebody who may not see the comments, half of each page is missing, and the end is the end.
    const replies = all.filter((_, index) => index % 2 === 0);
    assert.deepEqual(bodies(await timelineOf(openFake(server, 'dora'), ref(id))), replies);
  });

  it('goes on over pages of a timeline that may not be seen at all', async () => {
    const { id } = server.store.create({ queue: 'Incidents', subject: 'Two hundred remarks' });
    const ticket = server.store.find(id);
    assert.ok(ticket !== undefined);
    const say = (type: string, content: string): void =>
      void server.store.record(ticket, type, { creator: 'ben', text: { type: 'text/plain', content } });
    for (let index = 1; index <= 350; index++) say('Comment', `internal ${index}`);
    say('Correspond', 'The answer.');
    assert.deepEqual(bodies(await timelineOf(openFake(server, 'dora'), ref(id))), ['The answer.']);
    for (let index = 1; index <= 250; index++) say('Comment', `more ${index}`);
    assert.deepEqual(bodies(await timelineOf(openFake(server, 'dora'), ref(id))), ['The answer.']);
  });

  it('shows the richer text of a mail, as Markdown, and what a step did as a sentence', async () => {
    const { id } = server.store.create({
      queue: 'Incidents',
      subject: 'By mail',
      content: '<p>It <b>fails</b><script>alert(1)</script></p>',
      contentType: 'text/html',
    });
    const backend = openFake(server);
    assert.equal((await backend.get(ref(id))).body, 'It **fails**');
    const ticket = server.store.find(id);
    assert.ok(ticket !== undefined);
    server.store.setOwner(ticket, 'ben', { by: userNamed('ben'), how: 'take' });
    server.store.setStatus(ticket, 'open', userNamed('ben'));
    for (const [type, field, oldValue, newValue] of [
      ['Set', 'Subject', 'By mail', 'By *post*'],
      ['Set', 'Told', '', '2026-11-24 10:00:00'],
      ['Set', 'Due', '1970-01-01 00:00:00', '2026-12-01 10:00:00'],
      ['AddWatcher', 'Requestor', '', '29'],
      ['EmailRecord', '', '', ''],
      ['AddLink', 'RefersTo', '', 'https://git.example.org/c/1'],
      ['AddLink', 'DependsOn', '', 'fsck.com-rt://example.org/ticket/7'],
      ['CustomField', '2', '', 'Sev1'],
      ['Brandnew', '', '', ''],
    ] as const) {
      server.store.record(ticket, type, { creator: 'ben', field, oldValue, newValue });
    }
    const told = (await timelineOf(backend, ref(id))).map(({ kind, body }) => `${kind}: ${body}`);
    assert.deepEqual(told, [
      'change: Created.',
      'change: Owner: Nobody in particular → Ben Ito',
      'change: Status: new → open',
      'change: Subject: By mail → By \\*post\\*',
      'change: Due: – → 2026-12-01 10:00:00',
      'change: Requestor was added: Ben Ito',
      'link: <https://git.example.org/c/1>',
      'change: Linked with #7',
      'change: Field 2: – → Sev1',
      'change: Brandnew',
    ]);
  });

  it('tells a ticket that is not there from one that may not be seen', async () => {
    server.store.create({ queue: 'Incidents', subject: 'Secret' });
    const eve = openFake(server, 'eve');
    for (const read of [
      () => eve.get(ref(1)),
      () => eve.find('#1'),
      () => eve.timeline(ref(1)),
      () => eve.transitions(ref(1)),
    ]) {
      const error = await rejectsWith(read(), 'forbidden');
      assert.match(error.message, /#1 may not be seen.*helpdesk/);
    }
    await rejectsWith(openFake(server).get(ref(2)), 'notFound');
  });

  it('never makes an address of what is no number', async () => {
    const backend = openFake(server);
    for (const id of ['../user/27', '1/history', '', '1?x', '%31']) {
      const wrong = { connection: 'helpdesk', id };
      await rejectsWith(backend.get(wrong), 'notFound');
      await rejectsWith(backend.timeline(wrong), 'notFound');
      await rejectsWith(backend.note(wrong, 'x', 'internal'), 'notFound');
      await rejectsWith(backend.find(id), 'notFound');
    }
    assert.deepEqual(server.asked, []);
  });

  it('offers the steps that the lifecycle has actions for, by where they really lead', async () => {
    const { id } = server.store.create({ queue: 'Changes', subject: 'A change', status: 'monitoring' });
    // Another one shows that this lifecycle counts "resolved" as open.
    server.store.create({ queue: 'Changes', subject: 'An earlier one', status: 'resolved' });
    const backend = openFake(server);
    assert.deepEqual(await backend.transitions(ref(id)), [
      { id: 'resolved', label: 'Fixed', to: 'waiting', state: 'resolved', requires: [], notifiesRequester: true },
    ]);
    server.asked.length = 0;
    await backend.transitions(ref(id));
    assert.deepEqual(server.asked, [`GET /ticket/${id}`], 'what is known is not asked again');
  });

  it('leaves out the dates that are not set, and says which are past', async () => {
    const bare = server.store.create({ queue: 'Incidents', subject: 'Bare' });
    const late = server.store.create({ queue: 'Incidents', subject: 'Late', due: '2020-01-31T12:00:00Z' });
    const done = server.store.create({
      queue: 'Incidents',
      subject: 'Done',
      due: '2020-01-31T12:00:00Z',
      status: 'resolved',
    });
    const backend = openFake(server);
    const due = async (id: number): Promise<boolean[]> =>
      (await backend.get(ref(id))).due.map(({ breached }) => breached);
    assert.deepEqual([await due(bare.id), await due(late.id), await due(done.id)], [[], [true], [false]]);
  });
});

function ref(id: number): TicketRef {
  return { connection: 'helpdesk', id: String(id) };
}

function open(address: { readonly url?: string }, credential?: Credential): Backend {
  return openRequestTracker({
    connection: { alias: 'helpdesk', kind: 'request-tracker', ...address },
    credential,
    scopes: [],
    clock: () => new Date(),
    log: recordingLog(),
  });
}

/** What was said after the ticket was created. */
function bodies(entries: readonly Entry[]): string[] {
  return entries.slice(1).map(({ body }) => body);
}

function sent(password: string): string {
  return accountOf('helpdesk', { type: 'password', user: 'ana', password }).headers['authorization'] ?? '';
}
