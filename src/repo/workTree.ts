import * as l10n from '@vscode/l10n';
import { GitError, simpleGit } from 'simple-git';
import { DeskError } from '../domain/errors.ts';
import type { WorkTree } from '../domain/ports.ts';
import { branchConfig } from './branchConfig.ts';
import { branchesOf } from './branches.ts';
import { readCommit } from './commits.ts';
import { gitNotStarted } from './gitFailure.ts';
import { gitIn } from './gitProcess.ts';
import { answerOf, wordsOf, type GitResult, type RunGit } from './gitResult.ts';

/**
 * The working tree of a repository, on simple-git, which weighs 70 kB: import this file on first use.
 *
 * What a user or a ticket has written reaches git behind `--`, within a `--name=value`, or as a branch name that was checked.
 * So none of it can be taken for an option.
 * @param executable the program; VS Code's setting `git.path` names another than the first in the path.
 * @throws {DeskError} `configuration` if the folder does not exist.
 */
export function openWorkTree(directory: string, executable = 'git'): WorkTree {
  const run = runner(directory, executable);
  return {
    ...branchesOf(run),
    ...branchConfig(gitIn(directory, executable)),
    isDirty: () => isDirty(run),
    stash: (message) => stash(run, message),
    commit: (revision) => readCommit(run, revision),
  };
}

async function isDirty(run: RunGit): Promise<boolean> {
  const status = await run(
    // The user's own git may be at work in a terminal, and must not find a lock of ours.
    '--no-optional-locks',
    'status',
    '--porcelain',
    '--untracked-files=no',
    // What has changed inside a submodule is not this repository's to put aside.
    '--ignore-submodules=dirty',
  );
  return answerOf('status', status).stdout !== '';
}

async function stash(run: RunGit, message: string): Promise<void> {
  const result = await run('stash', 'push', `--message=${message.replaceAll(/\p{Cc}+/gu, ' ')}`);
  if (result.code === 0) return;
  throw new DeskError('refused', l10n.t('Git did not put the changes aside: {0}', wordsOf(result)), {
    detail: result.stderr,
    next: l10n.t('Commit the changes, then try again.'),
  });
}

/**
 * What people set git up with through the environment, for it, its hooks and its filters. simple-git drops all of git's variables
 * but those named, and so also the ones by which a hook that has started us points to its own repository and index.
 */
const ownEnvironment = [
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_CEILING_DIRECTORIES',
  'GIT_EXEC_PATH',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'SSH_ASKPASS',
];

function runner(directory: string, executable: string): RunGit {
  const git = clientIn(directory, executable);
  return async (...args) => {
    try {
      return { code: 0, stdout: await git.raw(...args), stderr: '' };
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      const { result } = error;
      // Node's error of a program that is not there, as simple-git hands it on.
      if (/^Error: spawn .* ENOENT/.test(result.stderr)) throw notStarted(error, directory);
      return result;
    }
  };
}

function clientIn(directory: string, executable: string) {
  try {
    return simpleGit({
      baseDir: directory,
      binary: executable,
      allowEnvironment: ownEnvironment,
      // Our options are all written out. The guard against abbreviated ones works through the environment, so it would break the
      // user's hooks; the guard of the binary refuses a path with a space in it.
      unsafe: { allowAbbreviatedOptions: true, allowUnsafeCustomBinary: true },
      // simple-git takes a failure without a message for a success.
      errors: (error, { exitCode, stdOut, stdErr }) =>
        exitCode === 0 ? error : new ExitError({ code: exitCode, stdout: textOf(stdOut), stderr: textOf(stdErr) }),
    });
  } catch (error) {
    throw notStarted(error, directory);
  }
}

function notStarted(cause: unknown, directory: string): Error {
  return gitNotStarted(Object.assign(new Error('git was not started', { cause }), { code: 'ENOENT' }), directory);
}

/** How a run ended. simple-git hands on its own class of errors and nothing else. */
class ExitError extends GitError {
  readonly result: GitResult;

  constructor(result: GitResult) {
    super(undefined, result.stderr);
    this.result = result;
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
