import assert from 'node:assert/strict';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { CommitLink, TicketRef, Transition } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFakeRedmine, opsScope } from '../../../fakes/openRedmine.ts';
import { startFakeRedmine, type FakeRedmine } from '../../../fakes/servers/redmine.ts';
import type { FakeIssue } from '../../../fakes/servers/redmineStore.ts';

const start: Transition = { id: '2', label: 'In Progress', to: 'in_progress', state: 'In Progress', requires: [] };

describe('Writes to Redmine', () => {
  let server: FakeRedmine;
  let ana: Backend;
  let issue: FakeIssue;
  let ref: TicketRef;

  beforeEach(async () => {
    server = await startFakeRedmine();
    ana = openFakeRedmine(server);
    issue = server.store.create({ subject: 'The checkout is slow' });
    ref = { connection: 'tracker', id: String(issue.id) };
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  const seen = async (backend = ana): Promise<string> => (await backend.get(ref)).version;

  it('are read, sent and read back: three requests', async () => {
    const version = await seen();
    server.asked.length = 0;
    await ana.assign(ref, 'me', version);
    assert.deepEqual(server.asked, ['GET /issues/1.json', 'PUT /issues/1.json', 'GET /issues/1.json']);
  });

  it('take a ticket as a list has shown it', async () => {
    const [listed] = (await ana.list({})).items;
    assert.ok(listed !== undefined);
    assert.equal((await ana.assign(ref, 'me', listed.version)).assignees[0]?.isMe, true);
    await rejectsWith(ana.move(ref, start, {}, listed.version), 'conflict');
  });

  it('that say 204 and did nothing are refused', async () => {
    const version = await seen();
    // The workflow changes between the look at it and the move.
    server.quirks.beforeUpdate = () => void (issue.status = 5);
    const error = await rejectsWith(ana.move(ref, start, {}, version), 'refused');
    assert.match(error.next ?? '', /workflow/);
  });

  it('name what the workflow offers instead', async () => {
    const error = await rejectsWith(ana.move(ref, { ...start, id: '5', state: 'Closed' }, {}, await seen()), 'refused');
    assert.equal(error.message, '#1 cannot go from New to Closed.');
    assert.equal(error.next, 'It can go to: In Progress, Rejected.');
    await rejectsWith(ana.move(ref, start, { resolution: 'x' }, await seen()), 'usage');
  });

  it('refuse an assignee in the words of the server', async () => {
    const stranger = { id: '99', name: 'Nobody here', isMe: false };
    assert.match(
      (await rejectsWith(ana.assign(ref, stranger, await seen()), 'refused')).message,
      /Assignee is invalid/,
    );
    await rejectsWith(ana.assign(ref, { id: 'ben', name: 'Ben', isMe: false }, await seen()), 'usage');
  });

  it('give a ticket back to somebody who took it in the same moment and was the first', async () => {
    const version = await seen();
    server.quirks.beforeUpdate = () => {
      server.quirks.beforeUpdate = undefined;
      server.store.update(issue, 6, { assignee: 6 });
    };
    const error = await rejectsWith(ana.assign(ref, 'me', version), 'conflict');
    assert.match(error.next ?? '', /Ben Ops has it/);
    assert.equal(issue.assignee, 6);
  });

  it('wait for somebody who came second to give it back', async () => {
    const version = await seen();
    server.quirks.afterUpdate = () => {
      server.quirks.afterUpdate = undefined;
      server.store.update(issue, 6, { assignee: 6 });
      setTimeout(() => server.store.update(issue, 6, { assignee: 5 }), 300);
    };
    assert.equal((await ana.assign(ref, 'me', version)).assignees[0]?.isMe, true);
  });

  it('say that somebody took it afterwards and keeps it', async () => {
    const version = await seen();
    server.quirks.afterUpdate = () => {
      server.quirks.afterUpdate = undefined;
      server.store.update(issue, 6, { assignee: 6 });
    };
    await rejectsWith(ana.assign(ref, 'me', version), 'conflict');
    assert.equal(issue.assignee, 6);
  }).timeout(10_000);

  it('see a change of the same second, by whoever', async () => {
    const version = await seen();
    server.store.update(issue, 6, { notes: 'quick' });
    issue.updated = issue.created;
    await rejectsWith(ana.assign(ref, 'me', version), 'conflict');
  });

  it('without an answer are looked for, and done once', async () => {
    const version = await seen();
    server.quirks.lose = 'answer';
    assert.equal((await ana.move(ref, start, {}, version)).state, 'In Progress');
    const entry = await ana.note(ref, 'Once.', 'internal');
    assert.equal(entry.body, 'Once.');
    const made = await ana.create?.({ kind: 'task', title: 'Made once', body: '', service: opsScope });
    assert.equal(made?.title, 'Made once');
    assert.equal(server.store.all.filter(({ subject }) => subject === 'Made once').length, 1);
    assert.equal(issue.journals.length, 2);
  });

  it('that cannot be seen afterwards are unconfirmed, and not sent again', async () => {
    const version = await seen();
    server.quirks.lose = 'request';
    server.asked.length = 0;
    await rejectsWith(ana.move(ref, start, {}, version), 'unconfirmed');
    await rejectsWith(ana.note(ref, 'Lost.', 'internal'), 'unconfirmed');
    const draft = { kind: 'task', title: 'Lost', body: '', service: opsScope } as const;
    await rejectsWith(ana.create?.(draft) ?? Promise.resolve(), 'unconfirmed');
    assert.equal(server.asked.filter((line) => !line.startsWith('GET')).length, 3);
  });

  it('give a new ticket the tracker of its kind, the category of its service and the nearest priority', async () => {
    const scope = { service: 'checkout', select: { project: 'ops', category: 'Checkout' } };
    const backend = openFakeRedmine(server, { scopes: [scope] });
    const draft = { kind: 'change', title: 'New\nhost', body: 'Now', service: scope, impact: 1, urgency: 1 } as const;
    const ticket = await backend.create?.(draft);
    assert.deepEqual(
      [ticket?.title, ticket?.kind, ticket?.priority, ticket?.priorityLabel, ticket?.services],
      ['New host', 'change', 1, 'Immediate', ['checkout']],
    );
    assert.equal(server.store.find(Number(ticket?.ref.id))?.category, 1);
  });

  it('make no ticket where no project is linked, or none takes the kind, and say so', async () => {
    const whole = openFakeRedmine(server, { scopes: [] });
    assert.deepEqual(whole.capabilities.create, []);
    const draft = { kind: 'alert', title: 'x', body: '' } as const;
    assert.match((await rejectsWith(whole.create?.(draft) ?? Promise.resolve(), 'usage')).next ?? '', /`project`/);
    server.site.trackers = [
      { id: 3, name: 'Aufgabe' },
      { id: 1, name: 'Störung' },
    ];
    const backend = openFakeRedmine(server);
    assert.equal(backend.capabilities.create.length, 6, 'not known yet');
    const error = await rejectsWith(backend.create?.(draft) ?? Promise.resolve(), 'usage');
    assert.equal(error.next, 'Its trackers are: Aufgabe (task), Störung (incident).');
    assert.deepEqual(backend.capabilities.create, ['incident', 'task']);
  });
});

describe('Notes in Redmine', () => {
  let server: FakeRedmine;
  let ana: Backend;
  let issue: FakeIssue;
  let ref: TicketRef;

  beforeEach(async () => {
    server = await startFakeRedmine();
    ana = openFakeRedmine(server);
    issue = server.store.create({ subject: 'The checkout is slow' });
    ref = { connection: 'tracker', id: String(issue.id) };
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  it('that are internal are not seen by the customer', async () => {
    await ana.note(ref, 'The customer must not read this.', 'internal');
    await ana.note(ref, 'We are on it.', 'public');
    const read = (await timelineOf(openFakeRedmine(server, { as: 'cleo' }), ref)).map(({ body }) => body);
    assert.deepEqual(read, ['Created.', 'We are on it.']);
  });

  it('that would become public without a word are not sent', async () => {
    const cleo = openFakeRedmine(server, { as: 'cleo' });
    const error = await rejectsWith(cleo.note(ref, 'Only for us', 'internal'), 'refused');
    assert.match(error.next ?? '', /Set notes as private/);
    await rejectsWith(cleo.linkCommit(ref, commit), 'refused');
    assert.deepEqual(issue.journals, []);
    assert.equal((await cleo.note(ref, 'For everybody', 'public')).audience, 'public');
  });

  it('that became public all the same are taken back, and that is told', async () => {
    server.quirks.dropsPrivacy = true;
    const error = await rejectsWith(ana.note(ref, 'Only for us', 'internal'), 'refused');
    assert.match(error.message, /public/);
    assert.match(error.next ?? '', /removed/);
    assert.deepEqual(issue.journals, []);
  });

  it('with a marker that somebody else writes in the same moment stay one', async () => {
    server.quirks.beforeUpdate = () => {
      server.quirks.beforeUpdate = undefined;
      server.store.update(issue, 6, { notes: 'Told.\n\n[footbridge:git:x@1]', isPrivate: true });
    };
    const entry = await ana.note(ref, 'Told.', 'internal', 'git:x@1');
    assert.equal(entry.author.name, 'Ben Ops');
    assert.equal(entry.body, 'Told.');
    assert.equal(issue.journals.length, 1);
  });

  it('with a marker are looked for among those of the same audience only', async () => {
    await ana.note(ref, 'Told.', 'internal', 'm');
    await ana.note(ref, 'Told.', 'public', 'm');
    await ana.note(ref, 'A quote of [footbridge:x] is no marker', 'internal', 'x');
    assert.deepEqual(
      issue.journals.map(({ isPrivate }) => isPrivate),
      [true, false, true],
    );
  });

  const commit: CommitLink = {
    sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
    subject: 'Retry *once*',
    url: 'https://git.example.org/shop/commit/4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
  };

  it('link a commit inside, once, as a link of the ticket', async () => {
    assert.equal(await ana.linkCommit(ref, commit), 'created');
    assert.equal(await openFakeRedmine(server, { as: 'ben' }).linkCommit(ref, commit), 'already');
    const { links } = await ana.get(ref);
    assert.deepEqual(links, [{ label: 'git.example.org 4f2a9c1d0e', url: commit.url }]);
    const entry = (await timelineOf(ana, ref)).at(-1);
    assert.deepEqual([entry?.kind, entry?.audience], ['link', 'internal']);
    assert.match(entry?.body ?? '', /^Commit 4f2a9c1d0e: Retry \\\*once\\\* {2}\nhttps:/);
  });

  it('are written as the instance reads them: Textile, where its texts are', async () => {
    server.store.create({ subject: 'Old', description: 'h2. Steps\n\nsee "the page":https://example.org' });
    const entry = await ana.note(ref, '**Now** and [there](https://example.org/x)', 'internal');
    assert.equal(issue.journals[0]?.notes, '*Now* and "there":https://example.org/x');
    assert.equal(entry.body, '**Now** and [there](https://example.org/x)');
    const told = await ana.get({ connection: 'tracker', id: '2' });
    assert.equal(told.body, '## Steps\n\nsee [the page](https://example.org)'.replace('.org)', '.org/)'));
  });

  it('and changes of one journal are told apart, with names', async () => {
    server.store.update(issue, 6, { status: 2, assignee: 5, notes: 'Mine *now*' });
    server.store.update(issue, 6, { assignee: 8 });
    server.store.update(issue, 6, { assignee: null });
    const told = (await timelineOf(ana, ref)).map(({ kind, body, author }) => [author.name, kind, body]);
    assert.deepEqual(told, [
      ['Ana Ops', 'change', 'Created.'],
      ['Ben Ops', 'change', 'Status: New → In Progress  \nAssignee: – → Ana Ops'],
      ['Ben Ops', 'reply', 'Mine *now*'],
      ['Ben Ops', 'change', 'Assignee: Ana Ops → Eve Reader'],
      ['Ben Ops', 'change', 'Assignee: Eve Reader → –'],
    ]);
  });
});
