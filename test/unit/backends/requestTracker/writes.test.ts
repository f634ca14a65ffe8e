import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { TicketRef, Transition } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFake } from '../../../fakes/openRequestTracker.ts';
import { startFakeRequestTracker, type FakeRequestTracker } from '../../../fakes/servers/requestTracker.ts';
import { userNamed } from '../../../fakes/servers/requestTrackerSite.ts';

const open: Transition = { id: 'open', label: 'Open It', to: 'in_progress', state: 'open', requires: [] };

describe('Writes to Request Tracker', () => {
  let server: FakeRequestTracker;
  let ana: Backend;
  let ref: TicketRef;

  beforeEach(async () => {
    server = await startFakeRequestTracker();
    ana = openFake(server);
    const { id } = server.store.create({ queue: 'Incidents', subject: 'The checkout is slow' });
    ref = { connection: 'helpdesk', id: String(id) };
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function ticket(): NonNullable<ReturnType<FakeRequestTracker['store']['find']>> {
    const found = server.store.find(Number(ref.id));
    assert.ok(found !== undefined);
    return found;
  }

  it('are read, sent and read back: three requests, and no more for a pick-up', async () => {
    const [listed] = (await ana.list({})).items;
    assert.ok(listed !== undefined);
    await ana.whoAmI();
    server.asked.length = 0;
    await ana.assign(ref, 'me', listed.version);
    assert.deepEqual(server.asked, ['GET /ticket/1', 'PUT /ticket/1/take', 'GET /ticket/1']);
  });

  it('take, steal and give back by the ways that need the least right', async () => {
    const taken = await ana.assign(ref, 'me', (await ana.get(ref)).version);
    const free = await ana.assign(ref, null, taken.version);
    const given = await ana.assign(ref, { id: 'ben', name: 'Ben Ito', isMe: false }, free.version);
    await ana.assign(ref, 'me', given.version);
    const puts = server.asked.filter((line) => line.startsWith('PUT'));
    assert.deepEqual(puts, ['PUT /ticket/1/take', 'PUT /ticket/1/untake', 'PUT /ticket/1', 'PUT /ticket/1/steal']);
  });

  it('that say 200 and did nothing are refused in the words of the server', async () => {
    ticket().owner = 'ben';
    const { version } = await ana.get(ref);
    const error = await rejectsWith(ana.assign(ref, null, version), 'refused');
    assert.match(error.message, /^helpdesk refused it: .*You can only reassign tickets/);
    const invented = { ...open, state: 'nonsense' };
    assert.match((await rejectsWith(ana.move(ref, invented, {}, version), 'refused')).message, /isn't a valid status/);
    const dora = openFake(server, 'dora');
    const seen = (await dora.get(ref)).version;
    assert.match((await rejectsWith(dora.move(ref, open, {}, seen), 'refused')).message, /Permission Denied/);
  });

  it('take no field with a step, since a status has none', async () => {
    const { version } = await ana.get(ref);
    const error = await rejectsWith(ana.move(ref, open, { Severity: 'Sev1' }, version), 'usage');
    assert.match(error.message, /Severity/);
  });

  it('find out that somebody came between the look and the write', async () => {
    const { version } = await ana.get(ref);
    let reads = 0;
    server.quirks.before = ({ method }) => {
      // After the check, before the write.
      if (method === 'PUT' && reads++ === 0)
        server.store.setOwner(ticket(), 'ben', { by: userNamed('ben'), how: 'take' });
    };
    const error = await rejectsWith(ana.assign(ref, 'me', version), 'conflict');
    assert.match(error.message, /#1 was changed in helpdesk/);
    assert.equal(ticket().owner, 'ben');
  });

  it('from a list compare the time of the last change', async () => {
    const [listed] = (await ana.list({})).items;
    assert.ok(listed !== undefined && listed.version.startsWith('updated:'));
    ticket().updated = new Date(Date.now() + 5000);
    await rejectsWith(ana.assign(ref, 'me', listed.version), 'conflict');
    assert.equal(ticket().owner, 'Nobody');
  });

  it('whose answer is lost are seen to be done, and not repeated', async () => {
    const { version } = await ana.get(ref);
    server.quirks.lose = 'answer';
    const taken = await ana.assign(ref, 'me', version);
    assert.ok(taken.assignees[0]?.isMe);
    assert.equal((await ana.move(ref, open, {}, taken.version)).state, 'open');
    const entry = await ana.note(ref, 'Only once.', 'internal');
    assert.equal(entry.body, 'Only once.');
    const commit = { sha: 'a'.repeat(40), subject: 'Fix', url: 'https://git.example.org/c/1' };
    assert.equal(await ana.linkCommit(ref, commit), 'created');
    const service = { service: 'checkout', select: { queue: 'Incidents' } };
    const made = await ana.create?.({ kind: 'incident', title: 'Made once', body: '', service });
    assert.equal(made?.title, 'Made once');
    assert.equal(server.store.tickets.size, 2);
    const writes = server.asked.filter((line) => /^(PUT|POST \/ticket(\/|$))/.test(line));
    assert.equal(writes.length, 5);
  });

  it('that never arrive are told as not known, and not repeated', async () => {
    const { version } = await ana.get(ref);
    server.quirks.lose = 'request';
    const service = { service: 'checkout', select: { queue: 'Incidents' } };
    const draft = { kind: 'incident', title: 'Never made', body: '', service } as const;
    for (const write of [
      () => ana.assign(ref, 'me', version),
      () => ana.move(ref, open, {}, version),
      () => ana.note(ref, 'Never heard.', 'internal'),
      () => ana.linkCommit(ref, { sha: 'a'.repeat(40), subject: 'Fix', url: 'https://git.example.org/c/1' }),
      async () => ana.create?.(draft),
    ]) {
      server.asked.length = 0;
      const error = await rejectsWith(write(), 'unconfirmed');
      assert.match(error.next ?? '', /before you try again/);
      assert.equal(server.asked.filter((line) => /^(PUT|POST \/ticket(\/|$))/.test(line)).length, 1);
    }
    assert.equal(server.store.transactions.length, 1);
  });

  it('do not take an earlier note of the same words for one that was lost', async () => {
    await ana.note(ref, 'Still looking.', 'internal');
    server.quirks.lose = 'request';
    await rejectsWith(ana.note(ref, 'Still looking.', 'internal'), 'unconfirmed');
  });

  it('find a marked note in one request, however many notes there are', async () => {
    const marker = 'git:example.org/shop@4f2a9c1d';
    const first = await ana.note(ref, 'Told by a commit.', 'internal', marker);
    assert.equal(first.body, 'Told by a commit.');
    assert.match(
      server.store.transactions.at(-1)?.text?.content ?? '',
      /\n\[footbridge:git:example\.org\/shop@4f2a9c1d\]\n$/,
    );
    for (let index = 0; index < 120; index++) await ana.note(ref, `Note ${index}`, 'internal');
    server.asked.length = 0;
    assert.equal((await openFake(server, 'ben').note(ref, 'Told by a commit.', 'internal', marker)).id, first.id);
    assert.equal(server.asked.filter((line) => line.startsWith('POST /ticket/')).length, 0);
    assert.ok(server.asked.length <= 6, server.asked.join(', '));
  });

  it('send the text "0", which the server takes for none, so that it is one', async () => {
    await ana.note(ref, '0', 'internal');
    assert.equal(server.store.transactions.at(-1)?.text?.content.trim(), '0');
    await rejectsWith(ana.note(ref, ' \n ', 'internal'), 'usage');
  });

  it('tell a right that is missing from a ticket that is', async () => {
    const error = await rejectsWith(openFake(server, 'dora').note(ref, 'May I?', 'internal'), 'forbidden');
    assert.match(error.message, /Permission Denied/);
    await rejectsWith(ana.note({ ...ref, id: '999' }, 'Hello?', 'internal'), 'notFound');
    await rejectsWith(openFake(server, 'eve').note(ref, 'May I?', 'internal'), 'forbidden');
  });

  it('go to the ticket that another was merged into', async () => {
    const other = server.store.create({ queue: 'Incidents', subject: 'The same again', content: 'More of it.' });
    server.store.merge(other, ticket());
    const merged = { ...ref, id: String(other.id) };
    assert.equal((await ana.get(merged)).key, '#1');
    await ana.note(merged, 'Here.', 'internal');
    const told = await timelineOf(ana, ref);
    assert.deepEqual(
      told.map(({ body }) => body),
      ['Created.', 'Created: #2, which was merged into this one.\n\nMore of it.', 'Linked with #1', 'Here.'],
    );
  });

  it('say who was first when two tell of one commit in the same moment', async () => {
    const commit = { sha: 'a'.repeat(40), subject: 'Fix', url: 'https://git.example.org/c/1' };
    let writes = 0;
    server.quirks.before = ({ method }) => {
      if (method !== 'PUT' || writes++ > 0) return;
      ticket().links.push(commit.url);
      server.store.record(ticket(), 'AddLink', { creator: 'ben', field: 'RefersTo', newValue: commit.url });
    };
    assert.equal(await ana.linkCommit(ref, commit), 'already');
  });
});
