import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { backendKinds } from '../../src/backends/registry.ts';
import type { Connection, Credential } from '../../src/domain/connection.ts';
import { DeskError } from '../../src/domain/errors.ts';
import { askInTurn, type Step } from '../../src/vscode/commands/askInTurn.ts';
import { accountStep, credentialSteps, signIn, type SignInContext } from '../../src/vscode/commands/signIn.ts';
import { recordingLog } from '../fakes/recordingLog.ts';

const accept = 'workbench.action.acceptSelectedQuickOpenItem';
const back = 'workbench.action.quickInputBack';
const escape = 'workbench.action.closeQuickOpen';

/** Presses keys, each as soon as a question is there to take it. */
async function press(asked: readonly string[], ...keys: readonly string[]): Promise<void> {
  for (const [index, key] of keys.entries()) {
    for (let tries = 0; asked.length <= index && tries < 100; tries++) await pause(50);
    assert.ok(asked.length > index, `no question for ${key}: ${asked.join(', ')}`);
    await pause(300);
    await vscode.commands.executeCommand(key);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('Questions one after the other', () => {
  const asked: string[] = [];
  let known: readonly string[] = [];
  beforeEach(() => {
    asked.length = 0;
    known = [];
  });

  function text(name: string, value: string): Step<readonly string[]> {
    return {
      name,
      ask: async (before, asker) => {
        asked.push(name);
        return [...before, await asker.text({ title: name, prompt: name, value })];
      },
    };
  }
  const silent: Step<readonly string[]> = { name: 'silent', ask: (before) => Promise.resolve([...before, 'silent']) };
  const pick: Step<readonly string[]> = {
    name: 'pick',
    ask: async (before, asker) => {
      asked.push('pick');
      const { label } = await asker.pick([{ label: 'three' }, { label: 'four' }], { title: 'pick', placeHolder: '' });
      return [...before, label];
    },
  };
  const run = (...steps: Step<readonly string[]>[]): Promise<void> =>
    askInTurn<readonly string[]>([], steps, { from: 0, keep: (answers) => void (known = answers) });

  it('gather their answers', async () => {
    const done = run(text('a', 'one'), silent, text('b', 'two'), pick);
    await press(asked, accept, accept, accept);
    await done;
    assert.deepEqual(known, ['one', 'silent', 'two', 'three']);
  });

  it('lead back to the one before, over what asks nothing', async () => {
    const done = run(text('a', 'one'), silent, text('b', 'two'));
    await press(asked, accept, back, accept, accept);
    await done;
    assert.deepEqual(asked, ['a', 'b', 'a', 'b']);
  });

  it('end with Escape, and keep what was answered', async () => {
    const done = run(text('a', 'one'), text('b', 'two'));
    const ended = assert.rejects(done, vscode.CancellationError);
    await press(asked, accept, escape);
    await ended;
    assert.deepEqual(known, ['one']);
  });

  it('are asked until the answer is right', async () => {
    const done = run(text('a', ''));
    const ended = assert.rejects(done, vscode.CancellationError);
    await press(asked, accept);
    await pause(300);
    assert.deepEqual(known, []);
    await vscode.commands.executeCommand(escape);
    await ended;
  });
});

function footbridgeWith(others: readonly Connection[], fail: readonly DeskError[]) {
  const tries: Connection[] = [];
  const failures = [...fail];
  const connections = {
    all: () => others,
    signIn: (tried: Connection) => {
      tries.push(tried);
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve({ id: 'ana', name: 'Ana', isMe: true }) : Promise.reject(failure);
    },
  };
  const footbridge: SignInContext = { connections, kinds: backendKinds, log: recordingLog(), showLog: () => undefined };
  return { footbridge, tries };
}

describe('Signing in', () => {
  const connection: Connection = { alias: 'work', kind: 'redmine', url: 'https://desk.example.org', account: 'ana' };
  const credential: Credential = { type: 'token', token: 'tok-1' };

  it('asks for the account only where there is another one, and takes what was typed before for a start', async () => {
    for (const [others, questions] of [
      [[], 2],
      [[{ ...connection, alias: 'home', account: 'root' }], 3],
    ] as const) {
      const { footbridge, tries } = footbridgeWith(others, []);
      const steps = [accountStep(footbridge), ...credentialSteps(footbridge)];
      const asked: string[] = [];
      const watched = steps.map((step): (typeof steps)[number] => ({
        name: step.name,
        ask: (draft, asker) => {
          if (step.name !== 'account' || others.length > 0) asked.push(step.name);
          return step.ask(draft, asker);
        },
      }));
      const done = signIn(footbridge, { connection, credential }, watched);
      await press(asked, ...Array.from({ length: questions }, () => accept));
      await done;
      assert.deepEqual(tries, [connection]);
    }
  });

  it('is tried again as it is, once the network is back', async () => {
    const offline = new DeskError('offline', 'work cannot be reached.');
    const { footbridge, tries } = footbridgeWith([], [offline]);
    const done = signIn(footbridge, { connection, credential }, []);
    for (let count = 0; tries.length < 2 && count < 50; count++) {
      await pause(200);
      await vscode.commands.executeCommand('notifications.focusFirstToast');
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    }
    await done;
    assert.equal(tries.length, 2);
  });
});
