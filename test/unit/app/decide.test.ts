import assert from 'node:assert/strict';
import { approvalsOf, decide } from '../../../src/app/decide.ts';
import { DeskError } from '../../../src/domain/errors.ts';
import type { Approval, Backend } from '../../../src/domain/ports.ts';
import type { TicketRef } from '../../../src/domain/ticket.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';

const ref = { connection: 'memory', id: '1' };
const grace = { id: 'grace', name: 'Grace', isMe: false };
const board: Approval = { id: '31', name: 'Board', approvers: [], state: 'waiting', canDecide: true };
const security: Approval = { id: '30', name: 'Security', approvers: [grace], state: 'waiting', canDecide: false };

/** A backend whose ticket waits for some decisions; `decided` gets what was decided. */
function waitingFor(approvals: readonly Approval[], decided: string[] = []): Backend {
  return Object.assign(new MemorySystem().open('ana'), {
    approvals: async () => Promise.resolve(approvals),
    decide: async (_: TicketRef, approval: string, decision: string) => {
      decided.push(`${approval} ${decision}`);
      return Promise.resolve(approvals);
    },
  });
}

describe('A decision that a ticket waits for', () => {
  it('is taken by whom it waits for, without naming it where there is one', async () => {
    const decided: string[] = [];
    await decide(waitingFor([security, board], decided), ref, { decision: 'approve' });
    await decide(waitingFor([security, board], decided), ref, { id: '31', decision: 'decline' });
    assert.deepEqual(decided, ['31 approve', '31 decline']);
  });

  it('is not taken for somebody else, twice, or at random', async () => {
    const decided: string[] = [];
    const somebodyElses = await rejectsWith(
      decide(waitingFor([security], decided), ref, { id: '30', decision: 'approve' }),
      'forbidden',
    );
    assert.match(somebodyElses.next ?? '', /Grace/);
    const done = { ...board, state: 'approved' as const };
    await rejectsWith(decide(waitingFor([done], decided), ref, { id: '31', decision: 'approve' }), 'conflict');
    await rejectsWith(decide(waitingFor([security], decided), ref, { decision: 'approve' }), 'notFound');
    const two = [board, { ...board, id: '32' }];
    await rejectsWith(decide(waitingFor(two, decided), ref, { decision: 'approve' }), 'ambiguous');
    assert.deepEqual(decided, []);
  });

  it('does not exist where the backend knows none, or may not tell', async () => {
    assert.deepEqual(await approvalsOf(new MemorySystem().open('ana'), ref), []);
    await rejectsWith(decide(new MemorySystem().open('ana'), ref, { decision: 'approve' }), 'unsupported');
    const hidden: Backend = Object.assign(new MemorySystem().open('ana'), {
      approvals: () => Promise.reject(new DeskError('forbidden', 'Agents only.')),
    });
    assert.deepEqual(await approvalsOf(hidden, ref), []);
  });
});
