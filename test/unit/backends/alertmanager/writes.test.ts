import assert from 'node:assert/strict';
import { handBack } from '../../../../src/app/handBack.ts';
import { pickUp, planPickUp } from '../../../../src/app/pickUp.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket, TicketRef } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openAlertmanagerAs } from '../../../fakes/openAlertmanager.ts';
import { startFakeAlertmanager, type FakeAlertmanager } from '../../../fakes/servers/alertmanager.ts';
import type { FakeSilence } from '../../../fakes/servers/alertmanagerStore.ts';

describe('Writes to Alertmanager', () => {
  const labels = { alertname: 'Slow', service: 'checkout' };
  const hour = 3_600_000;
  let server: FakeAlertmanager;
  let ana: Backend;
  let ref: TicketRef;

  beforeEach(async () => {
    server = await startFakeAlertmanager();
    ana = openAlertmanagerAs(server.url, { account: 'ana' });
    ref = { connection: 'alerts', id: server.store.fire(labels, { summary: 'Slow' }) };
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  const active = (): FakeSilence[] =>
    [...server.store.silences.values()].filter((silence) => server.store.stateOf(silence) === 'active');
  const take = async (who: Backend = ana): Promise<Ticket> => who.assign(ref, 'me', (await who.get(ref)).version);
  const silence = (pairs: Readonly<Record<string, string>>, createdBy: string, comment = ''): string => {
    const matchers = Object.entries(pairs).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
    const now = new Date();
    const endsAt = new Date(now.getTime() + hour);
    return server.store.silence({ matchers, startsAt: now, endsAt, createdBy, comment }) ?? '';
  };

  it('silence exactly the alert for four hours, under my name', async () => {
    const before = Date.now();
    await take();
    const [made] = active();
    assert.ok(made !== undefined && active().length === 1);
    assert.deepEqual(made.matchers, [
      { name: 'alertname', value: 'Slow', isRegex: false, isEqual: true },
      { name: 'service', value: 'checkout', isRegex: false, isEqual: true },
    ]);
    assert.equal(made.createdBy, 'ana');
    assert.match(made.comment, /Footbridge/);
    assert.ok(Math.abs(made.endsAt.getTime() - before - 4 * hour) < 60_000);
  });

  it('begin at once, also where the clock here goes ahead', async () => {
    const early = openAlertmanagerAs(server.url, { account: 'ana', clock: () => new Date(Date.now() + 600_000) });
    assert.equal((await take(early)).phase, 'acknowledged');
  });

  it('make no second silence for who has it, and end all of them on a hand-back', async () => {
    silence(labels, 'ana', 'From the page of Alertmanager');
    const seen = await ana.get(ref);
    await ana.assign(ref, 'me', seen.version);
    assert.equal(active().length, 1);
    const other = silence(labels, 'ben');
    const both = await ana.get(ref);
    assert.deepEqual(
      both.assignees.map(({ id }) => id),
      ['ana', 'ben'],
    );
    const mine = await ana.assign(ref, 'me', both.version);
    assert.deepEqual([mine.assignees.map(({ id }) => id), active().length], [['ana'], 1]);
    assert.ok(!active().some(({ id }) => id === other));
    await ana.assign(ref, null, mine.version);
    assert.deepEqual(active(), []);
  });

  it('leave wider silences alone', async () => {
    const wide = silence({ service: 'checkout' }, 'robot', 'Maintenance');
    const taken = await take();
    assert.deepEqual(
      taken.assignees.map(({ id }) => id),
      ['ana'],
    );
    const expire = (await ana.transitions(ref)).find(({ id }) => id === 'expire');
    assert.deepEqual([expire?.to, expire?.state], ['acknowledged', 'suppressed'], 'it stays quiet');
    assert.ok(expire !== undefined);
    const free = await ana.move(ref, expire, {}, taken.version);
    assert.deepEqual([free.phase, free.assignees], ['acknowledged', []]);
    assert.deepEqual(
      active().map(({ id }) => id),
      [wide],
    );
    await rejectsWith(ana.note(ref, 'x', 'internal'), 'unsupported');
  });

  it('set another end to the silence of who has it, which stays theirs', async () => {
    const ben = openAlertmanagerAs(server.url, { account: 'ben' });
    const taken = await take(ben);
    const [step] = await ana.transitions(ref);
    assert.ok(step !== undefined);
    const moved = await ana.move(ref, step, { duration: '1d' }, taken.version);
    assert.deepEqual(
      moved.assignees.map(({ id }) => id),
      ['ben'],
    );
    const [made] = active();
    assert.ok(made !== undefined && Math.abs(made.endsAt.getTime() - Date.now() - 24 * hour) < 60_000);
    const told = (await timelineOf(ana, ref)).at(-1);
    assert.deepEqual([told?.kind, told?.author.id], ['change', 'ana']);
  });

  it('are what a pick-up and a hand-back need, with the reason in the silence that ends', async () => {
    const plan = await planPickUp(ana, ref);
    assert.deepEqual(
      plan.transition?.requires.map(({ id }) => id),
      ['duration'],
    );
    const picked = await pickUp({ backend: ana, repository: undefined }, plan, {
      force: false,
      fields: { duration: '1d' },
    });
    assert.equal(picked.problem, undefined);
    assert.equal(picked.ticket.phase, 'acknowledged');
    const [made] = active();
    assert.ok(made !== undefined && made.endsAt.getTime() - Date.now() > 23 * hour);
    const back = await handBack({ backend: ana, repository: undefined }, ref, 'Not ours');
    assert.equal(back.problem, undefined);
    assert.deepEqual([back.ticket.phase, back.ticket.assignees, active()], ['new', [], []]);
    const notes = (await timelineOf(ana, ref)).filter(({ kind }) => kind === 'note');
    assert.deepEqual(
      notes.map(({ body }) => body),
      ['Handed back: Not ours'],
    );
  });

  it('that got no answer are looked for: found, or said to be unconfirmed', async () => {
    const seen = await ana.get(ref);
    server.quirks.lose = 'answer';
    const taken = await ana.assign(ref, 'me', seen.version);
    assert.equal(active().length, 1);
    const note = await ana.note(ref, 'Heard?', 'internal');
    assert.equal((await timelineOf(ana, ref)).filter(({ id }) => id === note.id).length, 1);
    const free = await ana.assign(ref, null, (await ana.get(ref)).version);
    assert.deepEqual([free.assignees, taken.assignees.length], [[], 1]);
    server.quirks.lose = 'request';
    const error = await rejectsWith(ana.assign(ref, 'me', free.version), 'unconfirmed');
    assert.ok(error.next !== undefined);
    assert.deepEqual(active(), []);
  });

  it('that take it in the same moment as somebody else are taken back', async () => {
    const seen = await ana.get(ref);
    let done = false;
    server.quirks.before = ({ method }) => {
      if (method !== 'POST' || done) return;
      done = true;
      const theirs = server.store.silences.get(silence(labels, 'ben', 'Faster'));
      assert.ok(theirs !== undefined);
      server.store.silences.set(theirs.id, { ...theirs, startsAt: new Date(theirs.startsAt.getTime() - 5) });
    };
    const error = await rejectsWith(ana.assign(ref, 'me', seen.version), 'conflict');
    assert.match(error.next ?? '', /ben has it/);
    assert.deepEqual(
      active().map(({ createdBy }) => createdBy),
      ['ben'],
    );
  });

  it('of a note never silence anew what was handed back in the same moment', async () => {
    await take();
    server.quirks.before = ({ method }) => {
      if (method === 'POST') for (const { id } of active()) server.store.expire(id);
    };
    await rejectsWith(ana.note(ref, 'Too late', 'internal'), 'conflict');
    assert.deepEqual(active(), []);
  });

  it('of a note are made again when somebody writes over them', async () => {
    await take();
    const [holder] = active();
    assert.ok(holder !== undefined);
    let reads = 0;
    server.quirks.before = ({ method, target }) => {
      // After it was read back for the first time: somebody who had read it before.
      if (method === 'GET' && target.includes('/silence/') && ++reads === 3)
        server.store.silence({ ...holder, comment: 'Over it' });
    };
    await ana.note(ref, 'Still here', 'internal');
    const [kept] = active();
    assert.match(kept?.comment ?? '', /^Over it\n\[footbridge .*\]\nStill here$/);
  });

  it('know a marker also in a silence that has ended', async () => {
    const taken = await take();
    const first = await ana.note(ref, 'By a commit', 'internal', 'git:x@1');
    await ana.assign(ref, null, (await ana.get(ref)).version);
    assert.equal((await ana.note(ref, 'By a commit', 'internal', 'git:x@1')).id, first.id);
    assert.equal(taken.phase, 'acknowledged');
  });

  it('need a name, and say where to give one', async () => {
    const nobody = openAlertmanagerAs(server.url);
    assert.ok((await nobody.whoAmI()).isMe);
    const { version, assignees } = await nobody.get(ref);
    assert.deepEqual(assignees, []);
    const error = await rejectsWith(nobody.assign(ref, 'me', version), 'configuration');
    assert.match(error.next ?? '', /`account`/);
    await rejectsWith(nobody.note(ref, 'x', 'internal'), 'configuration');
  });

  it('sign in as the proxy asks, and the user of basic authentication is who I am', async () => {
    server.quirks.authorization = basic('änne:gehëim');
    const anne = openAlertmanagerAs(server.url, { credential: { type: 'password', user: 'änne', password: 'gehëim' } });
    assert.equal((await anne.whoAmI()).id, 'änne');
    const team = { account: 'ana', credential: { type: 'password', user: 'änne', password: 'gehëim' } } as const;
    assert.equal((await openAlertmanagerAs(server.url, team).whoAmI()).id, 'ana');
    await rejectsWith(ana.whoAmI(), 'unauthorized');
    server.quirks.authorization = 'Bearer t0ken';
    await openAlertmanagerAs(server.url, { credential: { type: 'token', token: ' t0ken ' } }).whoAmI();
    const headers = { authorization: 'Bearer t0ken', 'x-scope-orgid': 'shop' };
    await openAlertmanagerAs(server.url, { credential: { type: 'headers', headers } }).whoAmI();
  });
});

function basic(text: string): string {
  return `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
}
