import assert from 'node:assert/strict';
import { explain } from '../../../../src/domain/errors.ts';
import type { Backend } from '../../../../src/domain/ports.ts';
import type { Ticket, Transition } from '../../../../src/domain/ticket.ts';
import { rejectsWith, timelineOf } from '../../../contract/harness.ts';
import { checkout, openSnow } from '../../../fakes/openServiceNow.ts';
import { startFakeServiceNow, type FakeServiceNow } from '../../../fakes/servers/serviceNow.ts';
import { checkoutCi, snowUser, type Row } from '../../../fakes/servers/serviceNowSite.ts';

describe('Writing to ServiceNow', () => {
  let server: FakeServiceNow;
  let backend: Backend;

  beforeEach(async () => {
    server = await startFakeServiceNow();
    backend = openSnow(server);
  });
  afterEach(async () => {
    await server.close();
    assert.deepEqual(server.violations, []);
  });

  async function seed(table = 'incident', fields: Row = {}): Promise<{ row: Row; ticket: Ticket }> {
    const row = server.store.insert(table, { short_description: 'Down', cmdb_ci: checkoutCi, ...fields });
    return { row, ticket: await backend.find(row['number'] ?? '') };
  }

  async function step(ticket: Ticket, id: string): Promise<Transition> {
    const found = (await backend.transitions(ticket.ref)).find((one) => one.id === id);
    assert.ok(found !== undefined, `no step ${id}`);
    return found;
  }

  it('does not take a 200 for success: what was left out was refused', async () => {
    const { ticket } = await seed();
    for (const column of ['assigned_to', 'state', 'work_notes']) server.quirks.readOnly.add(column);
    await rejectsWith(backend.assign(ticket.ref, 'me', ticket.version), 'refused');
    await rejectsWith(backend.move(ticket.ref, await step(ticket, '2'), {}, ticket.version), 'refused');
    await rejectsWith(backend.note(ticket.ref, 'Lost?', 'internal'), 'refused');
  });

  it('looks whether a write without an answer was done, and sends nothing twice', async () => {
    const { ticket } = await seed();
    const writes = (): number => server.asked.filter((line) => line.startsWith('P')).length;
    server.quirks.lose = 'answer';
    const taken = await backend.assign(ticket.ref, 'me', ticket.version);
    assert.equal(taken.assignees[0]?.isMe, true);
    server.quirks.lose = 'answer';
    assert.equal((await backend.note(ticket.ref, 'Once.', 'internal')).body, 'Once.');
    server.quirks.lose = 'answer';
    const draft = { kind: 'incident', title: 'Made once', body: 'x', service: checkout } as const;
    assert.equal((await backend.create?.(draft))?.title, 'Made once');
    assert.equal(writes(), 3);
    server.quirks.lose = 'request';
    await rejectsWith(backend.assign(taken.ref, null, (await backend.get(taken.ref)).version), 'unconfirmed');
    server.quirks.lose = 'request';
    await rejectsWith(backend.note(ticket.ref, 'Never.', 'internal'), 'unconfirmed');
    server.quirks.lose = 'request';
    await rejectsWith(Promise.resolve(backend.create?.({ ...draft, title: 'Never made' })), 'unconfirmed');
    assert.equal(writes(), 6);
  });

  it('gives a ticket back to who was faster by a moment', async () => {
    const { row, ticket } = await seed();
    server.quirks.before = ({ method }) => {
      if (method !== 'PATCH') return;
      server.quirks.before = undefined;
      server.store.update(row, { assigned_to: snowUser('ben').sys_id }, snowUser('ben'));
    };
    const error = await rejectsWith(backend.assign(ticket.ref, 'me', ticket.version), 'conflict');
    assert.match(explain(error), /Ben Ode/);
    assert.equal(row['assigned_to'], snowUser('ben').sys_id);
  });

  it('goes on where only a rule of the instance wrote at the same time', async () => {
    const { row, ticket } = await seed();
    server.quirks.before = ({ method }) => {
      if (method === 'PATCH') server.store.update(row, { impact: '1' }, snowUser('system'));
    };
    assert.equal((await backend.assign(ticket.ref, 'me', ticket.version)).assignees[0]?.isMe, true);
  });

  it('resolves with a code and notes, by the code’s label', async () => {
    const dora = openSnow(server, 'dora');
    const { row, ticket } = await seed();
    const resolve = (await dora.transitions(ticket.ref)).find(({ to }) => to === 'resolved');
    assert.deepEqual(
      resolve?.requires.map(({ id, choices }) => [id, choices]),
      [
        ['close_code', ['Lösung bereitgestellt', 'Umgehung bereitgestellt']],
        ['close_notes', undefined],
      ],
    );
    assert.ok(resolve?.notifiesRequester);
    const fields = { close_code: 'Umgehung bereitgestellt', close_notes: 'Restarted [code]<script>[/code].' };
    const moved = await dora.move(ticket.ref, resolve, fields, ticket.version);
    assert.equal(moved.phase, 'resolved');
    assert.equal(row['close_code'], 'Workaround provided');
    assert.ok(!row['close_notes']?.includes('[code]'), 'nobody writes HTML by accident');
  });

  it('puts on hold with a reason; only waiting for the caller tells the caller', async () => {
    const { row, ticket } = await seed();
    const change = await step(ticket, '3/5');
    assert.deepEqual(
      [change.label, change.requires, change.notifiesRequester],
      ['On Hold: Awaiting Change', [], undefined],
    );
    const caller = await step(ticket, '3/1');
    assert.deepEqual([caller.requires.map(({ id }) => id), caller.notifiesRequester], [['comments'], true]);
    await rejectsWith(backend.move(ticket.ref, caller, {}, ticket.version), 'usage');
    await rejectsWith(backend.move(ticket.ref, change, { comments: 'stray' }, ticket.version), 'usage');
    const moved = await backend.move(ticket.ref, change, {}, ticket.version);
    assert.deepEqual([moved.state, row['hold_reason']], ['On Hold', '5']);
    assert.ok((await timelineOf(backend, ticket.ref)).every(({ audience }) => audience === 'internal'));
    assert.deepEqual(
      (await backend.transitions(ticket.ref)).map(({ id }) => id),
      ['2', '6', '8'],
    );
  });

  it('takes a change through the states that the instance names, and says why it refuses', async () => {
    const { row, ticket } = await seed('change_request');
    let current = ticket;
    for (const id of ['-4', '-3', '-2', '-1', '0'])
      current = await backend.move(current.ref, await step(current, id), {}, current.version);
    assert.deepEqual([current.state, current.phase], ['Review', 'resolved']);
    const close = await step(current, '3');
    current = await backend.move(
      current.ref,
      close,
      { close_code: 'Successful', close_notes: 'Fine.' },
      current.version,
    );
    assert.deepEqual([current.phase, row['close_code']], ['closed', 'successful']);
    assert.deepEqual(await backend.transitions(current.ref), []);
    // Without the Change Management API the normal model is offered.
    server.quirks.closed.add('sn_chg_rest');
    const other = await seed('change_request');
    assert.deepEqual(
      (await backend.transitions(other.ticket.ref)).map(({ label }) => label),
      ['Assess', 'Canceled'],
    );
  });

  it('says what the instance says when a data policy is in the way', async () => {
    const { row, ticket } = await seed();
    const hold = await step(ticket, '3/5');
    server.quirks.readOnly.add('hold_reason');
    const error = await rejectsWith(backend.move(ticket.ref, hold, {}, ticket.version), 'forbidden');
    assert.match(error.message, /On hold reason/);
    assert.equal(row['state'], '1');
  });

  it('offers what fits problems, items and tasks, and nothing for requests', async () => {
    const labels = async (table: string): Promise<string[]> => {
      const { ticket } = await seed(table);
      return (await backend.transitions(ticket.ref)).map(({ label }) => label);
    };
    assert.deepEqual(await labels('problem'), ['Assess']);
    const task = ['Work in Progress', 'Pending', 'Closed Complete', 'Closed Incomplete', 'Closed Skipped'];
    assert.deepEqual(await labels('sc_req_item'), task);
    assert.deepEqual(await labels('sc_task'), task);
    assert.deepEqual(await labels('sc_request'), []);
    const { ticket } = await seed('problem', { state: '103' });
    const fixing = await backend.move(
      ticket.ref,
      await step(ticket, '104'),
      { cause_notes: 'A', fix_notes: 'B' },
      ticket.version,
    );
    const solved = await backend.move(
      fixing.ref,
      await step(fixing, '106'),
      { resolution_code: 'fix_applied' },
      fixing.version,
    );
    assert.equal(solved.phase, 'resolved');
  });

  it('creates what is of the service, by names, and keeps all of a long text', async () => {
    const scope = { service: 'shop', select: { tables: ['incident'], service: 'web shop', group: 'Shop Operations' } };
    const shop = openSnow(server, 'ana', [scope]);
    assert.deepEqual(shop.capabilities.create, ['incident']);
    const body = 'y'.repeat(5000);
    const made = await shop.create?.({ kind: 'incident', title: 'T', body, service: scope, impact: 1, urgency: 2 });
    assert.deepEqual(
      [made?.services, made?.priority, made?.group, made?.requester?.isMe],
      [['shop'], 2, 'Shop Operations', true],
    );
    assert.ok(made !== undefined);
    const note = (await timelineOf(shop, made.ref)).find(({ kind }) => kind === 'note');
    assert.equal(note?.body, body);
    await rejectsWith(
      Promise.resolve(shop.create?.({ kind: 'problem', title: 'T', body: '', service: scope })),
      'usage',
    );
    for (const ci of ['no such', 'twin']) {
      const wrong = { service: 'x', select: { ci } };
      await rejectsWith(
        Promise.resolve(
          openSnow(server, 'ana', [wrong]).create?.({ kind: 'incident', title: 'T', body: '', service: wrong }),
        ),
        'configuration',
      );
    }
  });

  it('shows who approves, and decides only in turn', async () => {
    const { row, ticket } = await seed('change_request');
    const ask = (login: string, state = 'requested'): Row =>
      server.store.add('sysapproval_approver', {
        sysapproval: row['sys_id'] ?? '',
        document_id: row['sys_id'] ?? '',
        approver: snowUser(login).sys_id,
        state,
        group: '',
      });
    const [mine, theirs] = [ask('ana'), ask('ben')];
    ask('eve', 'not_required');
    const all = await backend.approvals?.(ticket.ref);
    assert.deepEqual(
      all?.map(({ name, state, canDecide }) => [name, state, canDecide]),
      [
        ['Approval by Ana Lind', 'waiting', true],
        ['Approval by Ben Ode', 'waiting', false],
      ],
    );
    const decide = async (approval: Row): Promise<unknown> =>
      backend.decide?.(ticket.ref, approval['sys_id'] ?? '', 'approve');
    await rejectsWith(decide(theirs), 'forbidden');
    server.quirks.readOnly.add('state');
    await rejectsWith(decide(mine), 'refused');
    server.quirks.readOnly.clear();
    server.quirks.lose = 'answer';
    await decide(mine);
    assert.equal(mine['state'], 'approved');
    await rejectsWith(decide(mine), 'conflict');
    await rejectsWith(decide({ sys_id: 'f'.repeat(32) }), 'notFound');
    assert.equal(
      (await openSnow(server, 'ben').decide?.(ticket.ref, theirs['sys_id'] ?? '', 'decline'))?.[1]?.state,
      'declined',
    );
  });
});
