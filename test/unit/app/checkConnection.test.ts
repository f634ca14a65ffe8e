import assert from 'node:assert/strict';
import { checkConnection } from '../../../src/app/checkConnection.ts';
import { DeskError, explain } from '../../../src/domain/errors.ts';
import { rejectsWith } from '../../contract/harness.ts';
import { MemorySystem } from '../../fakes/memorySystem.ts';

const connection = { alias: 'helpdesk', kind: 'request-tracker', url: 'https://desk.example.org/wiki' };
const checked = { connection, product: 'Request Tracker' };

describe('Checking a connection', () => {
  it('says who the credential belongs to', async () => {
    const me = await checkConnection(new MemorySystem().open('ana'), checked);
    assert.equal(me.isMe, true);
  });

  it('says that another product is there, where nobody knows the question', async () => {
    const backend = new MemorySystem().open('ana');
    backend.failNext(
      'whoAmI',
      new DeskError('notFound', 'helpdesk has no such thing: Not Found', { detail: 'HTTP 404' }),
    );
    const error = await rejectsWith(checkConnection(backend, checked), 'invalidResponse');
    assert.match(explain(error), /Request Tracker is not at https:\/\/desk\.example\.org\/wiki\. Check the address/);
    assert.equal(error.detail, 'HTTP 404');
  });

  it('leaves every other cause as it is', async () => {
    const backend = new MemorySystem().open('ana');
    const offline = new DeskError('offline', 'helpdesk cannot be reached.');
    backend.failNext('whoAmI', offline);
    await assert.rejects(checkConnection(backend, checked), (error) => error === offline);
  });
});
