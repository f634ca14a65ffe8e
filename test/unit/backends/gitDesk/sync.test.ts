import assert from 'node:assert/strict';
import type { Desk } from '../../../../src/backends/gitDesk/index.ts';
import type { ObjectStore } from '../../../../src/domain/ports.ts';
import type { TicketRef } from '../../../../src/domain/ticket.ts';
import { openObjectStore } from '../../../../src/repo/objectStore.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { ana, ben, cem, temporaryRepository, type TemporaryRepository } from '../../../fakes/temporaryRepository.ts';
import { draft, openDesk } from './openDesk.ts';

describe('Desks of a team', () => {
  let origin: TemporaryRepository;
  let anasClone: TemporaryRepository;
  let anas: Desk;
  let bens: Desk;
  let cems: Desk;

  beforeEach(async () => {
    origin = await temporaryRepository({ init: ['--bare'] });
    const deskOf = async (person: typeof ana): Promise<Desk> => {
      const clone = await origin.clone(person);
      if (person === ana) anasClone = clone;
      return openDesk(clone.path);
    };
    [anas, bens, cems] = await Promise.all([deskOf(ana), deskOf(ben), deskOf(cem)]);
  });
  afterEach(async () => origin.remove());

  it('come to the same tickets, and count what was exchanged', async () => {
    const nothing = { received: 0, sent: 0, lost: [] };
    assert.deepEqual(await anas.sync(), nothing);
    await anas.create(draft('By Ana'));
    await bens.create(draft('By Ben'));
    await bens.create(draft('By Ben too'));
    assert.deepEqual(await anas.sync(), { ...nothing, sent: 1 });
    assert.deepEqual(await bens.sync(), { ...nothing, received: 1, sent: 2 });
    assert.deepEqual(await anas.sync(), { ...nothing, received: 2 });
    assert.deepEqual(await anas.sync(), nothing);
    assert.deepEqual(await cems.sync(), { ...nothing, received: 3 });
    const lists = await Promise.all([anas, bens, cems].map(async (desk) => (await desk.list({})).items));
    const titles = lists.map((items) =>
      items.map(({ title, key, version }) => `${title} ${key} ${version}`).toSorted(),
    );
    assert.deepEqual(titles[0], titles[1]);
    assert.deepEqual(titles[1], titles[2]);
    assert.equal(titles[0]?.length, 3);
  });

  it('tell the one who lost that two picked a ticket up offline', async () => {
    const { ref, version } = await anas.create(draft('Picked up twice'));
    await anas.sync();
    await bens.sync();
    await anas.assign(ref, 'me', version);
    await bens.assign(ref, 'me', version);
    const [first, second] = [await anas.sync(), await bens.sync()];
    const third = await anas.sync();
    assert.deepEqual(first.lost, []);
    const owners = await Promise.all([anas, bens].map(async (desk) => (await desk.get(ref)).assignees[0]?.id));
    assert.equal(owners[0], owners[1]);
    // Whoever of the two it is, it is the other who is told, and only once.
    const [told, untold] = owners[0] === ana.email ? [second.lost, third.lost] : [third.lost, second.lost];
    assert.deepEqual(
      told.map((ticket) => [ticket.ref, ticket.assignees[0]?.isMe]),
      [[ref, false]],
    );
    assert.deepEqual(untold, []);
    assert.deepEqual([(await anas.sync()).lost, (await bens.sync()).lost], [[], []]);
  });

  it('do not call it lost what somebody took over knowingly, gave away or handed back', async () => {
    const refs: TicketRef[] = [];
    for (const title of ['taken over', 'given away', 'handed back', 'taken over in two steps']) {
      const { ref, version } = await anas.create(draft(title));
      await anas.assign(ref, 'me', version);
      refs.push(ref);
    }
    await anas.sync();
    await bens.sync();
    const [taken, given, back, twice] = refs;
    assert.ok(taken !== undefined && given !== undefined && back !== undefined && twice !== undefined);
    await bens.assign(taken, 'me', await versionOf(bens, taken));
    await bens.assign(twice, null, await versionOf(bens, twice));
    await bens.assign(twice, 'me', await versionOf(bens, twice));
    await anas.assign(given, await cems.whoAmI(), await versionOf(anas, given));
    await anas.assign(back, null, await versionOf(anas, back));
    await bens.sync();
    assert.deepEqual((await anas.sync()).lost, []);
    assert.equal((await anas.get(taken)).assignees[0]?.id, ben.email);
  });

  it('get through although somebody else pushes or writes at the worst moment', async () => {
    const real = openObjectStore(anasClone.path);
    const busy = openDesk(anasClone.path);
    let turns = 3;
    let wrote = false;
    const store: ObjectStore = {
      ...real,
      union: async (...args) => {
        if (turns === 2 && !wrote) {
          wrote = true;
          await busy.create(draft('Written between fetch and union'));
        }
        return real.union(...args);
      },
      push: async (...args) => {
        if (turns-- > 0) {
          await bens.create(draft(`Pushed before us ${turns}`));
          await bens.sync();
        }
        return real.push(...args);
      },
    };
    const desk = openDesk(anasClone.path, { store });
    await desk.create(draft('Ours'));
    const result = await desk.sync();
    assert.equal(result.received, 3);
    await bens.sync();
    assert.equal((await bens.list({})).total, 5);
    assert.equal((await desk.list({})).total, 5);
  });

  it('keep everything when the remote is away, and say so', async () => {
    await anas.create(draft('Kept'));
    await anasClone.git('remote', 'set-url', 'origin', 'http://127.0.0.1:9/desk.git');
    const error = await rejectsWith(anas.sync(), 'offline');
    assert.match(error.next ?? '', /is kept in this repository/);
    await anasClone.git('remote', 'set-url', 'origin', `file://${origin.path}`);
    assert.equal((await anas.sync()).sent, 1);
    await anasClone.git('remote', 'remove', 'origin');
    const none = await rejectsWith(anas.sync(), 'configuration');
    assert.match(none.next ?? '', /git remote add origin/);
  });
});

async function versionOf(desk: Desk, ref: TicketRef): Promise<string> {
  return (await desk.get(ref)).version;
}
