import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { startFakeJira, type FakeJira } from '../fakes/servers/jira.ts';
import { useWorkbench } from './support/suite.ts';
import { start } from './support/times.ts';

const linkFile = `version: 1
services:
  - name: checkout
    tickets:
      - { connection: ops, project: OPS }
`;

describe('A Jira that the user connects to', () => {
  let repository: TemporaryRepository;
  let jira: FakeJira;
  const workbench = useWorkbench(async () => {
    repository = await temporaryRepository();
    await writeFile(path.join(repository.path, '.footbridge.yml'), linkFile);
    jira = await startFakeJira('Server');
    const { id } = jira.store.create({
      project: 'OPS',
      summary: 'Access to the payment console',
      type: '[System] Service request',
      isRequest: true,
    });
    jira.store.approvals.set(id, [{ id: '7', name: 'Manager', approvers: ['ana'], decision: 'pending' }]);
    return { folder: repository.path };
  });
  after(async () => {
    await jira.close();
    await repository.remove();
  });

  it('is added step by step, and what goes wrong is told by its cause', async () => {
    const { sidebar, quickInput } = workbench();
    await sidebar.open('Footbridge');
    await workbench().runCommand('Footbridge: Add Connection…');
    await quickInput.choose('Jira');
    await quickInput.answer(jira.url, 'The address');
    await quickInput.answer('', 'E-mail address');
    await quickInput.answer('ops', 'A short name');
    await quickInput.choose('Token');
    await quickInput.answer('not-the-token', 'Jira Cloud: an API token');
    await workbench().toast('does not accept').waitFor(start);
    await workbench().screenshot('connection-refused');
    await workbench().clickToast('does not accept', 'Sign In Differently…');
    await quickInput.choose('Token');
    await quickInput.answer('pat-ana', 'Jira Cloud: an API token');
    await sidebar.row('Access to the payment console').waitFor(start);
    await workbench().screenshot('connection-added');
  });

  it('asks for a decision, and is told it', async () => {
    const { sidebar } = workbench();
    await sidebar.click('Access to the payment console');
    const page = await workbench().webview('Approvals');
    await workbench().screenshot('approval');
    await page.getByRole('button', { name: 'Approve…' }).click();
    await workbench().clickDialog('Approve');
    await page.getByText('approved').waitFor(start);
    assert.deepEqual(
      [...jira.store.approvals.values()].flat().map(({ decision }) => decision),
      ['approved'],
    );
    assert.deepEqual(jira.violations, []);
  });
});
