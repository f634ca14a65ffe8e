import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Git, GitExit } from './gitProcess.ts';

/**
 * Runs something that moves a ref, again and again while somebody else holds the ref's lock.
 * @returns how it ended, once it was not for the lock.
 */
export async function whileLocked<T extends Pick<GitExit, 'code' | 'stderr'>>(
  git: Git,
  ref: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (let wait = 20; ; wait = Math.min(wait * 2, 1000)) {
    const end = await attempt();
    if (end.code === 0 || !lockedOut.test(end.stderr)) return end;
    if (Date.now() > deadline) {
      throw new DeskError('unavailable', l10n.t('The git desk of this repository is locked by another program.'), {
        detail: end.stderr,
        next: l10n.t('Wait until it is done, then try again.'),
      });
    }
    await removeStaleLock(git, ref);
    // Whoever waits together must not come back together.
    await delay(wait * (0.5 + Math.random()));
  }
}

const lockedOut = /Unable to create '.*\.lock': File exists|cannot lock references/;

/** Longer than the age at which a lock counts as left over, so that one that was just left over stops nobody for good. */
const patience = 40_000;

/**
 * Takes away the lock of a ref of ours that a killed git has left. Nobody else's: refs/footbridge is our own, and what
 * we do with it takes milliseconds.
 */
export async function removeStaleLock(git: Git, ref: string): Promise<void> {
  const where = await git.run(['rev-parse', '--git-path', `${ref}.lock`]);
  const lock = path.resolve(git.directory, where.stdout.trimEnd());
  if (!(await isStale(lock))) return;
  // Two may find the same lock. Only one can rename it, and whoever renamed a fresh one by mistake puts it back.
  // Git passes over what ends in .lock when it lists refs.
  const aside = lock.replace(/lock$/, `${process.pid}-${Date.now()}.lock`);
  try {
    await rename(lock, aside);
    if (await isStale(aside)) await rm(aside, { force: true });
    else await rename(aside, lock);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

const staleAfter = 30_000;

async function isStale(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > staleAfter;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
