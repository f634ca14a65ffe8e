import assert from 'node:assert/strict';
import { openGitDesk } from '../../../../src/backends/gitDesk/index.ts';
import { gitDeskKind } from '../../../../src/backends/gitDesk/kind.ts';
import { deskConnection } from '../../../../src/domain/connection.ts';
import { DeskError } from '../../../../src/domain/errors.ts';
import type { ObjectStore } from '../../../../src/domain/ports.ts';
import type { Transition } from '../../../../src/domain/ticket.ts';
import { openObjectStore } from '../../../../src/repo/objectStore.ts';
import { rejectsWith } from '../../../contract/harness.ts';
import { recordingLog } from '../../../fakes/recordingLog.ts';
import { ana, ben, temporaryRepository, type TemporaryRepository } from '../../../fakes/temporaryRepository.ts';
import { created, fileOf, ticketId } from './events.ts';
import { draft, openDesk } from './openDesk.ts';

const deskRef = 'refs/footbridge/desk';

describe('The git desk', () => {
  let repository: TemporaryRepository;

  beforeEach(async () => (repository = await temporaryRepository()));
  afterEach(async () => repository.remove());

  it('begins empty, in a repository without commits, and is opened by its kind', async () => {
    const context = { connection: deskConnection, credential: undefined, scopes: [], log: recordingLog() };
    const store = openObjectStore(repository.path);
    const desk = await gitDeskKind.open({ ...context, store, clock: () => new Date() });
    assert.deepEqual(await desk.list({}), { items: [], total: 0 });
    assert.throws(
      () => openGitDesk({ ...context, clock: () => new Date() }),
      (error) => DeskError.is(error, 'configuration'),
    );
  });

  it('can be read by somebody whom git does not know, and not be written', async () => {
    const ticket = await openDesk(repository.path).create(draft('Somebody’s'));
    await repository.git('config', '--unset', 'user.email');
    const desk = openDesk(repository.path);
    assert.equal((await desk.list({})).items[0]?.title, 'Somebody’s');
    assert.deepEqual((await desk.list({ assignee: 'me' })).items, []);
    await rejectsWith(desk.whoAmI(), 'configuration');
    const error = await rejectsWith(desk.assign(ticket.ref, 'me', ticket.version), 'configuration');
    assert.match(error.next ?? '', /git config --global user.email/);
    assert.equal((await desk.get(ticket.ref)).version, ticket.version);
  });

  it('shows the linked services, and what belongs to none', async () => {
    const all = openDesk(repository.path);
    for (const service of ['checkout', 'warehouse']) {
      await all.create(draft(service, { service: { service, select: {} } }));
    }
    await all.create(draft('no service'));
    const titles = async (services: readonly string[]): Promise<string[]> =>
      (await openDesk(repository.path, { services }).list({})).items.map(({ title }) => title).toSorted();
    assert.deepEqual(await titles(['checkout']), ['checkout', 'no service']);
    assert.deepEqual(await titles([]), ['checkout', 'no service', 'warehouse']);
  });

  it('keeps the reason for which a ticket waits, and takes it in any case', async () => {
    const desk = openDesk(repository.path);
    const ticket = await desk.create(draft('Waits'));
    const hold = (await desk.transitions(ticket.ref)).find(({ to }) => to === 'waiting');
    assert.ok(hold !== undefined);
    const waiting = await desk.move(ticket.ref, hold, { reason: ' supplier ' }, ticket.version);
    assert.equal(waiting.state, 'On hold: Supplier');
    const error = await rejectsWith(desk.move(ticket.ref, hold, { reason: 'Weather' }, waiting.version), 'refused');
    assert.match(error.next ?? '', /Start work, Resolve/);
  });

  it('hands back to the state in which a ticket was found', async () => {
    const desk = openDesk(repository.path);
    let ticket = await desk.create(draft('There and back'));
    const states: string[] = [];
    for (const label of [
      'Start work',
      'Return to queue',
      'Acknowledge',
      'Start work',
      'Stop work',
      'Resolve',
      'Reopen',
    ]) {
      const step = (await desk.transitions(ticket.ref)).find((transition) => transition.label === label);
      assert.ok(step !== undefined, `${label} from ${ticket.state}`);
      ticket = await desk.move(ticket.ref, step, {}, ticket.version);
      states.push(ticket.state);
    }
    assert.deepEqual(states, [
      'In progress',
      'New',
      'Acknowledged',
      'In progress',
      'Acknowledged',
      'Resolved',
      'In progress',
    ]);
  });

  it('needs a title', async () => {
    await rejectsWith(openDesk(repository.path).create(draft(' \n ')), 'usage');
  });

  it('keeps what it does not understand, and says so in the log', async () => {
    const store = openObjectStore(repository.path);
    const log = recordingLog();
    const future = fileOf(ticketId, 2, { type: 'noted', audience: 'internal', body: 'x' });
    const files = [
      fileOf(ticketId, 1, created),
      { ...future, content: future.content.replace('"noted"', '"teleported"') },
      { path: 'standups/2026-11-24/0123abcd-0000000000.json', content: '{}' },
      { path: 'notes.txt', content: 'not ours' },
    ];
    await store.append(deskRef, undefined, files, 'from the future');
    const desk = openDesk(repository.path, { log });
    const ticket = await desk.find('INC-7K3F9Q');
    await desk.note(ticket.ref, 'Still works.', 'internal');
    assert.equal((await desk.timeline(ticket.ref)).items.length, 2);
    assert.deepEqual(
      log.lines.map((line) => /\d+ files? .*$/.exec(line)?.[0]),
      ['1 files were not understood. They are kept, and left out.'],
    );
    assert.equal((await repository.git('ls-tree', '-r', '--name-only', deskRef)).split('\n').length, 5);
  });

  it('reads again from the beginning when its history was rewritten', async () => {
    const log = recordingLog();
    const desk = openDesk(repository.path, { log });
    await desk.create(draft('stays'));
    const before = await repository.git('rev-parse', deskRef);
    await desk.create(draft('goes'));
    assert.equal((await desk.list({})).total, 2);
    await repository.git('update-ref', deskRef, before);
    await repository.git('gc', '--quiet', '--prune=now');
    assert.deepEqual(
      (await desk.list({})).items.map(({ title }) => title),
      ['stays'],
    );
    assert.ok(log.lines.some((line) => line.includes('was rewritten')));
    await repository.git('update-ref', '-d', deskRef);
    assert.deepEqual((await desk.list({})).items, []);
    await desk.create(draft('new'));
    assert.equal((await desk.list({})).total, 1);
  });

  it('tells as changed what came with a sync, however old it is', async () => {
    const desk = openDesk(repository.path);
    await desk.create(draft('Known'));
    const since = new Date(Date.now() + 1).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const old = openDesk(repository.path, { clock: () => new Date('2026-01-01T00:00:00.000Z') });
    await old.create(draft('Written offline'));
    const { items } = await desk.changedSince(since);
    assert.deepEqual(
      items.map(({ title }) => title),
      ['Written offline'],
    );
    assert.equal((await desk.list({})).items.at(-1)?.title, 'Written offline', 'but it is not the latest change');
  });

  it('writes one note with one marker, though two send it at once', async () => {
    const desks = [openDesk(repository.path), openDesk(repository.path), openDesk(repository.path)];
    const [first] = desks;
    assert.ok(first !== undefined);
    const { ref } = await first.create(draft('Told by a commit'));
    const entries = await Promise.all(desks.map(async (desk) => desk.note(ref, 'Fixed.', 'internal', 'commit 1')));
    assert.equal(new Set(entries.map(({ id }) => id)).size, 1);
    assert.equal((await first.timeline(ref)).items.filter(({ kind }) => kind === 'note').length, 1);
  });

  it('loses nothing of what one process writes at once', async () => {
    const desk = openDesk(repository.path);
    const { ref } = await desk.create(draft('Busy'));
    const texts = Array.from({ length: 8 }, (_, index) => `note ${index}`);
    await Promise.all([
      ...texts.map(async (text) => desk.note(ref, text, 'internal')),
      ...texts.map(async () => desk.list({})),
    ]);
    const notes = (await desk.timeline(ref)).items.filter(({ kind }) => kind === 'note');
    assert.deepEqual(
      notes.map(({ body }) => body),
      texts,
    );
  });

  it('refuses a stale decision also when somebody is faster at the last moment', async () => {
    const real = openObjectStore(repository.path);
    const other = openDesk(repository.path);
    const ticket = await other.create(draft('Contested'));
    let isFirst = true;
    const store: ObjectStore = {
      ...real,
      append: async (...args) => {
        if (isFirst) await other.assign(ticket.ref, { id: ben.email, name: ben.name, isMe: false }, ticket.version);
        isFirst = false;
        return real.append(...args);
      },
    };
    const desk = openDesk(repository.path, { store });
    const error = await rejectsWith(desk.assign(ticket.ref, 'me', ticket.version), 'conflict');
    assert.match(error.message, /INC-.* was changed meanwhile, last by Ana Lima/);
    assert.equal((await desk.get(ticket.ref)).assignees[0]?.name, ben.name);
  });

  it('does not write twice when git fails after it has written', async () => {
    const real = openObjectStore(repository.path);
    const log = recordingLog();
    let failures = 0;
    const store: ObjectStore = {
      ...real,
      append: async (...args) => {
        await real.append(...args);
        failures++;
        throw new DeskError('configuration', 'git was killed after it had moved the ref');
      },
    };
    const desk = openDesk(repository.path, { store, log });
    const ticket = await desk.create(draft('Once'));
    await desk.note(ticket.ref, 'Once too.', 'internal');
    assert.equal(failures, 2);
    assert.equal((await openDesk(repository.path).list({})).total, 1);
    assert.equal((await desk.timeline(ticket.ref)).items.length, 2);
  });

  it('says why git failed when nothing was written', async () => {
    const real = openObjectStore(repository.path);
    const full = new DeskError('configuration', 'No space left on device');
    const desk = openDesk(repository.path, { store: { ...real, append: async () => Promise.reject(full) } });
    await assert.rejects(desk.create(draft('Nowhere')), full);
    assert.equal((await desk.list({})).total, 0);
  });

  it('takes a label that somebody invented for no step', async () => {
    const desk = openDesk(repository.path);
    const ticket = await desk.create(draft('x'));
    const invented: Transition = { id: 'constructor', label: 'x', to: 'closed', state: 'Closed', requires: [] };
    await rejectsWith(desk.move(ticket.ref, invented, {}, ticket.version), 'refused');
    assert.equal((await desk.get(ticket.ref)).assignees.length, 0);
    assert.equal((await desk.whoAmI()).id, ana.email);
  });
});
