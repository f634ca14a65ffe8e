import assert from 'node:assert/strict';
import { pagerDutyKind } from '../../../../src/backends/pagerDuty/kind.ts';
import { openPagerDuty } from '../../../../src/backends/pagerDuty/index.ts';
import { eventsUrlOf } from '../../../../src/backends/pagerDuty/eventsApi.ts';
import type { Credential } from '../../../../src/domain/connection.ts';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { TicketRef } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openFakePagerDuty } from '../../../fakes/openPagerDuty.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { sendJson } from '../../../fakes/servers/loopbackServer.ts';
import { startFakePagerDuty, type FakePagerDuty } from '../../../fakes/servers/pagerDuty.ts';
import { accountKey, pdUser, pdUsers } from '../../../fakes/servers/pagerDutySite.ts';

const ben = pdUser('PBEN002');

describe('Reading PagerDuty', function () {
  this.timeout(60_000);
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

  it('knows who is behind a user key, an OAuth token, and an account-wide key with an address', async () => {
    assert.deepEqual(await backend.whoAmI(), { id: 'PANA001', name: 'Ana Petrović', isMe: true });
    const byOAuth = openFakePagerDuty(server, { token: `pdus+${pdUsers[0]?.key}` });
    assert.equal((await byOAuth.whoAmI()).id, 'PANA001');
    const byAccount = openFakePagerDuty(server, { token: accountKey, account: 'Ben@example.org'.toLowerCase() });
    assert.equal((await byAccount.whoAmI()).id, 'PBEN002');
  });

  it('says what an account-wide key lacks, and what is no key', async () => {
    const nameless = await rejectsWith(openFakePagerDuty(server, { token: accountKey }).whoAmI(), 'configuration');
    assert.match(explain(nameless), /e-mail address as `account`/);
    const stranger = openFakePagerDuty(server, { token: accountKey, account: 'zoe@example.org' });
    assert.match(explain(await rejectsWith(stranger.whoAmI(), 'configuration')), /no user with the address zoe/);
    await rejectsWith(openFakePagerDuty(server, { token: 'wrong' }).whoAmI(), 'unauthorized');
    const open = async (credential: Credential | undefined): Promise<Backend> =>
      openPagerDuty({
        connection: { alias: 'pager', kind: 'pagerduty', url: server.url },
        credential,
        scopes: [],
        clock: () => new Date(),
        log: recordingLog(),
      });
    await rejectsWith(open(undefined), 'notSignedIn');
    await rejectsWith(open({ type: 'password', user: 'ana', password: 'x' }), 'notSignedIn');
    await rejectsWith(open({ type: 'token', token: 'two words' }), 'unauthorized');
  });

  it('keeps the account’s own words for priorities, and ranks them by their place', async () => {
    const of = async (fields: { priority?: string; urgency?: string }): Promise<unknown> => {
      const { priority, priorityLabel } = await backend.get(ref(server.store.create({ title: 'x', ...fields }).id));
      return [priority, priorityLabel];
    };
    assert.deepEqual(await of({ priority: 'PPRIO03' }), [3, 'Wichtig']);
    assert.deepEqual(await of({ priority: 'PPRIO01' }), [1, 'SEV-1']);
    assert.deepEqual(await of({ urgency: 'high' }), [2, 'high']);
    assert.deepEqual(await of({ urgency: 'low' }), [4, 'low']);
    const asked = server.asked.filter((one) => one === 'GET /priorities');
    assert.equal(asked.length, 1, 'they are asked for once');
  });

  it('works where the plan has neither priorities nor change events', async () => {
    server.quirks.plan = 'small';
    const { id } = server.store.create({ title: 'x', priority: 'PPRIO01' });
    const ticket = await backend.get(ref(id));
    assert.deepEqual([ticket.priority, ticket.priorityLabel, ticket.links], [undefined, 'SEV-1', []]);
    assert.ok((await timelineOf(backend, ref(id))).length > 0);
  });

  it('tells when PagerDuty calls the next person, and links where an incident was merged into', async () => {
    const target = server.store.create({ title: 'The same again' });
    const incident = server.store.create({ title: 'x' });
    const open = await backend.get(ref(incident.id));
    assert.deepEqual(
      open.due.map(({ name }) => name),
      ['Escalates'],
    );
    assert.equal(open.group, 'Shop team');
    assert.equal(open.url, `https://example.pagerduty.com/incidents/${incident.id}`);
    server.store.setStatus(incident, 'resolved', ben);
    incident.mergedInto = target;
    const merged = await backend.get(ref(incident.id));
    assert.deepEqual(merged.links, [
      { label: 'The same again', url: `https://example.pagerduty.com/incidents/${target.id}` },
    ]);
  });

  it('shows what a monitoring tool has sent where nobody wrote a text', async () => {
    const fields = server.store.create({ title: 'x', trigger: { host: 'db*1', load: 7 } });
    assert.equal((await backend.get(ref(fields.id))).body, 'host: db\\*1\n\nload: 7');
    const text = server.store.create({ title: 'x', trigger: 'Disk is full' });
    assert.equal((await backend.get(ref(text.id))).body, 'Disk is full');
    const written = server.store.create({ title: 'x', body: 'By Ana', trigger: 'Disk is full' });
    assert.equal((await backend.get(ref(written.id))).body, 'By Ana');
  });

  it('has each note once in the timeline, no calls, and status updates as what others see', async () => {
    const incident = server.store.create({ title: 'x' });
    server.store.addNote(incident, 'Looking', ben);
    const agent = { id: ben.id, type: 'user_reference', summary: ben.name };
    server.store.record(incident, 'status_update', { agent, message: 'We are *on* it' });
    assert.deepEqual(
      (await timelineOf(backend, ref(incident.id))).map(({ kind, audience, body, author }) => [
        kind,
        audience,
        body,
        author.name,
      ]),
      [
        ['change', 'internal', 'Triggered through the API', 'Checkout'],
        ['note', 'internal', 'Looking', 'Ben Ito'],
        ['reply', 'public', 'We are \\*on\\* it', 'Ben Ito'],
      ],
    );
    await rejectsWith(backend.timeline(ref(incident.id), '2'), 'usage');
  });

  it('reads a log to its end', async () => {
    const incident = server.store.create({ title: 'x' });
    const agent = { id: 'PPOL001', type: 'escalation_policy_reference', summary: 'Checkout responders' };
    for (let count = 1; count <= 10_120; count++)
      server.store.record(incident, 'escalate', { agent, summary: `${count}` });
    const entries = await timelineOf(backend, ref(incident.id));
    assert.equal(entries.length, 10_121);
    assert.equal(entries.at(-1)?.body, '10120');
  });

  it('finds an incident by number or id, as people type them', async () => {
    for (let count = 1; count <= 320; count++) server.store.create({ title: `Incident ${count}` });
    for (const number of [1, 5, 120, 219, 220, 221, 319, 320]) {
      assert.equal((await backend.find(` #${number} `)).title, `Incident ${number}`);
    }
    server.asked.length = 0;
    assert.equal((await backend.find('17')).key, '#17');
    assert.ok(server.asked.length <= 4, `${server.asked.length} requests`);
    const { id } = (await backend.find('17')).ref;
    assert.equal((await backend.find(id)).key, '#17');
    for (const key of ['#321', '#9999999999', '0', 'INC-1', '../users/me', 'QZZZZZZZZZZZZZ']) {
      await rejectsWith(backend.find(key), 'notFound');
    }
  });

  it('finds it where the account does not see them all', async () => {
    for (let number = 3; number <= 3000; number += 7) server.store.create({ title: `Incident ${number}`, number });
    for (const number of [3, 10, 1403, 2292, 2992, 2999]) {
      assert.equal((await backend.find(`#${number}`)).title, `Incident ${number}`);
    }
    for (const number of [1, 2, 4, 1404, 2998]) await rejectsWith(backend.find(`#${number}`), 'notFound');
  });

  it('finds it beyond what PagerDuty counts', async () => {
    const start = Date.parse('2024-01-01T00:00:00Z');
    for (let number = 1; number <= 10_900; number++) {
      if (number === 500) continue;
      const at = start + (number <= 300 ? 0 : 500 * 24 * 3600_000) + number * 60_000;
      server.store.create({ title: `Incident ${number}`, number, created: new Date(at) });
    }
    for (const number of [1, 150, 299, 300, 301, 499, 501, 900, 901, 1000, 10_899]) {
      assert.equal((await backend.find(`#${number}`)).title, `Incident ${number}`);
    }
    await rejectsWith(backend.find('#500'), 'notFound');
  });

  it('knows who is on call, level by level', async () => {
    assert.deepEqual(await backend.onCall?.('checkout'), [
      { person: { id: 'POLGA04', name: 'Olga On-Call', isMe: false }, level: 1, until: '2026-11-25T08:00:00.000Z' },
      { person: { id: 'PBEN002', name: 'Ben Ito', isMe: false }, level: 2 },
    ]);
    assert.deepEqual(await backend.onCall?.('unknown'), []);
    const whole = openFakePagerDuty(server, { scopes: [{ service: 'all', select: {} }] });
    assert.deepEqual(await whole.onCall?.('all'), [], 'no policy: not everybody in the account');
  });

  it('names what a service can be linked to', async () => {
    const places = (await backend.places?.()) ?? [];
    assert.deepEqual(
      places.map(({ label, select }) => [label, select]),
      [
        ['Checkout', { service: 'PCHECK1' }],
        ['Warehouse', { service: 'PWAREH1' }],
        ['Checkout responders', { escalationPolicy: 'PPOL001' }],
        ['Warehouse responders', { escalationPolicy: 'PPOL002' }],
        ['Ana alone', { escalationPolicy: 'PPOL003' }],
      ],
    );
  });

  it('waits as long as PagerDuty says in its own header', async () => {
    let refused = 0;
    server.quirks.instead = ({ target }, response) => {
      if (!target.startsWith('/incidents') || refused > 0) return false;
      refused++;
      const error = { message: 'Too many requests', code: 2020, errors: [] };
      sendJson(response, 429, { error }, { 'ratelimit-reset': '0' });
      return true;
    };
    assert.deepEqual((await backend.list({})).items, []);
    assert.equal(refused, 1);
    server.quirks.instead = (_, response) => {
      sendJson(response, 429, { error: { code: 2020 } }, { 'ratelimit-reset': '45' });
      return true;
    };
    assert.match(explain(await rejectsWith(backend.list({}), 'rateLimited')), /45 seconds/);
  });

  it('sends events to the region of the account, and the keys of services to no other host', () => {
    assert.equal(eventsUrlOf('https://api.pagerduty.com'), 'https://events.pagerduty.com');
    assert.equal(eventsUrlOf('https://api.eu.pagerduty.com/'), 'https://events.eu.pagerduty.com');
    for (const url of ['https://api.pagerduty.com.evil.example', 'https://proxy.example.org/pagerduty', 'x']) {
      assert.equal(eventsUrlOf(url), undefined);
    }
  });

  it('takes numbers and ids for keys, and nothing else', () => {
    const { keyPattern } = pagerDutyKind;
    for (const key of ['#1234', '1', 'PT4KHLK', 'Q1P3AHC3KLGVAS']) assert.match(key, keyPattern);
    for (const key of ['#0', 'OPS-12', 'PAGER', 'pt4khlk', 'Q1P3AHC3KLGVAS/x', 'PT4KHLK\n']) {
      assert.doesNotMatch(key, keyPattern);
    }
  });
});

function ref(id: string): TicketRef {
  return { connection: 'pager', id };
}
