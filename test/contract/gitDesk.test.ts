import { openGitDesk } from '../../src/backends/gitDesk/index.ts';
import { openObjectStore } from '../../src/repo/objectStore.ts';
import { deskConnection } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import { ben, temporaryRepository } from '../fakes/temporaryRepository.ts';
import { backendContract } from './backendContract.ts';
import type { ContractHarness, Seed } from './harness.ts';

const scope = { service: 'checkout', select: {} };
const pageSize = 3;

// Ben sits at another desk of the same repository, a linked worktree, so that git itself tells who writes.
backendContract('the git desk', async (): Promise<ContractHarness> => {
  const repository = await temporaryRepository();
  await repository.commit();
  const worktree = await repository.worktree(ben);
  const backend = open(repository.path);
  const create = async (seed: Seed, service: string) => {
    if (backend.create === undefined) throw new Error('The git desk creates tickets.');
    return backend.create({ kind: 'incident', body: '', ...seed, service: { ...scope, service } });
  };
  return {
    backend,
    other: open(worktree.path),
    scope,
    pageSize,
    missing: { key: 'INC-0000', id: '00000000000000000000000000' },
    seed: async (seed) => create(seed, scope.service),
    seedElsewhere: async (seed) => void (await create(seed, 'warehouse')),
    ambiguousKey: async () => {
      // Two ids with the same beginning have to be put there: the desk's own never have.
      const store = openObjectStore(repository.path);
      for (const last of ['0', '4']) {
        const event = {
          type: 'created',
          at: '2026-11-24T10:00:00.000Z',
          by: ben,
          kind: 'incident',
          title: last,
          body: '',
        };
        const path = `tickets/ff/ZZZZZZZZZZZZZZZZZZZZZZZZZ${last}/000001-00000000-0000000000.json`;
        await store.append(
          'refs/footbridge/desk',
          await store.resolve('refs/footbridge/desk'),
          [{ path, content: JSON.stringify(event) }],
          'alike',
        );
      }
      return 'INC-ZZZZZZ';
    },
    requiresFields: true,
    tearDown: async () => repository.remove(),
  };
});

function open(directory: string): Backend {
  const log = { debug: noop, info: noop, warn: noop, error: noop };
  return openGitDesk(
    {
      connection: deskConnection,
      credential: undefined,
      scopes: [scope],
      store: openObjectStore(directory),
      clock: () => new Date(),
      log,
    },
    { pageSize },
  );
}

function noop(): void {}
