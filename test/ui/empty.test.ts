import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { runCli } from '../cli/runCli.ts';
import { useWorkbench } from './support/suite.ts';
import { start } from './support/times.ts';

describe('A folder that is in no repository', () => {
  let folder: string;
  const workbench = useWorkbench(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'footbridge-plain-'));
    return { folder };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('says so, and what to do', async () => {
    await workbench().sidebar.open('Footbridge');
    await workbench().sidebar.welcome('not in a git repository').waitFor(start);
    await workbench().screenshot('no-repository');
  });
});

describe('A repository without tickets', () => {
  let repository: TemporaryRepository;
  const workbench = useWorkbench(async () => {
    repository = await temporaryRepository();
    return { folder: repository.path };
  });
  after(() => repository.remove());

  it('says why the list is empty, and creates the first ticket, also before the first commit', async () => {
    const { sidebar, quickInput } = workbench();
    await sidebar.open('Footbridge');
    await sidebar.welcome('has no open ticket').waitFor(start);
    await workbench().screenshot('no-tickets');
    await workbench().runCommand('Footbridge: Create Ticket…');
    await quickInput.choose('Incident');
    await quickInput.answer('The shop does not answer', 'One line that says');
    await quickInput.answer('Since nine.', 'What happens');
    await quickInput.title('Create ticket').waitFor();
    await quickInput.choose('High');
    await quickInput.choose('Medium');
    await sidebar.row(/Incident, INC-\w+, The shop does not answer, New, P2/).waitFor(start);
    // Its page takes the focus when it is there, from whatever is asked meanwhile.
    await workbench().webview('Since nine.');
    await workbench().screenshot('first-ticket');
  });

  it('shows at once what is written in a terminal', async () => {
    const args = ['create', '--kind', 'task', '--title', 'Renew the certificate'];
    const { code, stderr } = await runCli(args, { cwd: repository.path });
    assert.equal(code, 0, stderr);
    await workbench().sidebar.row('Renew the certificate').waitFor(start);
  });

  it('filters while one types, says so, and shows all again', async () => {
    const { sidebar, quickInput } = workbench();
    await workbench().runCommand('Footbridge: Filter Tickets…');
    await quickInput.answer('certificate');
    await sidebar.row('The shop does not answer').waitFor({ state: 'hidden' });
    await workbench().page.getByText('Filtered by “certificate”').waitFor();
    await workbench().runCommand('Footbridge: Clear Filter');
    await sidebar.row('The shop does not answer').waitFor();
  });

  it('groups the tickets another way', async () => {
    const { sidebar, quickInput } = workbench();
    await workbench().runCommand('Footbridge: Group Tickets By…');
    await quickInput.choose('Kind');
    await sidebar.row(/^Task, 1 ticket/).waitFor();
    await workbench().screenshot('by-kind');
  });

  it('is linked by a file that Footbridge writes, and the view says so', async () => {
    const { quickInput, sidebar } = workbench();
    await workbench().runCommand('Footbridge: Link This Repository…');
    await quickInput.choose('repository');
    await workbench().page.getByPlaceholder('Where are the tickets of repository?').waitFor(start);
    await workbench().screenshot('link-repository');
    await workbench().page.keyboard.press('Enter');
    await workbench().editorTab('.footbridge.yml').waitFor(start);
    const text = await readFile(path.join(repository.path, '.footbridge.yml'), 'utf8');
    assert.match(text, /name: repository\n {4}tickets:\n {6}- connection: git\n/);
    await sidebar.open('Footbridge');
    await sidebar.row('Renew the certificate').waitFor(start);
  });
});
