import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import { gitFailure, gitNotStarted } from './gitFailure.ts';

/** Git, run in one directory with argument arrays and never through a shell. */
export interface Git {
  readonly directory: string;
  /** Runs git to its end. @throws {DeskError} for an exit code that was not expected. */
  run(args: readonly string[], options?: RunOptions): Promise<GitOutput>;
  /** Starts git for the caller to feed and read. */
  start(args: readonly string[], options?: StartOptions): GitStream;
}

interface StartOptions {
  /** Milliseconds after which git is killed; absent: never. For what talks to a remote. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** An open file that takes what git prints, instead of `stdout`. */
  readonly output?: number;
}

interface RunOptions extends StartOptions {
  readonly input?: string | Uint8Array;
  /** The exit codes that are an answer and no failure; 0 if absent. */
  readonly exits?: readonly number[];
  /** More output than this many bytes is a failure. */
  readonly maxBytes?: number;
}

interface GitOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running git. Whoever starts it reads `stdout` to its end or stops it. */
export interface GitStream {
  readonly stdin: Writable;
  /** Empty if the output goes to a file. */
  readonly stdout: Readable;
  /** How it ended. Never rejects; `check` makes a failure of it. */
  readonly exit: Promise<GitExit>;
  /** Waits for the end. @throws {DeskError} for another exit code than 0. */
  check(): Promise<void>;
  /** Kills it, if it still runs. */
  stop(): void;
  /** Whether our own program stays for it. At first it does. */
  keepAlive(yes: boolean): void;
}

export interface GitExit {
  /** -1 if it could not be started or was killed. */
  readonly code: number;
  /** The last of what it said, in English. */
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Why it could not be started. */
  readonly error?: Error;
}

/**
 * Git in a directory.
 * @param executable the program; VS Code's setting `git.path` names another than the first in the path.
 */
export function gitIn(directory: string, executable = 'git'): Git {
  const start = (args: readonly string[], options: StartOptions = {}): GitStream =>
    startGit({ directory, executable, args, options });
  return { directory, start, run: (args, options) => runGit(start, args, options) };
}

const defaultMaxBytes = 32 * 1024 * 1024;
const stderrLimit = 16 * 1024;

async function runGit(
  start: Git['start'],
  args: readonly string[],
  { input, exits = [0], maxBytes = defaultMaxBytes, ...options }: RunOptions = {},
): Promise<GitOutput> {
  const git = start(args, options);
  git.stdin.end(input ?? '');
  const chunks: Buffer[] = [];
  let size = 0;
  git.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) git.stop();
    else chunks.push(chunk);
  });
  const exit = await git.exit;
  if (size > maxBytes) {
    throw new DeskError('invalidResponse', l10n.t('"git {0}" answered more than {1} bytes.', nameOf(args), maxBytes));
  }
  if (!exits.includes(exit.code)) throw gitFailure(nameOf(args), exit);
  return { code: exit.code, stdout: Buffer.concat(chunks).toString('utf8'), stderr: exit.stderr };
}

function startGit(command: {
  readonly directory: string;
  readonly executable: string;
  readonly args: readonly string[];
  readonly options: StartOptions;
}): GitStream {
  const { directory, executable, args, options } = command;
  // The helpers that talk to a remote outlive a git that is killed, and hold its pipes open: they are killed with it.
  const ownGroup = options.timeout !== undefined && process.platform !== 'win32';
  const child = spawn(executable, args, {
    cwd: directory,
    env: environment(),
    detached: ownGroup,
    stdio: ['pipe', options.output ?? 'pipe', 'pipe'],
    windowsHide: true,
    // Killed for good: what git writes is whole or not there at all, so there is nothing for it to tidy up.
    killSignal: 'SIGKILL',
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  // Only what is not a pipe is null, and that is stdout when it goes to a file.
  const stdin = child.stdin ?? new PassThrough();
  const stdout = child.stdout ?? new PassThrough().end();
  // A pipe that breaks because git stopped is told by git's exit.
  stdin.on('error', () => undefined);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrLimit);
  });
  let timedOut = false;
  const stop = (): void => void child.kill('SIGKILL');
  const giveUp = (): void => {
    timedOut = true;
    if (ownGroup && child.pid !== undefined) killGroup(child.pid);
    else stop();
  };
  const timer = options.timeout === undefined ? undefined : setTimeout(giveUp, options.timeout);
  const exit = new Promise<GitExit>((resolve) => {
    child.once('error', (error) => resolve({ code: -1, stderr, timedOut, error: gitNotStarted(error, directory) }));
    child.once('close', (code) => resolve({ code: code ?? -1, stderr, timedOut }));
  }).finally(() => clearTimeout(timer));
  const check = async (): Promise<void> => {
    const end = await exit;
    if (end.code !== 0) throw gitFailure(nameOf(args), end);
  };
  const keepAlive = (yes: boolean): void => {
    for (const part of [child, child.stdin, child.stdout, child.stderr]) {
      if (part instanceof Socket || part === child) part[yes ? 'ref' : 'unref']();
    }
  };
  return { stdin, stdout, exit, check, stop, keepAlive };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Everything in it has ended by itself.
  }
}

/** The subcommand, for messages. The other arguments can hold addresses with passwords. */
function nameOf(args: readonly string[]): string {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '-c' || arg === '-C') index++;
    else if (!arg.startsWith('-')) return arg;
  }
  return '';
}

/** A hook or a `git` alias that started us has set these for its own repository; the directory decides for ours. */
const foreign = [
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
];

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // Messages are matched, so they must be in English.
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
  for (const name of foreign) delete env[name];
  return env;
}
