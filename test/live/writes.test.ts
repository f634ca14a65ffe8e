import assert from 'node:assert/strict';
import { request } from 'node:http';
import { addNote } from '../../src/app/addNote.ts';
import { handBack } from '../../src/app/handBack.ts';
import { findTransition, move } from '../../src/app/move.ts';
import { pickUp, planPickUp } from '../../src/app/pickUp.ts';
import { startLoopbackServer, type LoopbackServer } from '../fakes/servers/loopbackServer.ts';
import { listAll, rejectsWith, timelineOf, uniqueWord } from '../contract/harness.ts';
import { liveServer, openAs, openAt, putAsRoot, ticketAsRoot } from './liveServer.ts';

const scopes = [{ service: 'checkout', select: { queue: 'Incidents' } }];
const ref = (id: string): { connection: string; id: string } => ({ connection: 'helpdesk', id });

describe('Working on a ticket of a real Request Tracker', () => {
  it('is: list, pick up, note, resolve, hand back', async () => {
    const word = uniqueWord();
    await ticketAsRoot({ Queue: 'Incidents', Subject: `The main job ${word}`, Requestor: ['cleo@example.org'] });
    const { backend } = await openAs('ana', scopes);
    const [listed] = (await listAll(backend, { text: word, assignee: 'nobody' })).items;
    assert.ok(listed !== undefined);
    const work = { backend, repository: undefined };
    const picked = await pickUp(work, await planPickUp(backend, listed.ref), { force: false, fields: {} });
    assert.equal(picked.problem, undefined);
    assert.deepEqual([picked.ticket.phase, picked.ticket.assignees[0]?.isMe], ['in_progress', true]);
    const note = await addNote(backend, listed.ref, 'Found it: a *retry* too many.', 'internal');
    assert.equal(note.audience, 'internal');
    const resolved = await move(backend, await backend.get(listed.ref), {
      transition: await findTransition(backend, listed.ref, 'Resolve'),
      fields: {},
    });
    assert.deepEqual([resolved.ticket.phase, resolved.ticket.state], ['resolved', 'resolved']);
    assert.deepEqual((await listAll(backend, { text: word })).items, []);
    const reopened = await move(backend, resolved.ticket, {
      transition: await findTransition(backend, listed.ref, 'Re-open'),
      fields: {},
    });
    assert.equal(reopened.ticket.phase, 'in_progress');
    const back = await handBack(work, listed.ref, 'My shift is over.');
    assert.equal(back.problem, undefined);
    assert.deepEqual(back.ticket.assignees, []);
    const { backend: ben } = await openAs('ben', scopes);
    const told = await timelineOf(ben, listed.ref);
    assert.ok(told.some(({ body, kind }) => kind === 'note' && body.includes('My shift is over.')));
  });

  it('from a list does not overwrite an owner who came meanwhile', async () => {
    const word = uniqueWord();
    await ticketAsRoot({ Queue: 'Incidents', Subject: `Underneath ${word}` });
    const { backend } = await openAs('ana', scopes);
    const [listed] = (await listAll(backend, { text: word })).items;
    assert.ok(listed !== undefined);
    // The times of a list are in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await putAsRoot(`/ticket/${listed.ref.id}`, { Owner: 'ben' });
    const error = await rejectsWith(backend.assign(listed.ref, 'me', listed.version), 'conflict');
    assert.match(error.next ?? '', /Ben Ito/);
    assert.deepEqual(
      (await backend.get(listed.ref)).assignees.map(({ id }) => id),
      ['ben'],
    );
  });

  it('keeps internal notes from the customer, and sends replies to them', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Mails', Requestor: ['cleo@example.org'] });
    const { backend } = await openAs('ana', scopes);
    const [hidden, shown] = [uniqueWord(), uniqueWord()];
    await backend.note(ref(id), `The customer is wrong, ${hidden}.`, 'internal');
    await backend.note(ref(id), `The customer is right, ${shown}.`, 'public');
    const mails = await (await liveServer()).mails();
    assert.ok(mails.includes(shown), 'the reply is mailed');
    assert.ok(!mails.includes(hidden), 'the note is not');
  });

  for (const text of [
    '0',
    ' leading and trailing ',
    '*Markdown* stays `text`',
    'ü 🔥\nsecond line\n\nthird',
    '<b>x</b>',
  ]) {
    it(`keeps the note ${JSON.stringify(text)}`, async () => {
      const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Notes' });
      const { backend } = await openAs('ana', scopes);
      const written = await backend.note(ref(id), text, 'internal');
      assert.ok(written.body !== '');
      const notes = (await timelineOf(backend, ref(id))).filter(({ kind }) => kind === 'note');
      assert.deepEqual(notes, [written]);
    });
  }

  it('keeps a note of two megabytes', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'A long note' });
    const { backend } = await openAs('ana', scopes);
    const text = 'All of the log. '.repeat(131_072).trim();
    assert.equal((await backend.note(ref(id), text, 'internal')).body.length, text.length);
  });

  it('writes a reply with a marker once', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Marked replies' });
    const [ana, ben] = [(await openAs('ana', scopes)).backend, (await openAs('ben', scopes)).backend];
    const marker = 'git:example.org/shop@4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40';
    const first = await ana.note(ref(id), 'It is fixed.', 'public', marker);
    assert.equal(first.body, 'It is fixed.', 'the marker is not part of the text that is shown');
    assert.equal((await ben.note(ref(id), 'It is fixed.', 'public', marker)).id, first.id);
    const other = await ana.note(ref(id), 'It is fixed.', 'public', `${marker.slice(0, -1)}1`);
    assert.notEqual(other.id, first.id);
  });

  it('links a commit without a page, and one whose address has odd characters', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Odd commits' });
    const { backend } = await openAs('ana', scopes);
    for (const url of [
      'git:example.org/team/shop@4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
      'https://git.example.org/a%20b/(x)/commit/4f2a9c1d0e8b7a6f?x=1&y=%C3%BC#l',
    ]) {
      const commit = { sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40', subject: 'x', url };
      assert.equal(await backend.linkCommit(ref(id), commit), 'created');
      assert.equal(await backend.linkCommit(ref(id), commit), 'already');
      assert.ok((await backend.get(ref(id))).links.some((link) => link.url === url));
    }
  });

  it('gives a new ticket the priority of its impact and urgency, and its custom fields', async () => {
    const select = { queue: 'Incidents', customFields: { Service: 'checkout' } };
    const { backend } = await openAs('ana', [{ service: 'checkout', select }]);
    const draft = {
      kind: 'incident',
      title: 'Made here',
      body: 'Because.',
      service: { service: 'checkout', select },
    } as const;
    const made = await backend.create?.({ ...draft, impact: 1, urgency: 1 });
    assert.ok(made !== undefined);
    assert.deepEqual([made.priority, made.services, made.requester?.isMe], [1, ['checkout'], true]);
    const low = await backend.create?.({ ...draft, impact: 3, urgency: 3 });
    assert.equal(low?.priority, 5);
    await rejectsWith(backend.create?.({ ...draft, kind: 'change' }) ?? Promise.resolve(), 'usage');
  });
});

describe('When the answer of a real Request Tracker is lost', () => {
  let proxy: LoopbackServer | undefined;
  const lost = { methods: new Set<string>(), forward: true };

  before(async () => {
    const { url } = await liveServer();
    // Passes everything on, and breaks off before the answer where a test wants that.
    proxy = await startLoopbackServer(async (received, response) => {
      const loses = lost.methods.has(received.method) && !received.target.includes('/REST/2.0/tickets');
      const answer = loses && !lost.forward ? undefined : await passOn(new URL(url).origin, received);
      if (loses || answer === undefined) response.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  after(async () => proxy?.close());
  afterEach(() => {
    lost.methods.clear();
    lost.forward = true;
  });

  async function open(): Promise<Awaited<ReturnType<typeof openAt>>['backend']> {
    return (await openAt(`${proxy?.origin}/rt`, 'ana', scopes)).backend;
  }

  it('a pick-up and a move are seen to be done', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Lost answers' });
    const backend = await open();
    const ticket = await backend.get(ref(id));
    lost.methods.add('PUT');
    const taken = await backend.assign(ref(id), 'me', ticket.version);
    assert.ok(taken.assignees[0]?.isMe);
    const [step] = await backend.transitions(ref(id));
    assert.ok(step !== undefined);
    assert.equal((await backend.move(ref(id), step, {}, taken.version)).state, step.state);
  });

  it('a note is there once', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Lost note' });
    const backend = await open();
    await backend.note(ref(id), 'Again and again.', 'internal');
    lost.methods.add('POST');
    const request = backend.note(ref(id), 'Again and again.', 'internal');
    // Reading texts is a POST too: it comes through once the note was sent.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    lost.methods.clear();
    const written = await request;
    const notes = (await timelineOf(backend, ref(id))).filter(({ kind }) => kind === 'note');
    assert.equal(notes.length, 2);
    assert.equal(notes[1]?.id, written.id);
  });

  it('a write that did not arrive is told as not known', async () => {
    const id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Never arrived' });
    const backend = await open();
    const ticket = await backend.get(ref(id));
    lost.forward = false;
    lost.methods.add('PUT');
    await rejectsWith(backend.assign(ref(id), 'me', ticket.version), 'unconfirmed');
    lost.methods.clear();
    assert.deepEqual((await backend.get(ref(id))).assignees, []);
  });
});

interface PassedOn {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

async function passOn(
  origin: string,
  { method, target, headers, body }: { method: string; target: string; headers: object; body: string },
): Promise<PassedOn> {
  return new Promise((resolve, reject) => {
    const forwarded = request(
      new URL(target, origin),
      { method, headers: { ...headers, connection: 'close' } },
      (answer) => {
        answer.setEncoding('utf8');
        let text = '';
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          const { 'transfer-encoding': _, 'content-length': __, ...rest } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, headers: rest, body: text });
        });
      },
    );
    forwarded.on('error', reject);
    forwarded.end(body);
  });
}
