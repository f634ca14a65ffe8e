import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import { gitFailure, withoutSecrets } from './gitFailure.ts';
import { removeStaleLock, whileLocked } from './gitLock.ts';
import { gitIn, type Git } from './gitProcess.ts';

/** Milliseconds for one exchange with a remote, after which it counts as not reachable. */
const patience = 120_000;

/** The remote that a desk is shared through: `footbridge.remote`, else `origin`, else the only one. */
export async function sharedRemote(git: Git): Promise<string | undefined> {
  const [chosen, listed] = await Promise.all([
    git.run(['config', '--get', 'footbridge.remote'], { exits: [0, 1] }),
    git.run(['remote']),
  ]);
  const remotes = listed.stdout.split('\n').filter((name) => name !== '');
  const name = chosen.stdout.trim();
  if (name !== '') {
    if (remotes.includes(name)) return name;
    throw new DeskError('configuration', l10n.t('There is no remote "{0}", which footbridge.remote names.', name), {
      next: l10n.t('Correct it with: git config footbridge.remote <name>'),
    });
  }
  if (remotes.includes('origin')) return 'origin';
  return remotes.length === 1 ? remotes[0] : undefined;
}

/** Fetches one ref of a remote and nothing else. @returns the ref that has it here, or undefined if the remote has none. */
export async function fetchRef(git: Git, remote: string, ref: string): Promise<string | undefined> {
  const tracking = `refs/footbridge/remotes/${checkedRemote(remote)}/${ref.split('/').at(-1)}`;
  const args = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-prune',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    // In a partial clone the texts would come one by one, each with a connection of its own.
    '--no-filter',
    '--end-of-options',
    remote,
    `+${ref}:${tracking}`,
  ];
  const { code, stderr } = await whileLocked(git, tracking, async () =>
    git.run(args, { exits: [0, 1, 128], timeout: patience }),
  );
  // Another process that fetches here at the same time has just moved the ref to what we wanted as well.
  if (code === 0 || /cannot lock ref '.*': (is at|reference already exists)/.test(stderr)) return tracking;
  if (/couldn't find remote ref/i.test(stderr)) return undefined;
  throw gitFailure('fetch', { code, stderr, timedOut: false });
}

/** Pushes one ref and nothing else, without force. @returns false if the remote has something that we have not. */
export async function pushRef(git: Git, remote: string, ref: string): Promise<boolean> {
  const args = [
    'push',
    '--porcelain',
    '--no-follow-tags',
    '--no-signed',
    '--recurse-submodules=no',
    '--end-of-options',
    checkedRemote(remote),
    `${ref}:${ref}`,
  ];
  const { code, stdout, stderr } = await git.run(args, { exits: [0, 1, 128], timeout: patience });
  if (code === 0) return true;
  // <flag> TAB <from>:<to> TAB <summary> (<reason>), as git-push(1) has it
  const [, , summary = ''] =
    stdout
      .split('\n')
      .find((line) => line.startsWith('!\t'))
      ?.split('\t') ?? [];
  if (movedOn.test(summary)) {
    if (/\.lock': File exists/.test(stderr)) await removeLeftLock(git, remote, ref);
    return false;
  }
  if (summary === '') throw gitFailure('push', { code, stderr, timedOut: false });
  throw new DeskError('refused', l10n.t('The remote {0} refuses the git desk: {1}', remote, summary), {
    detail: withoutSecrets(stderr),
    next: l10n.t('Ask who runs it to allow pushes to {0}.', ref),
  });
}

/** Somebody else's push came first: seen by our git, by theirs, or by their lock. */
const movedOn =
  /fetch first|non-fast-forward|stale info|needs force|failed to update ref|cannot lock ref|incorrect old value|reference already exists|is at .* but expected/;

/** A push into a folder that was killed leaves the lock there, and no server that would tidy up. */
async function removeLeftLock(git: Git, remote: string, ref: string): Promise<void> {
  const { stdout } = await git.run(['remote', 'get-url', '--push', '--end-of-options', checkedRemote(remote)]);
  const address = stdout.trimEnd();
  if (address.startsWith('file://')) await removeStaleLock(gitIn(fileURLToPath(address)), ref);
  // `host:path` and `scheme://…` are not here.
  else if (/^[./]/.test(address)) await removeStaleLock(gitIn(resolve(git.directory, address)), ref);
}

/** Git itself takes no remote whose name could be an option or leave its folder; one that came otherwise stops here. */
function checkedRemote(remote: string): string {
  if (!/^-|^\.|\.\.|[\s~^:?*[\\]|\/$|\.lock$/.test(remote) && remote !== '') return remote;
  throw new DeskError('configuration', l10n.t('"{0}" is not the name of a remote.', remote));
}
