import assert from 'node:assert/strict';
import { displayTimeReader } from '../../../../src/backends/serviceNow/displayTime.ts';
import { explain } from '../../../../src/domain/errors.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { openSnow } from '../../../fakes/openServiceNow.ts';
import { startFakeServiceNow, type FakeServiceNow } from '../../../fakes/servers/serviceNow.ts';
import { checkoutCi, snowUser, type Row } from '../../../fakes/servers/serviceNowSite.ts';

describe('Reading from ServiceNow', () => {
  let server: FakeServiceNow;
  let clock = Date.parse('2026-11-24T10:00:00Z');

  beforeEach(async () => {
    server = await startFakeServiceNow(() => new Date(clock));
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  function insert(fields: Row = {}, table = 'incident'): Row {
    return server.store.insert(table, { short_description: 'Down', cmdb_ci: checkoutCi, ...fields }, snowUser('ben'));
  }

  it('takes a password, an OAuth token and an API key, each in its own header', async () => {
    for (const credential of [
      { type: 'password', user: 'ana', password: 'secret-ana' },
      { type: 'token', token: ' oauth-ana\n' },
      { type: 'headers', headers: { 'x-sn-apikey': 'key-ana' } },
    ] as const) {
      assert.equal((await openSnow(server, credential).whoAmI()).name, 'Ana Lind');
    }
    await rejectsWith(openSnow(server, { type: 'token', token: 'wrong' }).whoAmI(), 'unauthorized');
    assert.throws(() => openSnow(server, { type: 'none' }), /Nobody is signed in/);
  });

  it('says how to go on where the instance sleeps', async () => {
    server.quirks.asleep = true;
    const error = await rejectsWith(openSnow(server).whoAmI(), 'invalidResponse');
    assert.match(explain(error), /wake it up/);
  });

  it('has labels in the language of the profile, and phases by the codes', async () => {
    const row = insert({ state: '3', hold_reason: '5' });
    const dora = openSnow(server, 'dora');
    const german = await dora.find(row['number'] ?? '');
    assert.deepEqual([german.state, german.phase, german.priorityLabel], ['Zurückgestellt', 'waiting', '5 - Planung']);
    assert.deepEqual(
      (await dora.transitions(german.ref)).map(({ label, to }) => [label, to]),
      [
        ['In Bearbeitung', 'in_progress'],
        ['Gelöst', 'resolved'],
        ['Abgebrochen', 'cancelled'],
      ],
    );
    // Ana's profile names no language: what the instance shows tells.
    assert.equal((await openSnow(server).find(row['number'] ?? '')).state, 'On Hold');
  });

  it('maps states of the instance’s own by their label', async () => {
    const own = { name: 'incident', element: 'state', value: '22', language: 'en', inactive: 'false', sequence: '99' };
    server.store.add('sys_choice', { ...own, label: 'Awaiting Vendor' });
    const row = insert();
    const backend = openSnow(server, 'ben');
    const ticket = await backend.find(row['number'] ?? '');
    const step = (await backend.transitions(ticket.ref)).find(({ state }) => state === 'Awaiting Vendor');
    assert.equal(step?.to, 'waiting');
    assert.ok(step !== undefined);
    const moved = await backend.move(ticket.ref, step, {}, ticket.version);
    assert.deepEqual([moved.state, moved.phase], ['Awaiting Vendor', 'waiting']);
    assert.ok((await backend.transitions(ticket.ref)).length >= 3);
  });

  it('does without choice lists where they may not be read', async () => {
    server.quirks.closed.add('sys_choice');
    const row = insert();
    const backend = openSnow(server, 'dora');
    const ticket = await backend.find(row['number'] ?? '');
    assert.deepEqual([ticket.state, ticket.phase], ['Neu', 'new']);
    assert.ok((await backend.transitions(ticket.ref)).some(({ to }) => to === 'resolved'));
  });

  it('tells notes, replies and changes with names and labels', async () => {
    const row = insert();
    const backend = openSnow(server, 'ben');
    for (const fields of [
      { work_notes: 'a [code]<b>bold</b>[/code] *x*' },
      { comments: 'Hello.' },
      { assigned_to: snowUser('ana').sys_id },
      { state: '2' },
    ]) {
      clock += 1000;
      server.store.update(row, fields, snowUser('ana'));
    }
    const { ref } = await backend.find(row['number'] ?? '');
    assert.deepEqual(
      (await timelineOf(backend, ref)).map(({ kind, audience, author, body }) => [kind, audience, author.name, body]),
      [
        ['change', 'internal', 'Ben Ode', 'Opened'],
        ['note', 'internal', 'Ana Lind', 'a\n\n**bold**\n\n \\*x\\*'.replace('\n\n ', '\n\n\u00A0')],
        ['reply', 'public', 'Ana Lind', 'Hello.'],
        ['change', 'internal', 'Ana Lind', 'Assigned to: – → Ana Lind'],
        ['change', 'internal', 'Ana Lind', 'State: New → In Progress'],
      ],
    );
    server.quirks.closed.add('sys_audit');
    assert.equal((await timelineOf(openSnow(server, 'ben'), ref)).length, 3);
  });

  for (const closed of ['refused', 'empty'] as const) {
    it(`reads notes from the record where the table of them is ${closed}`, async () => {
      if (closed === 'refused') server.quirks.closed.add('sys_journal_field');
      else server.quirks.hides = (table) => table === 'sys_journal_field';
      for (const who of ['ana', 'dora']) {
        const row = insert();
        clock += 90_000;
        const backend = openSnow(server, who);
        const ticket = await backend.find(row['number'] ?? '');
        const text = 'First line - of (two)\n\n2026 was a year - Bob (Work notes)';
        const note = await backend.note(ticket.ref, text, 'internal', 'git:x@1');
        clock += 1000;
        await openSnow(server, 'ben').note(ticket.ref, 'Seen.', 'public');
        assert.deepEqual(await backend.note(ticket.ref, text, 'internal', 'git:x@1'), note);
        const entries = (await timelineOf(backend, ticket.ref)).filter(({ kind }) => kind !== 'change');
        assert.deepEqual(
          entries.map((entry) => [entry.id === note.id, entry.kind, entry.author.isMe, entry.author.name]),
          [
            [true, 'note', true, snowUser(who).name],
            [false, 'reply', false, 'Ben Ode'],
          ],
        );
        assert.equal(entries[0]?.body, note.body);
        assert.equal(entries[1]?.at, new Date(clock).toISOString());
      }
    });
  }

  it('reads times in the form and zone of a profile', () => {
    const american = displayTimeReader([
      pair('2026-07-15 20:30:00', '07-15-2026 01:30:00 PM'),
      pair('2026-01-15 20:30:00', '01-15-2026 12:30:00 PM'),
    ]);
    assert.equal(american('07-16-2026 12:00:05 AM'), '2026-07-16T07:00:05.000Z');
    assert.equal(american('01-02-2026 08:00:00 AM'), '2026-01-02T16:00:00.000Z');
    assert.equal(american('no time'), undefined);
    assert.equal(displayTimeReader([pair('2026-07-15 20:30:00', 'gestern')])('2026-07-15 20:30:00'), undefined);
    assert.equal(displayTimeReader([])('2026-07-15 20:30:00'), undefined);
    const indian = displayTimeReader([pair('2026-02-03 00:00:00', '03.02.2026 05.30.00')]);
    assert.equal(indian('04.02.2026 05.30.00'), '2026-02-04T00:00:00.000Z');
  });

  it('says of a deleted ticket that it is gone, and has the links of others', async () => {
    const parent = insert({ short_description: 'Parent' }, 'problem');
    const row = insert({ problem_id: parent['sys_id'] ?? '' });
    const backend = openSnow(server);
    const { ref, url } = await backend.find(row['number'] ?? '');
    assert.equal(url, `${server.url}/incident.do?sys_id=${row['sys_id'] ?? ''}`);
    assert.deepEqual((await backend.get(ref)).links, [
      { label: parent['number'] ?? '', url: `${server.url}/task.do?sys_id=${parent['sys_id'] ?? ''}` },
    ]);
    server.store.remove(row);
    await rejectsWith(backend.get(ref), 'notFound');
    await rejectsWith(backend.assign(ref, 'me', '0@'), 'notFound');
    await rejectsWith(backend.get({ ...ref, id: '../../incident' }), 'notFound');
    await rejectsWith(backend.find('INC0010001^NQactive=true'), 'notFound');
  });

  it('offers groups and business services to link to', async () => {
    const places = await openSnow(server).places?.();
    assert.deepEqual(
      places?.map(({ select }) => select),
      [{ service: 'Web Shop' }, { group: 'Shop Operations' }],
    );
    server.quirks.closed.add('sys_user_group');
    assert.equal((await openSnow(server).places?.())?.length, 1);
  });
});

function pair(value: string, display_value: string) {
  return { value, display_value };
}
