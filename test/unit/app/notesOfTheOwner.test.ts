import assert from 'node:assert/strict';
import { needTakingNotes } from '../../../src/app/addNote.ts';
import { handBack } from '../../../src/app/handBack.ts';
import { move } from '../../../src/app/move.ts';
import { DeskError, explain } from '../../../src/domain/errors.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';
import { timelineOf } from '../../contract/harness.ts';

const down = async (): Promise<never> => Promise.reject(new DeskError('unavailable', 'It is down.'));

describe('A backend whose tickets hold notes only while somebody has them', () => {
  it('gets the reason of a hand-back before the ticket is nobody’s', async () => {
    const { ana, ticket } = await setUp();
    await ana.assign(ticket.ref, 'me', ticket.version);
    const result = await handBack({ backend: ana, repository: undefined }, ticket.ref, 'Not ours');
    assert.equal(result.problem, undefined);
    assert.deepEqual(result.ticket.assignees, []);
    const notes = (await timelineOf(ana, ticket.ref)).filter(({ kind }) => kind === 'note');
    assert.deepEqual(
      notes.map(({ body, audience }) => [body, audience]),
      [['Handed back: Not ours', 'internal']],
    );
  });

  it('gets the note of a step once, before the step', async () => {
    const { ana, ticket } = await setUp();
    const taken = await ana.assign(ticket.ref, 'me', ticket.version);
    const [transition] = await ana.transitions(ticket.ref);
    assert.ok(transition !== undefined);
    const result = await move(ana, taken, { transition, fields: {}, note: 'Because.' });
    assert.equal(result.problem, undefined);
    assert.equal(result.ticket.state, transition.state);
    assert.equal((await timelineOf(ana, ticket.ref)).filter(({ kind }) => kind === 'note').length, 1);
  });

  it('says that the note is there where the step fails after it', async () => {
    const { ana, ticket } = await setUp();
    const taken = await ana.assign(ticket.ref, 'me', ticket.version);
    const [transition] = await ana.transitions(ticket.ref);
    assert.ok(transition !== undefined);
    const backend = Object.assign(ana, { move: down, assign: down });
    await assert.rejects(
      move(backend, taken, { transition, fields: {}, note: 'Because.' }),
      /The note is on .*, but it was not moved: It is down\./,
    );
    const { problem } = await handBack({ backend, repository: undefined }, ticket.ref, 'Not ours');
    assert.match(explain(problem), /The reason is noted on .*, but it is not handed back: It is down\./);
  });

  it('is not asked for a note that it has no place for', async () => {
    const { ana, ticket } = await setUp();
    assert.throws(
      () => needTakingNotes(ana, ticket),
      (error) => DeskError.is(error, 'unsupported'),
    );
    needTakingNotes(ana, await ana.assign(ticket.ref, 'me', ticket.version));
  });
});

async function setUp() {
  const system = new MemorySystem({ notesNeedAssignee: true });
  const ana = system.open('ana');
  const { id } = system.add({ kind: 'incident', title: 'Down', body: '' });
  return { ana, ticket: await ana.get({ connection: 'memory', id }) };
}
