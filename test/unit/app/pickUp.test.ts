import assert from 'node:assert/strict';
import { handBack } from '../../../src/app/handBack.ts';
import { pickUp, planPickUp, type PickUpChoice } from '../../../src/app/pickUp.ts';
import { deskConnection } from '../../../src/domain/connection.ts';
import { DeskError, explain } from '../../../src/domain/errors.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';
import { memoryWorkTree } from '../../fakes/memoryWorkTree.ts';

const onBranch: PickUpChoice = { force: false, fields: {}, branch: { type: 'start', name: 'incident/OPS-1-down' } };

const down = async (): Promise<never> =>
  Promise.reject(new DeskError('unavailable', 'It is down.', { next: 'Try later.' }));

describe('Picking a ticket up', () => {
  it('assigns it to me, begins it, and puts a branch under it that knows the ticket', async () => {
    const { ana, ref, tree, repository } = await setUp();
    const result = await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    assert.deepEqual(names(result.ticket), ['Ana Lima']);
    assert.equal(result.ticket.phase, 'in_progress');
    assert.equal(result.branch, 'incident/OPS-1-down');
    assert.equal(tree.state.current, 'incident/OPS-1-down');
    assert.equal(tree.tickets.get('incident/OPS-1-down'), `memory:${result.ticket.key}`);
  });

  it('shows before what it will do: who has it, and the step it takes', async () => {
    const { ana, ben, ref } = await setUp();
    await ben.assign(ref, 'me', (await ben.get(ref)).version);
    const plan = await planPickUp(ana, ref);
    assert.deepEqual(
      plan.heldBy.map(({ name }) => name),
      ['Ben Okafor'],
    );
    assert.equal(plan.transition?.label, 'Begin');
  });

  it('refuses what somebody else has, and changes nothing', async () => {
    const { ana, ben, ref, tree, repository } = await setUp();
    await ben.assign(ref, 'me', (await ben.get(ref)).version);
    const plan = await planPickUp(ana, ref);
    await assert.rejects(pickUp({ backend: ana, repository }, plan, onBranch), isReason('taken'));
    assert.deepEqual(names(await ana.get(ref)), ['Ben Okafor']);
    assert.equal(tree.state.current, 'main');
  });

  it('takes it over when that is wanted', async () => {
    const { ana, ben, ref, repository } = await setUp();
    await ben.assign(ref, 'me', (await ben.get(ref)).version);
    const plan = await planPickUp(ana, ref);
    const { ticket } = await pickUp({ backend: ana, repository }, plan, { ...onBranch, force: true });
    assert.deepEqual(names(ticket), ['Ana Lima']);
  });

  it('does not take it from somebody who was faster, although the user saw it free', async () => {
    const { ana, ben, ref, repository } = await setUp();
    const plan = await planPickUp(ana, ref);
    await ben.assign(ref, 'me', (await ben.get(ref)).version);
    await assert.rejects(pickUp({ backend: ana, repository }, plan, onBranch), isReason('conflict'));
    assert.deepEqual(names(await ana.get(ref)), ['Ben Okafor']);
  });

  it('goes on where somebody only added a note meanwhile', async () => {
    const { ana, ben, ref, repository } = await setUp();
    const plan = await planPickUp(ana, ref);
    await ben.note(ref, 'It began at eight.', 'internal');
    const { ticket, problem } = await pickUp({ backend: ana, repository }, plan, onBranch);
    assert.equal(problem, undefined);
    assert.deepEqual(names(ticket), ['Ana Lima']);
  });

  it('does not pick up what is closed, unless that is wanted', async () => {
    const { ana, ref, repository } = await setUp();
    const cancel = (await ana.transitions(ref)).find(({ to }) => to === 'cancelled');
    assert.ok(cancel !== undefined);
    await ana.move(ref, cancel, {}, (await ana.get(ref)).version);
    await assert.rejects(
      pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch),
      isReason('refused'),
    );
  });

  it('says that it is mine when the branch cannot be made afterwards', async () => {
    const { ana, ref, tree, repository } = await setUp();
    tree.state.branches.push('incident/OPS-1-down');
    const result = await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    assert.ok(DeskError.is(result.problem, 'refused'));
    assert.deepEqual(names(result.ticket), ['Ana Lima']);
  });

  it('calls the repository’s own desk git in its config, whatever it is called among several', async () => {
    const { ana, ref, tree } = await setUp();
    const repository = { workTree: tree.workTree, desk: { alias: 'memory', kind: 'git' } };
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    assert.match(tree.tickets.get('incident/OPS-1-down') ?? '', /^git:/);
  });
});

describe('Handing a ticket back', () => {
  it('undoes the pick-up: nobody’s, in the state it was found in, the reason noted internally, the branch gone', async () => {
    const { ana, ref, tree, repository } = await setUp();
    const before = await ana.get(ref);
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    const result = await handBack({ backend: ana, repository }, ref, 'Not ours');
    assert.equal(result.problem, undefined);
    assert.deepEqual(result.ticket.assignees, []);
    assert.equal(result.ticket.state, before.state);
    assert.deepEqual(tree.state, { branches: ['main'], current: 'main', stashed: [] });
    assert.equal(tree.tickets.size + tree.records.size, 0);
    const note = (await ana.timeline(ref)).items.find(({ kind }) => kind === 'note');
    assert.equal(note?.body, 'Handed back: Not ours');
    assert.equal(note.audience, 'internal');
  });

  it('returns to what the first pick-up found, also after a second one', async () => {
    const { ana, ref, repository } = await setUp();
    const before = await ana.get(ref);
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), { force: false, fields: {} });
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    const { ticket } = await handBack({ backend: ana, repository }, ref, 'Not ours');
    assert.equal(ticket.state, before.state);
  });

  it('keeps a branch that holds work', async () => {
    const tree = memoryWorkTree({ used: ['main', 'incident/OPS-1-down'] });
    const { ana, ref, repository } = await setUp(tree);
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    await handBack({ backend: ana, repository }, ref, 'Not ours');
    assert.deepEqual(tree.state.branches, ['main', 'incident/OPS-1-down']);
  });

  it('says that it is still mine where it is back in its state, and nobody can be asked to take it', async () => {
    const { ana, ref, repository } = await setUp();
    const before = await ana.get(ref);
    await pickUp({ backend: ana, repository }, await planPickUp(ana, ref), onBranch);
    const backend = Object.assign(ana, { assign: down });
    const { ticket, problem } = await handBack({ backend, repository }, ref, 'Not ours');
    assert.equal(ticket.state, before.state);
    assert.deepEqual(names(ticket), ['Ana Lima']);
    assert.match(explain(problem), /is back in the state .* but it is still yours: It is down\. Try later\./);
  });

  it('refuses what is not mine', async () => {
    const { ana, ben, ref, repository } = await setUp();
    await assert.rejects(handBack({ backend: ana, repository }, ref, 'x'), isReason('refused'));
    await ben.assign(ref, 'me', (await ben.get(ref)).version);
    await assert.rejects(handBack({ backend: ana, repository }, ref, 'x'), isReason('refused'));
    assert.deepEqual(names(await ana.get(ref)), ['Ben Okafor']);
  });

  it('asks for a reason', async () => {
    const { ana, ref, repository } = await setUp();
    await assert.rejects(handBack({ backend: ana, repository }, ref, '  '), isReason('usage'));
  });
});

async function setUp(tree = memoryWorkTree()) {
  const system = new MemorySystem();
  const [ana, ben] = [system.open('ana'), system.open('ben')];
  const { ref } = await ben.create({
    kind: 'incident',
    title: 'Down',
    body: '',
  });
  return { ana, ben, ref, tree, repository: { workTree: tree.workTree, desk: deskConnection } };
}

function names({ assignees }: Ticket): string[] {
  return assignees.map(({ name }) => name);
}

function isReason(reason: DeskError['reason']): (error: unknown) => boolean {
  return (error) => DeskError.is(error, reason);
}
