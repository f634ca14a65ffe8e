import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { ticketSchema } from '../../src/domain/ticketSchema.ts';
import { runCli, type CliResult } from '../cli/runCli.ts';
import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { start } from '../ui/support/times.ts';
import { useWorkbench } from '../ui/support/suite.ts';
import { liveServer, ticketAsRoot } from './liveServer.ts';

/** A repository whose service is the queue of incidents. */
async function linkedRepository(url: string): Promise<TemporaryRepository> {
  const repository = await temporaryRepository();
  await repository.commit('README.md', '# Harbour shop\n');
  await writeFile(
    path.join(repository.path, '.footbridge.yml'),
    `version: 1\nconnections:\n  - { alias: helpdesk, kind: request-tracker, url: "${url}" }\nservices:\n  - name: checkout\n    tickets:\n      - { connection: helpdesk, queue: Incidents }\n`,
  );
  return repository;
}

describe('The main job on a real Request Tracker, in a terminal', function () {
  this.timeout(120_000);
  let repository: TemporaryRepository;
  let id: string;
  let run: (...args: string[]) => Promise<CliResult>;

  before(async () => {
    const { url, accounts } = await liveServer();
    repository = await linkedRepository(url);
    const connections = path.join(repository.path, '..', 'connections.yml');
    await writeFile(connections, `- { alias: helpdesk, kind: request-tracker, url: "${url}" }\n`);
    const env = { FOOTBRIDGE_CONNECTIONS: connections, FOOTBRIDGE_TOKEN_HELPDESK: accounts.ana.token };
    run = (...args) => runCli(args, { cwd: repository.path, env });
    id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Überweisung <b>fails</b> "; rm -rf ~ #' });
  });
  after(() => repository.remove());

  it('lists, picks up with a branch, notes internally, moves, and hands back', async () => {
    const listed = await run('tickets', '--service', 'checkout', '--query', 'Überweisung');
    assert.match(listed.stdout, new RegExp(`^#${id} .*unassigned +Überweisung <b>fails</b> "; rm -rf ~ #\\n`));

    const picked = await run('pick-up', `helpdesk:${id}`, '--branch', '--json');
    assert.equal(picked.code, 0, picked.stderr);
    const ticket = v.parse(v.pipe(v.string(), v.parseJson(), ticketSchema), picked.stdout);
    assert.deepEqual([ticket.assignees[0]?.isMe, ticket.phase, ticket.state], [true, 'in_progress', 'open']);
    assert.equal(await repository.git('branch', '--show-current'), `incident/#${id}-uberweisung-b-fails-b-rm-rf`);

    const noted = await run('note', id, 'The pool is *empty*.');
    assert.equal(noted.code, 0, noted.stderr);
    assert.match(noted.stdout, /noted \(internal\)/);
    const moved = await run('move', id, 'stalled');
    assert.equal(moved.code, 0, moved.stderr);

    const back = await run('hand-back', id, '--reason', 'Belongs to the bank');
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stdout, /unassigned/);
    assert.equal(await repository.git('branch', '--show-current'), 'main');
    const shown = await run('show', id);
    assert.match(
      shown.stdout,
      /note \(internal\)\nThe pool is \\\*empty\\\*\.|note \(internal\)\nThe pool is \*empty\*\./,
    );
    assert.match(shown.stdout, /Handed back: Belongs to the bank/);
    assert.doesNotMatch(await (await liveServer()).mails(), /The pool is/, 'the requester got no mail of it');
  });
});

describe('The main job on a real Request Tracker, in the editor', function () {
  this.timeout(300_000);
  let repository: TemporaryRepository;
  let id: string;
  const workbench = useWorkbench(async () => {
    const { url } = await liveServer();
    repository = await linkedRepository(url);
    id = await ticketAsRoot({ Queue: 'Incidents', Subject: 'Card payments are declined' });
    return { folder: repository.path };
  });
  after(() => repository.remove());

  it('asks to sign in to the host that the repository proposes, and lists its tickets then', async () => {
    const { url, accounts } = await liveServer();
    const { sidebar, quickInput } = workbench();
    await sidebar.open('Footbridge');
    await sidebar.row(`Sign in to ${new URL(url).origin}`).waitFor(start);
    await workbench().screenshot('rt-sign-in');
    await sidebar.click(`Sign in to ${new URL(url).origin}`);
    await quickInput.choose('Token');
    await quickInput.title(new URL(url).origin).waitFor();
    await quickInput.answer(accounts.ana.token);
    await sidebar.row('Card payments are declined').waitFor(start);
    await workbench().screenshot('rt-tickets');
  });

  it('picks up, and the ticket is Ana’s in Request Tracker', async () => {
    const { sidebar, quickInput } = workbench();
    await sidebar.clickAction('Card payments are declined', 'Pick Up Ticket…');
    await quickInput.choose('New branch');
    await workbench()
      .statusBarItem(new RegExp(`#${id} · open`))
      .waitFor(start);
    assert.equal(await repository.git('branch', '--show-current'), `incident/#${id}-card-payments-are-declined`);
  });

  it('shows the ticket and adds an internal note to it', async () => {
    await workbench().sidebar.click('Card payments are declined');
    const page = await workbench().webview('From the test.');
    await page.getByRole('textbox').first().fill('The issuer is down.');
    await page.getByRole('button', { name: 'Add internal note' }).click();
    await page.getByText('The note is added.').waitFor(start);
    assert.deepEqual(
      (await workbench().sidebar.rows()).filter((row) => row.includes('helpdesk')),
      [],
      'no row of a problem',
    );
    await workbench().screenshot('rt-panel');
  });

  it('moves it and hands it back', async () => {
    const { sidebar, quickInput } = workbench();
    await workbench().runCommand('Footbridge: Hand Back Ticket…');
    await quickInput.choose('Card payments are declined');
    await quickInput.title('Hand back').waitFor();
    await quickInput.answer('Belongs to the bank.');
    await workbench().statusBarItem(`#${id} is handed back`).waitFor(start);
    await sidebar.row(/Card payments are declined/).waitFor();
    assert.equal(await repository.git('branch', '--show-current'), 'main');
  });
});
