import assert from 'node:assert/strict';
import type { Backend } from '../../src/domain/ports.ts';
import { listAll, rejectsWith, timelineOf, uniqueWord } from '../contract/harness.ts';
import { startAlertmanager } from '../../scripts/live/alertmanager.ts';
import { openAlertmanagerAs } from '../fakes/openAlertmanager.ts';
import { fingerprintOf } from '../fakes/servers/alertmanagerMatchers.ts';
import { liveAlertmanager } from './alertmanagerServer.ts';

describe('A real Alertmanager', () => {
  it('knows an alert by the hash of its labels, whatever stands in them', async () => {
    const labels = {
      alertname: 'Odd',
      service: 'checkout',
      text: 'a "quoted" \\ back\nline ü 日本',
      word: uniqueWord(),
    };
    const { backend, id } = await fire(labels);
    assert.equal(id, fingerprintOf(labels));
    const ticket = await backend.get({ connection: 'alerts', id });
    const taken = await backend.assign(ticket.ref, 'me', ticket.version);
    assert.equal(taken.phase, 'acknowledged');
    assert.deepEqual((await backend.assign(ticket.ref, null, taken.version)).assignees, []);
  });

  it('takes the silence of its own page for a pick-up, and a wider one for none', async () => {
    const word = uniqueWord();
    const labels = { alertname: 'Silenced', service: 'checkout', word };
    const { backend, id, server } = await fire(labels);
    const ref = { connection: 'alerts', id };
    await server.silence({ ...planned([`word=${word}`]), createdBy: 'robot', comment: 'Maintenance' });
    const wide = await backend.get(ref);
    assert.deepEqual([wide.phase, wide.state, wide.assignees], ['acknowledged', 'suppressed', []]);
    const matchers = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    await server.silence({ ...planned(matchers), createdBy: 'ben', comment: 'On it' });
    const taken = await backend.get(ref);
    assert.deepEqual(
      taken.assignees.map(({ id: name }) => name),
      ['ben'],
    );
    const free = await backend.assign(ref, null, taken.version);
    assert.deepEqual([free.phase, free.assignees], ['acknowledged', []], 'the wider one goes on');
    const said = (await timelineOf(backend, ref)).map(({ body }) => body).join('\n');
    for (const text of ['Maintenance', 'On it']) assert.ok(said.includes(text), text);
  });

  it('shows what another alert keeps quiet as waiting', async () => {
    const cluster = uniqueWord();
    await fire({ alertname: 'Cluster', severity: 'critical', inhibits: 'yes', cluster });
    const { backend, id } = await fire({ alertname: 'Node', severity: 'warning', service: 'checkout', cluster });
    const ticket = await backend.get({ connection: 'alerts', id });
    assert.deepEqual([ticket.phase, ticket.state], ['waiting', 'suppressed']);
  });

  it('does not make a new version of an alert that is sent again', async () => {
    const labels = { alertname: 'Again', service: 'checkout', word: uniqueWord() };
    const { backend, id } = await fire(labels);
    const ref = { connection: 'alerts', id };
    const before = await backend.get(ref);
    await fire(labels);
    assert.equal((await backend.get(ref)).version, before.version);
  });

  it('never silences anew what is handed back while a note is written', async () => {
    const labels = { alertname: 'Ended', service: 'checkout', word: uniqueWord() };
    const { backend, id, server } = await fire(labels);
    const ben = openAlertmanagerAs(server.url, { account: 'ben' });
    const ref = { connection: 'alerts', id };
    const ticket = await backend.get(ref);
    const taken = await backend.assign(ref, 'me', ticket.version);
    await ben.get(ref);
    const outcomes = await Promise.allSettled([
      backend.assign(ref, null, taken.version),
      ben.note(ref, 'At the same moment.', 'internal'),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        await rejectsWith(Promise.reject(outcome.reason), 'conflict', 'unsupported');
      }
    }
    if (outcomes[0].status === 'fulfilled') assert.equal((await backend.get(ref)).phase, 'new');
  });

  it('keeps every note of two people who write at once', async () => {
    const { backend, id, server } = await fire({ alertname: 'Noted', service: 'checkout', word: uniqueWord() });
    const ben = openAlertmanagerAs(server.url, { account: 'ben' });
    const ref = { connection: 'alerts', id };
    await backend.assign(ref, 'me', (await backend.get(ref)).version);
    const texts = ['Ana', 'Ben', 'Ana again', 'Ben again'].map((who) => `${who} writes.`);
    await Promise.all(texts.map(async (text, index) => [backend, ben][index % 2]?.note(ref, text, 'internal')));
    const notes = (await timelineOf(backend, ref)).filter(({ kind }) => kind === 'note').map(({ body }) => body);
    assert.deepEqual(notes.toSorted(), texts.toSorted());
  });

  it('selects by regular expressions as it does itself, and says which matcher it cannot read', async () => {
    const word = uniqueWord();
    const { server } = await fire({ alertname: 'Matched', service: 'checkout', team: 'Pay', word });
    const scopes = [
      scope('pay', 'team=~"(?i)pay.*"', `word="${word}"`),
      scope('all', `word="${word}"`),
      scope('no', 'team!~"P.."'),
    ];
    const { items } = await listAll(openAlertmanagerAs(server.url, { scopes }), { text: '' });
    const found = items.find(({ services }) => services.includes('pay'));
    assert.deepEqual(found?.services, ['pay', 'all']);
    const wrong = openAlertmanagerAs(server.url, { scopes: [scope('broken', '{{nonsense')] });
    const error = await rejectsWith(wrong.list({}), 'configuration');
    assert.ok(error.next?.includes('broken'));
  });

  it('that asks for a sign-in is signed in to, and tells a wrong password', async () => {
    const server = await startAlertmanager(undefined, { signIn: true });
    try {
      const open = (password: string) =>
        openAlertmanagerAs(server.url, { credential: { type: 'password', user: 'team', password }, scopes: [] });
      assert.equal((await open('secret-team').whoAmI()).id, 'team');
      assert.deepEqual((await open('secret-team').list({})).items, []);
      const error = await rejectsWith(open('wrong-one').whoAmI(), 'unauthorized');
      assert.ok(!error.message.includes('wrong-one'));
    } finally {
      await server.stop();
    }
  });

  it('lists a thousand alerts with one request', async () => {
    const server = await liveAlertmanager();
    const word = uniqueWord();
    const alerts = Array.from({ length: 1000 }, (_, index) => ({
      labels: { alertname: 'Many', service: 'many', word, pod: `pod-${index}` },
      annotations: { summary: `Pod ${index} of ${word}` },
    }));
    await server.send(alerts);
    const scopes = [{ service: 'many', select: { matchers: [`word="${word}"`] } }];
    const { items, totals } = await listAll(openAlertmanagerAs(server.url, { scopes }), {});
    assert.equal(new Set(items.map(({ key }) => key)).size, 1000);
    assert.equal(totals[0], 1000);
  });
});

async function fire(labels: Readonly<Record<string, string>>) {
  const server = await liveAlertmanager();
  await server.send([{ labels, annotations: { summary: `About ${labels['alertname']}` } }]);
  const backend: Backend = openAlertmanagerAs(server.url, { account: 'ana' });
  return { server, backend, id: fingerprintOf(labels) };
}

function planned(matchers: readonly string[]) {
  return {
    matchers: matchers.map((text) => {
      const [name, value] = text.split('=');
      return { name, value, isRegex: false, isEqual: true };
    }),
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
}

function scope(service: string, ...matchers: string[]) {
  return { service, select: { matchers } };
}
