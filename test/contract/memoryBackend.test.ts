import { MemorySystem } from '../fakes/memorySystem.ts';
import { backendContract } from './backendContract.ts';

const scope = { service: 'checkout', select: {} };

for (const [name, able] of [
  ['a backend in memory', true],
  ['a backend in memory that can do little', false],
] as const) {
  backendContract(name, async () => {
    const system = new MemorySystem({
      pageSize: 3,
      scopes: [scope],
      reply: able,
      commitLink: able,
      notesNeedAssignee: !able,
    });
    const backend = system.open('ana');
    const seed = async (title: string, service: string, body = '') => {
      const { id } = system.add({ kind: 'incident', title, body, service: { ...scope, service } });
      return backend.get({ connection: 'memory', id });
    };
    return {
      backend,
      other: system.open('ben'),
      withoutRights: system.open('eve'),
      scope,
      pageSize: 3,
      missing: { key: 'OPS-99999', id: '99999' },
      seed: async ({ title, body }) => seed(title, scope.service, body),
      seedElsewhere: async ({ title }) => void (await seed(title, 'warehouse')),
      requiresFields: true,
    };
  });
}
