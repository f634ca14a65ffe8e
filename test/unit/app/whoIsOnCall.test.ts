import assert from 'node:assert/strict';
import type { Source } from '../../../src/app/sources.ts';
import { whoIsOnCall } from '../../../src/app/whoIsOnCall.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import type { Backend, OnCall } from '../../../src/domain/ports.ts';
import type { Service } from '../../../src/domain/service.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';

const service: Service = {
  name: 'checkout',
  paths: [],
  tickets: ['pager', 'desk', 'broken', 'proposed'].map((connection) => ({ connection, select: {} })),
  serviceLevels: {},
  standUp: [],
  source: '.footbridge.yml',
};
const first: OnCall = { person: { id: 'ada', name: 'Ada', isMe: true }, level: 1 };
const second: OnCall = { person: { id: 'ben', name: 'Ben', isMe: false }, level: 2 };

function source(alias: string, backend: () => Promise<Backend>, proposed = false): Source {
  return {
    connection: { alias, kind: 'memory' },
    product: 'Memory',
    keyPattern: /x/,
    linked: true,
    scopes: [],
    proposed,
    backend,
  };
}

describe('Who is on call for a service', () => {
  it('is told by the connections that know, the first to be called first', async () => {
    const pager: Backend = Object.assign(new MemorySystem().open('ana'), {
      onCall: async (name: string) => Promise.resolve(name === 'checkout' ? [second, first] : []),
    });
    const sources = [
      source('pager', () => Promise.resolve(pager)),
      source('desk', () => Promise.resolve(new MemorySystem().open('ana'))),
      source('broken', () => Promise.reject(new DeskError('offline', 'No network.'))),
      source('proposed', () => Promise.reject(new Error('A proposal is not asked.')), true),
      source('elsewhere', () => Promise.reject(new Error('What is not linked is not asked.'))),
    ];
    assert.deepEqual(await whoIsOnCall(sources, service), [{ connection: 'pager', calls: [first, second] }]);
  });
});
