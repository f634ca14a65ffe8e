import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { CommitLink, Ticket, Transition } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { checkout, openFakePagerDuty } from '../../../fakes/openPagerDuty.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { sendError } from '../../../fakes/servers/pagerDutyJson.ts';
import { startFakePagerDuty, type FakePagerDuty } from '../../../fakes/servers/pagerDuty.ts';
import { accountKey, pdServices, pdUser } from '../../../fakes/servers/pagerDutySite.ts';
import type { FakePdIncident, NewFakePdIncident } from '../../../fakes/servers/pagerDutyStore.ts';

const ben = pdUser('PBEN002');
const commit: CommitLink = {
  sha: '4f2a9c1d0e8b7a6f5c4d3e2b1a0f9e8d7c6b5a40',
  subject: 'Retry the "payment" gateway',
  url: 'https://git.example.org/shop/commit/4f2a9c1',
};

describe('Writing to PagerDuty', () => {
  let server: FakePagerDuty;
  let backend: Backend;

  beforeEach(async () => {
    server = await startFakePagerDuty();
    backend = openFakePagerDuty(server);
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  async function seed(fields: Partial<NewFakePdIncident> = {}): Promise<{ incident: FakePdIncident; ticket: Ticket }> {
    const incident = server.store.create({ title: 'Checkout is down', ...fields });
    return { incident, ticket: await backend.find(incident.id) };
  }

  async function step(ticket: Ticket, id: string): Promise<Transition> {
    const found = (await backend.transitions(ticket.ref)).find((one) => one.id === id);
    assert.ok(found !== undefined, `${id} is not offered`);
    return found;
  }

  it('is done in the name of the account, and not at all without one', async () => {
    const { incident, ticket } = await seed();
    const nameless = openFakePagerDuty(server, { token: accountKey });
    await rejectsWith(nameless.note(ticket.ref, 'Hello', 'internal'), 'configuration');
    assert.equal(incident.notes.length, 0);
    const named = openFakePagerDuty(server, { token: accountKey, account: ben.email });
    assert.equal((await named.note(ticket.ref, 'Hello', 'internal')).author.id, ben.id);
    // A user key acts as its user, whatever the connection says.
    let from: unknown;
    server.quirks.before = ({ method, headers }) => {
      if (method === 'POST') from = headers.from;
    };
    const own = openFakePagerDuty(server, { account: ben.email });
    assert.ok((await own.note(ticket.ref, 'Hello', 'internal')).author.isMe);
    assert.equal(from, 'ana@example.org');
  });

  it('counts as done what somebody else has done in the same moment', async () => {
    for (const status of ['acknowledged', 'resolved'] as const) {
      const { incident, ticket } = await seed();
      const transition = await step(ticket, status);
      server.quirks.before = ({ method }) => {
        if (method === 'PUT') server.store.setStatus(incident, status, ben);
      };
      assert.equal((await backend.move(ticket.ref, transition, {}, ticket.version)).state, status);
      server.quirks.before = undefined;
    }
  });

  it('says that somebody was faster where PagerDuty says so', async () => {
    const { incident, ticket } = await seed();
    const transition = await step(ticket, 'acknowledged');
    server.quirks.instead = ({ method }, response) => {
      if (method !== 'PUT') return false;
      server.store.assign(incident, [ben.id], ben);
      sendError(response, 400, 1005, 'Data Updated Since Last Request');
      return true;
    };
    const error = await rejectsWith(backend.move(ticket.ref, transition, {}, ticket.version), 'conflict');
    assert.match(explain(error), /Ben Ito has it/);
  });

  it('gives the reason of a refusal, such as what the plan lacks', async () => {
    const { ticket } = await seed();
    const transition = await step(ticket, 'resolved');
    server.quirks.instead = ({ method }, response) => {
      if (method !== 'PUT') return false;
      sendError(response, 402, 2012, 'Account does not have the abilities: standard_email');
      return true;
    };
    const error = await rejectsWith(backend.move(ticket.ref, transition, {}, ticket.version), 'refused', 'forbidden');
    assert.match(error.message, /does not have the abilities/);
  });

  it('snoozes for one of the times that it offers', async () => {
    const { incident, ticket } = await seed();
    const taken = await backend.move(ticket.ref, await step(ticket, 'acknowledged'), {}, ticket.version);
    const snooze = await step(taken, 'snooze');
    assert.deepEqual(snooze.requires, [{ id: 'duration', label: 'Duration', choices: ['1h', '4h', '8h', '24h'] }]);
    for (const fields of [{}, { duration: '2h' }, { duration: 'toString' }, { duration: '1h', until: 'noon' }]) {
      await rejectsWith(backend.move(ticket.ref, snooze, fields, taken.version), 'usage');
    }
    const before = server.store.tick().getTime();
    const asleep = await backend.move(ticket.ref, snooze, { duration: '4h' }, taken.version);
    assert.equal(asleep.state, 'acknowledged');
    const [wakes] = incident.pending;
    assert.ok(wakes !== undefined && Math.abs(wakes.at.getTime() - before - 4 * 3_600_000) <= 2000);
    assert.deepEqual(
      asleep.due.map(({ name }) => name),
      ['Calls again'],
    );
  });

  it('reopens what is resolved, and assigns nobody before that', async () => {
    const { ticket } = await seed();
    const done = await backend.move(ticket.ref, await step(ticket, 'resolved'), {}, ticket.version);
    assert.match(explain(await rejectsWith(backend.assign(ticket.ref, 'me', done.version), 'refused')), /Reopen it/);
    const again = await backend.move(ticket.ref, await step(done, 'triggered'), {}, done.version);
    assert.deepEqual([again.phase, again.assignees], ['new', []]);
  });

  it('leaves the escalation alone where the policy calls me already, and gives back to the policy', async () => {
    const { incident, ticket } = await seed({ policy: 'PPOL003' });
    assert.deepEqual(
      ticket.assignees.map(({ isMe }) => isMe),
      [true],
    );
    const mine = await backend.assign(ticket.ref, 'me', ticket.version);
    assert.equal(incident.via, 'escalation_policy');
    const taken = await backend.move(ticket.ref, await step(mine, 'acknowledged'), {}, mine.version);
    const free = await backend.assign(ticket.ref, null, taken.version);
    assert.deepEqual([free.state, incident.via, incident.assigned], ['triggered', 'escalation_policy', ['PANA001']]);
  });

  it('gives an incident back to whoever took it a moment before', async () => {
    const { incident, ticket } = await seed();
    server.quirks.before = ({ method }) => {
      // Ben writes between our look and our write.
      if (method === 'PUT' && incident.via === 'escalation_policy') server.store.assign(incident, [ben.id], ben);
    };
    await rejectsWith(backend.assign(ticket.ref, 'me', ticket.version), 'conflict');
    assert.deepEqual([incident.via, incident.assigned], ['direct_assignment', [ben.id]]);
  });

  it('does not take an incident back from whoever took it a moment after', async () => {
    const { incident, ticket } = await seed();
    server.quirks.before = ({ target }) => {
      if (target.includes('log_entries') && incident.assigned.includes('PANA001')) {
        server.store.assign(incident, [ben.id], ben);
      }
    };
    await rejectsWith(backend.assign(ticket.ref, 'me', ticket.version), 'conflict');
    assert.deepEqual(incident.assigned, [ben.id]);
  });

  it('looks for a write that got no answer, and repeats none', async () => {
    const { incident, ticket } = await seed();
    server.quirks.lose = 'answer';
    const taken = await backend.assign(ticket.ref, 'me', ticket.version);
    assert.deepEqual(incident.assigned, ['PANA001']);
    const moved = await backend.move(ticket.ref, await step(taken, 'acknowledged'), {}, taken.version);
    assert.equal(moved.state, 'acknowledged');
    assert.equal((await backend.note(ticket.ref, 'Once', 'internal')).body, 'Once');
    assert.equal((await backend.note(ticket.ref, 'Once', 'internal')).body, 'Once');
    assert.equal(incident.notes.length, 2);
    assert.equal(await backend.linkCommit(ticket.ref, commit), 'created');
    assert.equal(server.store.changes.length, 1);
    const before = server.store.incidents.length;
    const made = await backend.create?.({ kind: 'incident', title: 'Lost', body: '', service: checkout });
    assert.equal(made?.title, 'Lost');
    assert.equal(server.store.incidents.length, before + 1);
  });

  it('says that it does not know where nothing is to be found', async () => {
    const { incident, ticket } = await seed();
    const transition = await step(ticket, 'acknowledged');
    server.quirks.lose = 'request';
    await rejectsWith(backend.assign(ticket.ref, 'me', ticket.version), 'unconfirmed');
    await rejectsWith(backend.move(ticket.ref, transition, {}, ticket.version), 'unconfirmed');
    await rejectsWith(backend.note(ticket.ref, 'Once', 'internal'), 'unconfirmed');
    await rejectsWith(backend.linkCommit(ticket.ref, commit), 'unconfirmed');
    const draft = { kind: 'incident', title: 'Lost', body: '', service: checkout } as const;
    await rejectsWith(backend.create?.(draft) ?? Promise.resolve(), 'unconfirmed');
    assert.deepEqual([incident.status, incident.notes.length, server.store.changes.length], ['triggered', 0, 0]);
  });

  it('tells a commit once: not where a note has told it', async () => {
    const { ticket } = await seed();
    await backend.note(ticket.ref, 'Fixed.', 'internal', `git:git.example.org/shop@${commit.sha}`);
    assert.equal(await backend.linkCommit(ticket.ref, commit), 'already');
    assert.equal(server.store.changes.length, 0);
  });

  it('shows a commit among the links and in the timeline, and no key anywhere', async () => {
    const log = recordingLog();
    const logged = openFakePagerDuty(server, { log });
    const { ticket } = await seed();
    assert.equal(await logged.linkCommit(ticket.ref, commit), 'created');
    assert.deepEqual((await logged.get(ticket.ref)).links, [
      { label: 'Commit 4f2a9c1d0e: Retry the "payment" gateway', url: commit.url },
    ]);
    const [link] = (await timelineOf(logged, ticket.ref)).filter(({ kind }) => kind === 'link');
    assert.deepEqual([link?.author.isMe, link?.audience], [true, 'internal']);
    const local = { ...commit, sha: 'b'.repeat(40), url: 'git:git.example.org/shop@bbbb' };
    assert.equal(await logged.linkCommit(ticket.ref, local), 'created', 'a commit without a page');
    const key = pdServices[0]?.integrations[1]?.key ?? '?';
    assert.ok(!JSON.stringify(log).includes(key) && JSON.stringify(log).includes('/v2/change/enqueue'));
  });

  it('links no commit where the service takes no changes', async () => {
    const { ticket } = await seed({ service: 'PWAREH1' });
    assert.equal(await backend.linkCommit(ticket.ref, commit), 'unsupported');
    const { ticket: other } = await seed();
    server.quirks.plan = 'small';
    assert.equal(await backend.linkCommit(other.ref, commit), 'unsupported', 'it could not be looked for');
    assert.equal(server.store.changes.length, 0);
  });

  it('makes incidents of the account’s own priority, and only where it knows the service', async () => {
    const draft = { kind: 'incident', title: 'Two\nlines', body: '', service: checkout } as const;
    const urgent = await backend.create?.({ ...draft, impact: 1, urgency: 1 });
    assert.deepEqual([urgent?.title, urgent?.priorityLabel], ['Two lines', 'SEV-1']);
    assert.equal((await backend.create?.({ ...draft, urgency: 3 }))?.priorityLabel, 'SEV-4');
    assert.equal((await backend.create?.(draft))?.priorityLabel, 'high', 'the default of the service');
    const whole = openFakePagerDuty(server, { scopes: [] });
    assert.deepEqual(whole.capabilities.create, []);
    const { service: _, ...homeless } = draft;
    await rejectsWith(whole.create?.(homeless) ?? Promise.resolve(), 'usage');
    await rejectsWith(backend.create?.({ ...draft, kind: 'change' }) ?? Promise.resolve(), 'usage');
  });
});
