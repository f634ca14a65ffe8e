import assert from 'node:assert/strict';
import { writeFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { openGitDesk } from '../../src/backends/gitDesk/index.ts';
import type { TicketDetails } from '../../src/domain/ticket.ts';
import { openObjectStore } from '../../src/repo/objectStore.ts';
import { uriHandler } from '../../src/vscode/uriHandler.ts';
import { recordingLog } from '../fakes/recordingLog.ts';

describe('Footbridge in an open repository', () => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder !== undefined);
  const linkFile = path.join(folder.uri.fsPath, '.footbridge.yml');

  afterEach(() => rm(linkFile, { force: true }));

  it('marks what is wrong in the link file, where it stands, and stops when it is right', async () => {
    await writeFile(linkFile, 'version: 1\nservices:\n  - nam: checkout\n');
    const [first] = await problemsOf(linkFile, (problems) => problems.length > 0);
    assert.equal(first?.source, 'Footbridge');
    assert.equal(first.range.start.line, 2);
    await writeFile(linkFile, 'version: 1\nservices:\n  - name: checkout\n');
    await problemsOf(linkFile, (problems) => problems.length === 0);
  });

  it('never takes a connection from the settings of a folder', async () => {
    const section = vscode.workspace.getConfiguration('footbridge');
    const connections = [{ alias: 'evil', kind: 'request-tracker', url: 'https://evil.example.net' }];
    await assert.rejects(async () => section.update('connections', connections, vscode.ConfigurationTarget.Workspace));
  });

  it('opens a ticket that a link names, and asks before it picks one up', async () => {
    const desk = await deskTicket(folder.uri.fsPath);
    await uriHandler.handleUri(vscode.Uri.parse(`vscode://footbridge.footbridge/ticket?ref=git%3A${desk.key}`));
    await tabCalled(desk.key);
    assert.deepEqual((await desk.read()).assignees, [], 'a link by itself changes nothing');
  });

  it('opens the panel of a ticket by its ref, and says in it what is wrong with one that is not there', async () => {
    await vscode.commands.executeCommand('footbridge.openTicket', {
      connection: 'git',
      id: '00000000000000000000000000',
    });
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.ok(
      tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('footbridge.ticket')),
    );
  });
});

/** A ticket, written as the command line writes it. */
async function deskTicket(
  root: string,
): Promise<{ readonly key: string; readonly read: () => Promise<TicketDetails> }> {
  const connection = { alias: 'git', kind: 'git' };
  const store = openObjectStore(root);
  const backend = openGitDesk({
    connection,
    credential: undefined,
    scopes: [],
    store,
    clock: () => new Date(),
    log: recordingLog(),
  });
  const { key, ref } =
    (await backend.create?.({ kind: 'incident', title: 'Linked from a chat', body: '' })) ?? assert.fail();
  return { key, read: () => backend.get(ref) };
}

async function tabCalled(label: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label === label))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No tab is called ${label}.`);
}

async function problemsOf(
  file: string,
  wanted: (problems: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const uri = vscode.Uri.file(file);
  for (let tries = 0; tries < 200; tries++) {
    const problems = vscode.languages.getDiagnostics(uri);
    if (wanted(problems)) return problems;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The problems of ${file} did not change: ${JSON.stringify(vscode.languages.getDiagnostics(uri))}`);
}
