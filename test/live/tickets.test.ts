import assert from 'node:assert/strict';
import { listAll, rejectsWith, timelineOf, uniqueWord } from '../contract/harness.ts';
import { liveServer, openAs, putAsRoot, ticketAsRoot, writeAsRoot } from './liveServer.ts';

const scopes = [{ service: 'checkout', select: { queue: 'Incidents' } }];
const ref = (id: string): { connection: string; id: string } => ({ connection: 'helpdesk', id });

describe('Tickets of a real Request Tracker', () => {
  it('have their priority, due date, people and page, and no date where none is set', async () => {
    const id = await ticketAsRoot({
      Queue: 'Incidents',
      Subject: 'Everything set',
      Priority: 85,
      Due: '2020-01-31 12:00:00',
      Owner: 'ben',
      Requestor: ['cleo@example.org'],
    });
    const { url } = await liveServer();
    const { backend } = await openAs('ana', scopes);
    const full = await backend.get(ref(id));
    assert.equal(full.priority, 1);
    assert.equal(full.priorityLabel, '85');
    assert.deepEqual(
      full.due.map(({ breached, paused }) => [breached, paused]),
      [[true, false]],
    );
    assert.deepEqual(full.assignees, [{ id: 'ben', name: 'Ben Ito', isMe: false }]);
    assert.deepEqual(full.requester, { id: 'cleo', name: 'Cleo Customer', isMe: false });
    assert.equal(full.url, `${url}/Ticket/Display.html?id=${id}`);
    const bare = await backend.get(ref(await ticketAsRoot({ Queue: 'Incidents', Subject: 'Nothing set' })));
    assert.deepEqual([bare.due, bare.assignees, bare.priority, bare.requester], [[], [], undefined, undefined]);
  });

  it('are the same in a list and by themselves, but for the version', async () => {
    const word = uniqueWord();
    const fields = { Priority: 45, Owner: 'ben', Requestor: ['cleo@example.org'] };
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: `Same ${word}`, ...fields });
    const { backend } = await openAs('ana', scopes);
    const single = await backend.find(id);
    const [listed] = (await listAll(backend, { text: word })).items;
    assert.ok(listed !== undefined);
    assert.deepEqual({ ...listed, version: '' }, { ...single, version: '' });
  });

  it('show the HTML of a mail as Markdown, once, and leave its files out', async () => {
    const id = await ticketAsRoot({
      Queue: 'Incidents',
      Subject: 'A mail <b>with</b> HTML',
      Content: '<p>Payment <b>fails</b> <script>alert(1)</script><a href="javascript:alert(1)">here</a></p>',
      ContentType: 'text/html',
    });
    const file = Buffer.from('a file, not a note').toString('base64');
    await writeAsRoot(id, 'comment', {
      Content: 'See the *log*.',
      ContentType: 'text/plain',
      Attachments: [{ FileName: 'log.txt', FileType: 'text/plain', FileContent: file }],
    });
    const { backend } = await openAs('ana', scopes);
    const ticket = await backend.get(ref(id));
    assert.equal(ticket.title, 'A mail <b>with</b> HTML');
    assert.equal(ticket.body, 'Payment **fails** here');
    const notes = (await timelineOf(backend, ref(id))).filter(({ kind }) => kind === 'note');
    assert.deepEqual(
      notes.map(({ body }) => body),
      ['See the \\*log\\*.'],
    );
  });

  it('tell what happened in sentences, with names', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'A long story' });
    await putAsRoot(`/ticket/${id}`, { Owner: 'ben' });
    await putAsRoot(`/ticket/${id}`, { Status: 'open' });
    await putAsRoot(`/ticket/${id}`, { Subject: 'A *longer* story', CustomFields: { Severity: 'Sev2' } });
    await putAsRoot(`/ticket/${id}`, { Requestor: ['cleo@example.org'], AddRefersTo: 'https://git.example.org/c/1' });
    const { backend } = await openAs('ana', scopes);
    const told = (await timelineOf(backend, ref(id))).map(({ kind, body }) => `${kind}: ${body}`);
    assert.deepEqual(told, [
      'change: Created.',
      'change: Owner: Nobody in particular → Ben Ito',
      'change: Status: new → open',
      'change: Subject: A long story → A \\*longer\\* story',
      'change: Severity: – → Sev2',
      'change: Requestor was added: Cleo Customer',
      'link: <https://git.example.org/c/1>',
    ]);
  });

  it('answer to the number of a ticket that was merged into them', async () => {
    const word = uniqueWord();
    const kept = await ticketAsRoot({ Queue: 'Incidents', Subject: `Kept ${word}`, Content: 'The text that stays.' });
    const merged = await ticketAsRoot({ Queue: 'Incidents', Subject: `Merged ${word}`, Content: 'The other text.' });
    await putAsRoot(`/ticket/${merged}`, { MergeInto: kept });
    const { backend } = await openAs('ana', scopes);
    const ticket = await backend.get(ref(merged));
    assert.deepEqual([ticket.ref.id, ticket.key, ticket.body], [kept, `#${kept}`, 'The text that stays.']);
    assert.equal((await backend.find(merged)).ref.id, kept);
    assert.deepEqual(
      (await listAll(backend, { text: word })).items.map((item) => item.ref.id),
      [kept],
    );
    const note = await backend.note(ref(merged), 'On the merged number.', 'internal');
    const told = await timelineOf(backend, ref(kept));
    assert.ok(told.some(({ id }) => id === note.id));
    assert.ok(told.some(({ body }) => body.includes('The other text.')));
  });

  it('are not listed when they are deleted, and say so when asked for', async () => {
    const word = uniqueWord();
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: `Deleted ${word}` });
    await putAsRoot(`/ticket/${id}`, { Status: 'deleted' });
    const { backend } = await openAs('ana', scopes);
    const every = ['new', 'acknowledged', 'in_progress', 'waiting', 'resolved', 'closed', 'cancelled'] as const;
    assert.deepEqual((await listAll(backend, { text: word, phases: every })).items, []);
    const ticket = await backend.get(ref(id));
    assert.deepEqual([ticket.phase, ticket.state], ['cancelled', 'deleted']);
  });

  it('have a timeline to the end, also where some of it may not be seen', async function () {
    this.timeout(240_000);
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'A hundred things' });
    for (let index = 1; index <= 36; index++) {
      await writeAsRoot(id, 'comment', { Content: `internal ${index}`, ContentType: 'text/plain' });
      await writeAsRoot(id, 'correspond', { Content: `public ${index}`, ContentType: 'text/plain' });
    }
    const [ana, dora] = [(await openAs('ana', scopes)).backend, (await openAs('dora', scopes)).backend];
    const byAna = await timelineOf(ana, ref(id));
    const bodies = (entries: typeof byAna, kind: string): string[] =>
      entries.filter((entry) => entry.kind === kind).map(({ body }) => body);
    assert.deepEqual(bodies(byAna, 'note'), numbers('internal'));
    assert.deepEqual(bodies(byAna, 'reply'), numbers('public'));
    const byDora = await timelineOf(dora, ref(id));
    assert.deepEqual(bodies(byDora, 'note'), []);
    assert.deepEqual(bodies(byDora, 'reply'), numbers('public'));
  });

  it('are refused, with a reason, to somebody who may only look', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Only to look at' });
    const { backend } = await openAs('dora', scopes);
    const ticket = await backend.get(ref(id));
    assert.deepEqual(await backend.transitions(ref(id)), []);
    const move = { id: 'open', label: 'Open', to: 'in_progress', state: 'open', requires: [] } as const;
    for (const work of [
      () => backend.assign(ref(id), 'me', ticket.version),
      () => backend.move(ref(id), move, {}, ticket.version),
      () => backend.note(ref(id), 'May I?', 'internal'),
      () => backend.note(ref(id), 'May I?', 'public'),
      () => backend.linkCommit(ref(id), { sha: 'a'.repeat(40), subject: 'x', url: 'https://git.example.org/c/2' }),
    ]) {
      const error = await rejectsWith(work(), 'refused', 'forbidden');
      assert.match(error.message, /helpdesk.*(Permission|right|may not)/i);
    }
    assert.equal((await backend.get(ref(id))).version, ticket.version);
  });
});

function numbers(kind: string): string[] {
  return Array.from({ length: 36 }, (_, index) => `${kind} ${index + 1}`);
}
