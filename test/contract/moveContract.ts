import assert from 'node:assert/strict';
import type { Backend } from '../../src/domain/ports.ts';
import type { Ticket, Transition } from '../../src/domain/ticket.ts';
import { rejectsWith, timelineOf, uniqueWord, type ContractHarness } from './harness.ts';

/** Moves: what is offered works, what is not is refused, and the backend's own labels stay. */
export function moveContract(harness: () => ContractHarness): void {
  it('offers transitions that work, from every state that they lead to', async () => {
    const { backend, seed, states = 3 } = harness();
    const workflow = new Map<string, Step[]>();
    let ticket = await seed({ title: `Walk ${uniqueWord()}` });
    let fresh = true;
    for (;;) {
      if (!workflow.has(ticket.state)) workflow.set(ticket.state, await stepsOf(backend, ticket));
      const step = nextStep(workflow, ticket.state);
      if (step === undefined && fresh) break;
      if (step === undefined) {
        ticket = await seed({ title: `Walk again ${uniqueWord()}` });
        fresh = true;
        continue;
      }
      ticket = await move(backend, ticket, step.transition);
      fresh = false;
      step.ledTo = ticket.state;
    }
    assert.ok(workflow.size >= states, `only ${[...workflow.keys()].join(', ')} can be reached`);
  });

  it('keeps the label of the state as the backend writes it', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `Label ${uniqueWord()}` });
    const [transition] = await backend.transitions(ticket.ref);
    assert.ok(transition !== undefined);
    const moved = await move(backend, ticket, transition);
    const seen = await other.get(ticket.ref);
    assert.equal(seen.state, moved.state);
    assert.equal(seen.phase, moved.phase);
    assert.equal(seen.version, moved.version);
  });

  it('tells the move in the timeline', async () => {
    const { backend, seed } = harness();
    const ticket = await seed({ title: `Told ${uniqueWord()}` });
    const before = await timelineOf(backend, ticket.ref);
    const [transition] = await backend.transitions(ticket.ref);
    assert.ok(transition !== undefined);
    await move(backend, ticket, transition);
    const added = (await timelineOf(backend, ticket.ref)).slice(before.length);
    assert.ok(added.some((entry) => entry.kind === 'change' && entry.author.isMe));
  });

  it('refuses a move that the workflow does not have, and changes nothing', async () => {
    const { backend, seed } = harness();
    const ticket = await seed({ title: `No such move ${uniqueWord()}` });
    const offered = await backend.transitions(ticket.ref);
    const [first] = offered;
    assert.ok(first !== undefined);
    const invented: Transition = { ...first, id: 'no such move', label: 'No such move', state: 'nonsense' };
    await rejectsWith(backend.move(ticket.ref, invented, {}, ticket.version), 'refused');
    assert.equal((await backend.get(ticket.ref)).version, ticket.version);

    const moved = await move(backend, ticket, first);
    const now = new Set((await backend.transitions(ticket.ref)).map((transition) => transition.id));
    const gone = offered.find((transition) => !now.has(transition.id));
    if (gone === undefined) return;
    await rejectsWith(backend.move(ticket.ref, gone, fieldsFor(gone), moved.version), 'refused');
    assert.equal((await backend.get(ticket.ref)).version, moved.version);
  });

  it('does not move a ticket that changed since it was seen', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `Stale move ${uniqueWord()}` });
    const [transition] = await backend.transitions(ticket.ref);
    assert.ok(transition !== undefined);
    const theirs = await other.assign(ticket.ref, 'me', ticket.version);
    await rejectsWith(backend.move(ticket.ref, transition, fieldsFor(transition), ticket.version), 'conflict');
    const after = await backend.get(ticket.ref);
    assert.equal(after.state, theirs.state);
    assert.equal(after.version, theirs.version);
  });

  it('asks for the fields that a transition needs', async () => {
    const { backend, seed, requiresFields } = harness();
    const ticket = await seed({ title: `Needs a field ${uniqueWord()}` });
    const needy = (await backend.transitions(ticket.ref)).find((transition) => transition.requires.length > 0);
    assert.equal(needy !== undefined, requiresFields);
    const [field] = needy?.requires ?? [];
    if (needy === undefined || field === undefined) return;
    const error = await rejectsWith(backend.move(ticket.ref, needy, {}, ticket.version), 'usage');
    assert.ok(error.message.includes(field.label), error.message);
    if (field.choices !== undefined) {
      const wrong = { ...fieldsFor(needy), [field.id]: 'no such choice' };
      await rejectsWith(backend.move(ticket.ref, needy, wrong, ticket.version), 'usage');
    }
    assert.equal((await backend.get(ticket.ref)).version, ticket.version);
    await move(backend, ticket, needy);
  });
}

/** Moves with whatever the transition needs, and checks that it led where it said. */
export async function move(backend: Backend, ticket: Ticket, transition: Transition): Promise<Ticket> {
  const moved = await backend.move(ticket.ref, transition, fieldsFor(transition), ticket.version);
  assert.equal(moved.phase, transition.to, `${transition.label} leads to ${transition.to}`);
  // A label may say more than the transition could promise, e.g. why a ticket waits.
  assert.ok(moved.state.startsWith(transition.state), `${moved.state} is not ${transition.state}`);
  assert.notEqual(moved.version, ticket.version);
  return moved;
}

function fieldsFor(transition: Transition): Record<string, string> {
  return Object.fromEntries(transition.requires.map((field) => [field.id, field.choices?.[0] ?? 'As agreed.']));
}

interface Step {
  readonly transition: Transition;
  /** Absent as long as nobody has tried it. */
  ledTo?: string;
}

async function stepsOf(backend: Backend, ticket: Ticket): Promise<Step[]> {
  const offered = await backend.transitions(ticket.ref);
  assert.equal(new Set(offered.map((transition) => transition.id)).size, offered.length);
  for (const transition of offered) assert.ok(transition.label !== '' && transition.state !== '');
  return offered.map((transition) => ({ transition }));
}

/** A step that was not tried yet, or the first one on the way to such a step; undefined if there is none. */
function nextStep(workflow: ReadonlyMap<string, readonly Step[]>, from: string): Step | undefined {
  const seen = new Set([from]);
  const ways: { readonly state: string; readonly first?: Step }[] = [{ state: from }];
  for (const { state, first } of ways) {
    const steps = workflow.get(state) ?? [];
    const untried = steps.find(({ ledTo }) => ledTo === undefined);
    if (untried !== undefined) return first ?? untried;
    for (const step of steps) {
      if (step.ledTo === undefined || seen.has(step.ledTo)) continue;
      seen.add(step.ledTo);
      ways.push({ state: step.ledTo, first: first ?? step });
    }
  }
  return undefined;
}
