import assert from 'node:assert/strict';
import { openRepository } from '../../../src/openRepository.ts';
import { accountChoice } from '../../../src/repo/accountChoice.ts';
import { recordingLog } from '../../fakes/recordingLog.ts';
import { temporaryRepository, type TemporaryRepository } from '../../fakes/temporaryRepository.ts';

describe('The account that a repository uses', () => {
  let repository: TemporaryRepository;
  beforeEach(async () => void (repository = await temporaryRepository()));
  afterEach(() => repository.remove());

  it('is kept in this clone, and can be left open again', async () => {
    const choice = accountChoice(repository.path);
    assert.deepEqual(await choice.read(), new Map());
    await choice.choose('helpdesk', 'helpdesk-work');
    await choice.choose('ops-2', 'mine');
    assert.deepEqual(Object.fromEntries(await choice.read()), { helpdesk: 'helpdesk-work', 'ops-2': 'mine' });
    assert.equal(await repository.git('config', '--local', 'footbridge.helpdesk.connection'), 'helpdesk-work');
    await choice.choose('helpdesk', undefined);
    await choice.choose('helpdesk', undefined);
    assert.deepEqual(Object.fromEntries(await choice.read()), { 'ops-2': 'mine' });
  });

  it('is read when the repository is opened', async () => {
    await repository.git('config', '--local', 'footbridge.helpdesk.connection', 'work');
    const opened = await openRepository({ folder: repository.path, connections: [], log: recordingLog() });
    assert.equal(opened?.chosen?.get('helpdesk'), 'work');
  });
});
