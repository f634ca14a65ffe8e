import assert from 'node:assert/strict';
import { findTicket } from '../../../src/app/findTicket.ts';
import { sourcesOf, type Source, type SourceOptions } from '../../../src/app/sources.ts';
import { deskConnection, type Connection } from '../../../src/domain/connection.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import type { Links, Service, ServiceLink } from '../../../src/domain/service.ts';
import type { ServiceScope } from '../../../src/domain/ticket.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';

const kinds = [
  { kind: 'git', name: 'Git desk', keyPattern: /^INC-.+$/ },
  { kind: 'memory', name: 'Memory', keyPattern: /^(OPS-)?\d+$/ },
];
const rt: Connection = { alias: 'helpdesk', kind: 'memory', url: 'https://rt.example.org/rt' };

describe('The connections of a repository', () => {
  it('are its git desk alone, where nothing is linked', () => {
    const sources = sourcesOf(options({ links: { services: [], proposed: [] } }));
    assert.deepEqual(
      sources.map(({ connection }) => connection.alias),
      ['git'],
    );
  });

  it('are asked for the services that are linked to them', async () => {
    const { opened, sources } = openAll({ links: linksTo('helpdesk', [rt]), connections: [rt] });
    await sources.find(({ connection }) => connection.alias === 'helpdesk')?.backend();
    assert.deepEqual(opened, [{ alias: 'helpdesk', scopes: [{ service: 'shop', select: { queue: 'Shop' } }] }]);
  });

  it('are opened once', async () => {
    const { opened, sources } = openAll({ links: linksTo('helpdesk', [rt]), connections: [rt] });
    const source = sources.find(({ connection }) => connection.alias === 'helpdesk');
    await Promise.all([source?.backend(), source?.backend()]);
    assert.equal(opened.length, 1);
  });

  it('are the user’s own where the address is the same, whatever the link file calls them', async () => {
    const mine: Connection = { ...rt, alias: 'my-rt', url: 'https://rt.example.org/rt/' };
    const { opened, sources } = openAll({ links: linksTo('helpdesk', [rt]), connections: [mine] });
    assert.deepEqual(
      sources.map(({ connection }) => connection.alias),
      ['git', 'my-rt'],
    );
    await sources[1]?.backend();
    assert.equal(opened[0]?.scopes[0]?.service, 'shop');
  });

  it('are the account that was chosen for the repository, of several at one address', () => {
    const [home, work] = ['home', 'work'].map((alias): Connection => ({ ...rt, alias, account: alias }));
    assert.ok(home !== undefined && work !== undefined);
    const links = linksTo('helpdesk', [rt]);
    const linkedWith = (chosen: ReadonlyMap<string, string>) =>
      sourcesOf(options({ connections: [home, work], repositories: [{ links, desk: deskConnection, chosen }] }))
        .filter(({ connection, linked }) => linked && connection.alias !== 'git')
        .map(({ connection }) => connection.account);
    assert.deepEqual(linkedWith(new Map()), ['home']);
    assert.deepEqual(linkedWith(new Map([['helpdesk', 'work']])), ['work']);
    assert.deepEqual(linkedWith(new Map([['helpdesk', 'gone']])), ['home']);
  });

  it('are one account in one repository and another in the next', () => {
    const [home, work] = ['home', 'work'].map((alias): Connection => ({ ...rt, alias, account: alias }));
    assert.ok(home !== undefined && work !== undefined);
    const repositories = [
      { links: linksTo('helpdesk', [rt]), desk: deskConnection, chosen: new Map([['helpdesk', 'work']]) },
      { links: linksTo('helpdesk', [rt], 'bank'), desk: { ...deskConnection, alias: 'git-2' } },
    ];
    const linked = sourcesOf(options({ connections: [home, work], repositories }))
      .filter(({ connection }) => connection.kind === 'memory')
      .map(({ connection, scopes }) => [connection.account, scopes.map(({ service }) => service)]);
    assert.deepEqual(linked, [
      ['work', ['shop']],
      ['home', ['bank']],
    ]);
  });

  it('are never at another address, whatever was chosen', () => {
    const evil: Connection = { ...rt, alias: 'evil', url: 'https://evil.example.net' };
    const chosen = new Map([['helpdesk', 'evil']]);
    const repositories = [{ links: linksTo('helpdesk', [rt]), desk: deskConnection, chosen }];
    const linked = sourcesOf(options({ connections: [rt, evil], repositories })).filter((source) => source.linked);
    assert.deepEqual(
      linked.map(({ connection }) => connection.url),
      [undefined, rt.url],
    );
  });

  it('never open a proposal under the alias of one of the user’s, when the address is another', async () => {
    const evil: Connection = { ...rt, url: 'https://evil.example.net' };
    const { opened, sources } = openAll({ links: linksTo('helpdesk', [evil]), connections: [rt] });
    const linked = sources.find((source) => source.linked && source.connection.kind === 'memory');
    assert.equal(linked?.proposed, true);
    await assert.rejects(async () => linked?.backend(), isReason('notSignedIn'));
    assert.deepEqual(opened, []);
  });

  it('say so where a service is linked to one that nobody has', async () => {
    const { sources } = openAll({ links: linksTo('nowhere', []) });
    await assert.rejects(async () => sources[1]?.backend(), isReason('configuration'));
  });

  it('join where two repositories link to the same one', async () => {
    const repositories = ['a', 'b'].map((name) => ({
      desk: { ...deskConnection, alias: `git-${name}` },
      links: linksTo('helpdesk', [rt], name),
    }));
    const { opened, sources } = openAll({ repositories, connections: [rt] });
    assert.deepEqual(
      sources.map(({ connection }) => connection.alias),
      ['git-a', 'helpdesk', 'git-b'],
    );
    await sources[1]?.backend();
    assert.deepEqual(
      opened[0]?.scopes.map(({ service }) => service),
      ['a', 'b'],
    );
  });
});

describe('A ticket that people name', () => {
  it('is found by its key, where that is in one connection only', async () => {
    const { ticket } = await findTicket([await memory('one', 1), await memory('two', 0)], 'OPS-1');
    assert.equal(ticket.ref.connection, 'one');
  });

  it('is ambiguous in two, and the message says how to write it', async () => {
    const sources = [await memory('one', 1), await memory('two', 1)];
    await assert.rejects(findTicket(sources, 'OPS-1'), (error) => {
      assert.ok(DeskError.is(error, 'ambiguous'));
      assert.equal(error.next, 'Write one of: one:OPS-1, two:OPS-1.');
      return true;
    });
    assert.equal((await findTicket(sources, 'two:OPS-1')).ticket.ref.connection, 'two');
  });

  it('is not looked for where no service is linked, unless the connection is named', async () => {
    const unlinked = { ...(await memory('one', 1)), linked: false };
    await assert.rejects(findTicket([unlinked], 'OPS-1'), isReason('usage'));
    assert.equal((await findTicket([unlinked], 'one:OPS-1')).ticket.key, 'OPS-1');
  });

  it('is not said to be missing while a connection could not be asked', async () => {
    const broken = {
      ...(await memory('two', 0)),
      backend: () => Promise.reject(new DeskError('offline', 'no network')),
    };
    await assert.rejects(findTicket([await memory('one', 0), broken], 'OPS-1'), isReason('offline'));
    await assert.rejects(findTicket([await memory('one', 0)], 'OPS-1'), isReason('notFound'));
  });

  it('is told apart from what is no key here', async () => {
    await assert.rejects(findTicket([await memory('one', 1)], '--help'), isReason('usage'));
  });
});

interface Given {
  readonly links?: Links;
  readonly connections?: readonly Connection[];
  readonly repositories?: SourceOptions['repositories'];
}

function options({ links = { services: [], proposed: [] }, connections = [], repositories }: Given): SourceOptions {
  return { repositories: repositories ?? [{ links, desk: deskConnection }], connections, kinds, open: notAsked };
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error('not asked'));
}

function openAll(given: Given) {
  const opened: { alias: string; scopes: readonly ServiceScope[] }[] = [];
  const open: SourceOptions['open'] = async ({ alias }, scopes) => {
    opened.push({ alias, scopes });
    return new MemorySystem({ alias }).open('ana');
  };
  return { opened, sources: sourcesOf({ ...options(given), open }) };
}

function linksTo(connection: string, proposed: readonly Connection[], name = 'shop'): Links {
  const tickets: ServiceLink[] = [{ connection, select: { queue: 'Shop' } }];
  const service: Service = { name, paths: [], tickets, serviceLevels: {}, standUp: [], source: '.footbridge.yml' };
  return { services: [service], proposed };
}

async function memory(alias: string, tickets: number): Promise<Source> {
  const system = new MemorySystem({ alias });
  for (let number = 0; number < tickets; number++) system.add({ kind: 'incident', title: 'Down', body: '' });
  const backend = system.open('ana');
  return {
    connection: { alias, kind: 'memory' },
    product: 'Memory',
    keyPattern: /^(OPS-)?\d+$/,
    linked: true,
    scopes: [],
    proposed: false,
    backend: () => Promise.resolve(backend),
  };
}

function isReason(reason: DeskError['reason']): (error: unknown) => boolean {
  return (error) => DeskError.is(error, reason);
}
