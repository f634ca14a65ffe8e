import assert from 'node:assert/strict';
import { rejectsWith, uniqueWord, type ContractHarness } from './harness.ts';

/** Who has a ticket: taken, given, handed back, taken over, and two people at once. */
export function assignContract(harness: () => ContractHarness): void {
  it('takes a ticket for me and hands it back', async () => {
    const { backend, seed, takenPhase } = harness();
    const ticket = await seed({ title: `To take ${uniqueWord()}` });
    const taken = await backend.assign(ticket.ref, 'me', ticket.version);
    assert.deepEqual(
      taken.assignees.map((person) => person.isMe),
      [true],
    );
    assert.notEqual(taken.version, ticket.version);
    assert.equal(taken.phase, takenPhase ?? 'new', 'taking it does not move it');
    assert.deepEqual((await backend.get(ticket.ref)).assignees, taken.assignees);
    const free = await backend.assign(ticket.ref, null, taken.version);
    assert.deepEqual(free.assignees, []);
    assert.deepEqual((await backend.get(ticket.ref)).assignees, []);
  });

  it('gives a ticket to somebody else', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `To give ${uniqueWord()}` });
    const ben = await other.whoAmI();
    const given = await backend.assign(ticket.ref, ben, ticket.version);
    assert.deepEqual(
      given.assignees.map((person) => [person.id, person.isMe]),
      [[ben.id, false]],
    );
    assert.deepEqual(
      (await other.get(ticket.ref)).assignees.map((person) => person.isMe),
      [true],
    );
  });

  it('takes a ticket over from somebody who has it', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `To take over ${uniqueWord()}` });
    const theirs = await other.assign(ticket.ref, 'me', ticket.version);
    const mine = await backend.assign(ticket.ref, 'me', (await backend.get(theirs.ref)).version);
    assert.deepEqual(
      mine.assignees.map((person) => person.isMe),
      [true],
    );
    assert.deepEqual(
      (await other.get(ticket.ref)).assignees.map((person) => person.isMe),
      [false],
    );
  });

  it('takes what is mine already without complaint', async () => {
    const { backend, seed } = harness();
    const ticket = await seed({ title: `Mine twice ${uniqueWord()}` });
    const taken = await backend.assign(ticket.ref, 'me', ticket.version);
    const again = await backend.assign(ticket.ref, 'me', taken.version);
    assert.deepEqual(again.assignees, taken.assignees);
  });

  it('says that somebody was faster, and changes nothing', async () => {
    const { backend, other, seed } = harness();
    const ticket = await seed({ title: `Stale ${uniqueWord()}` });
    await other.assign(ticket.ref, 'me', ticket.version);
    for (const to of ['me', null] as const) {
      await rejectsWith(backend.assign(ticket.ref, to, ticket.version), 'conflict');
    }
    assert.deepEqual(
      (await other.get(ticket.ref)).assignees.map((person) => person.isMe),
      [true],
    );
  });

  it('lets exactly one of two people have a ticket that both take at once', async () => {
    const { backend, other, seed } = harness();
    for (let round = 0; round < 5; round++) {
      const ticket = await seed({ title: `Both at once ${uniqueWord()}` });
      const outcomes = await Promise.allSettled([
        backend.assign(ticket.ref, 'me', ticket.version),
        other.assign(ticket.ref, 'me', ticket.version),
      ]);
      const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled');
      assert.equal(winners.length, 1, 'exactly one wins');
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') await rejectsWith(Promise.reject(outcome.reason), 'conflict');
      }
      const anaWon = outcomes[0].status === 'fulfilled';
      assert.deepEqual(
        (await backend.get(ticket.ref)).assignees.map((person) => person.isMe),
        [anaWon],
      );
    }
  });

  it('refuses somebody without rights, and changes nothing', async () => {
    const { backend, withoutRights, seed } = harness();
    if (withoutRights === undefined) return;
    const ticket = await seed({ title: `Not for everybody ${uniqueWord()}` });
    await rejectsWith(withoutRights.assign(ticket.ref, 'me', ticket.version), 'forbidden', 'refused', 'notFound');
    await rejectsWith(withoutRights.note(ticket.ref, 'I may not', 'internal'), 'forbidden', 'refused', 'notFound');
    const after = await backend.get(ticket.ref);
    assert.deepEqual(after.assignees, []);
    assert.equal(after.version, ticket.version);
  });
}
