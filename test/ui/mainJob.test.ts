import assert from 'node:assert/strict';
import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { runCli } from '../cli/runCli.ts';
import { useWorkbench } from './support/suite.ts';
import { start } from './support/times.ts';
import { until } from './support/until.ts';

describe('The main job in the editor', () => {
  let repository: TemporaryRepository;
  const workbench = useWorkbench(async () => {
    repository = await temporaryRepository();
    await repository.commit('src/pay/cart.ts', 'export const cart = [];\n');
    await create(
      'incident',
      'Checkout is slow since the deploy',
      'Seen at `src/pay/cart.ts:1:8` <img src=x onerror=alert(1)>',
    );
    await create('request', 'Access to the sales reports', 'For the new colleague.');
    return { folder: repository.path };
  });
  after(() => repository.remove());

  async function create(kind: string, title: string, body: string): Promise<void> {
    const args = ['create', '--kind', kind, '--title', title, '--body', body, '--impact', '1', '--urgency', '2'];
    const { code, stderr } = await runCli(args, { cwd: repository.path });
    assert.equal(code, 0, stderr);
  }

  function currentBranch(): Promise<string> {
    return repository.git('branch', '--show-current');
  }

  it('shows the tickets of the open repository, grouped by what needs doing', async () => {
    const { sidebar } = workbench();
    await sidebar.open('Footbridge');
    await sidebar.row('Checkout is slow').waitFor();
    const rows = await sidebar.rows();
    assert.ok(
      rows.some((row) => row.startsWith('Unassigned, 2 tickets')),
      rows.join('\n'),
    );
    await workbench().screenshot('tickets');
  });

  it('picks an incident up from its row: branch, owner, state and status bar change', async () => {
    const { sidebar, quickInput } = workbench();
    await sidebar.clickAction('Checkout is slow', 'Pick Up Ticket…');
    await quickInput.title('Pick up INC-').waitFor();
    await quickInput.option('New branch incident/INC-').waitFor();
    await workbench().screenshot('pick-up');
    await quickInput.choose('New branch incident/INC-');
    await workbench()
      .statusBarItem(/INC-\w+ · In progress/)
      .waitFor();
    assert.match(await currentBranch(), /^incident\/INC-[0-9A-Z]{6}-checkout-is-slow-since-the-deploy$/);
    await sidebar.row(/Checkout is slow.*me.*this branch/).waitFor();
    await workbench().screenshot('picked-up');
    await until(async () => (await sidebar.badge('Footbridge')) === '1', 'a badge that counts what is mine');
  });

  it('shows the ticket, and writes a note that its command line reads', async () => {
    const { sidebar } = workbench();
    await sidebar.click('Checkout is slow');
    const page = await workbench().webview('Seen at');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await workbench().screenshot('panel');
    await page.getByRole('textbox').first().fill('The connection pool is *empty*.');
    await page.getByRole('button', { name: /note/i }).first().click();
    await page.getByText('The connection pool is').last().waitFor();
    await workbench().screenshot('noted');
    const listed = await runCli(['tickets', '--mine', '--json'], { cwd: repository.path });
    const [, key = ''] = /"key": "(INC-[^"]+)"/.exec(listed.stdout) ?? [];
    const { stdout } = await runCli(['show', key], { cwd: repository.path });
    assert.match(stdout, /note \(internal\)\nThe connection pool is \*empty\*\./);
  });

  it('shows the same after the window is reloaded: owner, state, branch, note', async () => {
    // The workbench of a browser writes down which editors are open every few seconds only.
    await workbench().page.waitForTimeout(8000);
    await workbench().reload();
    const { sidebar } = workbench();
    await workbench()
      .statusBarItem(/INC-\w+ · In progress/)
      .waitFor(start);
    await sidebar.open('Footbridge');
    await sidebar.row(/Checkout is slow.*me.*this branch/).waitFor(start);
    const page = await workbench().webview('The connection pool is');
    await page.getByText('Internal').first().waitFor();
    assert.equal(await page.getByRole('textbox').first().inputValue(), '', 'what was sent is not in the box again');
  });

  it('resolves it from the palette, and says so in the status bar', async () => {
    const { quickInput } = workbench();
    await workbench().runCommand('Footbridge: Move Ticket…');
    await quickInput.choose('Checkout is slow');
    await quickInput.choose('Resolve');
    await quickInput.title('Resolve').waitFor();
    await quickInput.answer('Pool size was 1.');
    await workbench()
      .statusBarItem(/INC-\w+ · Resolved/)
      .waitFor();
    await workbench().screenshot('resolved');
  });

  it('picks one up by its key from the palette, without a branch, and hands it back with a reason', async () => {
    const { sidebar, quickInput } = workbench();
    const label = await sidebar.row('Access to the sales').getAttribute('aria-label');
    const [key = ''] = /REQ-[0-9A-Z]+/.exec(label ?? '') ?? [];
    await workbench().runCommand('Footbridge: Pick Up Ticket by Key…');
    await quickInput.answer(key.toLowerCase());
    await quickInput.choose('No branch');
    await sidebar.row(/Access to the sales.*me/).waitFor();
    await sidebar.clickAction('Access to the sales', 'Hand Back Ticket…');
    await quickInput.title('Hand back').waitFor();
    await quickInput.answer('Belongs to the sales team.');
    await workbench().statusBarItem(`${key} is handed back`).waitFor();
    await until(
      async () => (await sidebar.rows()).some((row) => row.startsWith('Unassigned, 1 ticket')),
      'the ticket to be nobody’s',
    );
    const { stdout } = await runCli(['show', key], { cwd: repository.path });
    assert.match(stdout, /Handed back: Belongs to the sales team\./);
  });

  it('can be read in every theme', async () => {
    for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
      await workbench().useTheme(theme);
      await workbench().screenshot(`theme-${theme}`);
    }
  });
});
