import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { WorkTree } from '../domain/ports.ts';
import { answerOf, wordsOf, type GitResult, type RunGit } from './gitResult.ts';

type Branches = Pick<WorkTree, 'currentBranch' | 'localBranches' | 'startBranch' | 'switchTo' | 'deleteIfUnused'>;

/** The local branches of a repository. Names go in and out without `refs/heads/`. */
export function branchesOf(run: RunGit): Branches {
  return {
    currentBranch: () => currentBranch(run),
    localBranches: async () => {
      const refs = await run('for-each-ref', '--sort=-committerdate', '--format=%(refname)', heads);
      return answerOf('for-each-ref', refs)
        .stdout.split('\n')
        .filter((ref) => ref !== '')
        .map(nameOf);
    },
    startBranch: (name) => startBranch(run, name),
    switchTo: (name) => switchTo(run, name),
    deleteIfUnused: (name) => deleteIfUnused(run, name),
  };
}

const heads = 'refs/heads/';

/** Git's own short form adds `heads/` to a branch that has the name of a tag. */
function nameOf(ref: string): string {
  return ref.startsWith(heads) ? ref.slice(heads.length) : ref;
}

async function currentBranch(run: RunGit): Promise<string | undefined> {
  // 1: the HEAD is detached.
  const { stdout } = answerOf('symbolic-ref', await run('symbolic-ref', '--quiet', 'HEAD'), [0, 1]);
  const ref = stdout.trimEnd();
  return ref === '' ? undefined : nameOf(ref);
}

async function startBranch(run: RunGit, name: string): Promise<void> {
  await checkName(run, name);
  if ((await branchOf(run, name)) !== undefined || (await currentBranch(run)) === name) {
    throw new DeskError('refused', l10n.t('There is a branch {0} already.', name), {
      next: l10n.t('Choose another name, or check that branch out.'),
    });
  }
  const result = await run('switch', '--create', name);
  await checkSwitched(run, name, result);
}

async function switchTo(run: RunGit, name: string): Promise<void> {
  await checkName(run, name);
  if ((await branchOf(run, name)) === undefined) {
    if (await isUnborn(run)) {
      // Without any commit a branch is only a name, and there are no files to exchange.
      answerOf('symbolic-ref', await run('symbolic-ref', 'HEAD', `${heads}${name}`));
      return;
    }
    throw new DeskError('refused', l10n.t('There is no branch {0} in this repository.', name), {
      next: l10n.t('Choose one that exists.'),
    });
  }
  const result = await run('switch', name);
  await checkSwitched(run, name, result);
}

/** Git fails after the switch, too, where a hook (`post-checkout`) does. So the branch decides, not the exit code. */
async function checkSwitched(run: RunGit, name: string, result: GitResult): Promise<void> {
  if (result.code === 0 || (await currentBranch(run)) === name) return;
  throw new DeskError('refused', l10n.t('Git did not switch to {0}: {1}', name, wordsOf(result)), {
    detail: result.stderr,
    next: l10n.t('If changes are in the way, commit them or put them aside, then try again.'),
  });
}

/** Git's own rules. It would look `@{-1}` and the like up, and take `@` for HEAD. */
async function checkName(run: RunGit, name: string): Promise<void> {
  const possible = !/^-|^@$|@\{|\p{Cc}/u.test(name);
  if (possible && (await run('check-ref-format', '--branch', name)).code === 0) return;
  throw new DeskError('refused', l10n.t('Git does not accept {0} as the name of a branch.', JSON.stringify(name)), {
    next: l10n.t('Use letters, digits, "-" and "/".'),
  });
}

async function isUnborn(run: RunGit): Promise<boolean> {
  return (await run('rev-parse', '--verify', '--quiet', 'HEAD')).code !== 0;
}

interface Branch {
  readonly commit: string;
  /** Whether this or a linked working tree has it checked out. */
  readonly checkedOut: boolean;
}

async function branchOf(run: RunGit, name: string): Promise<Branch | undefined> {
  const found = await run('for-each-ref', '--format=%(refname)%00%(objectname)%00%(worktreepath)', `${heads}${name}`);
  for (const line of answerOf('for-each-ref', found).stdout.split('\n')) {
    const [ref, commit = '', worktree] = line.split('\0');
    if (ref === `${heads}${name}`) return { commit, checkedOut: worktree !== '' };
  }
  return undefined;
}

async function deleteIfUnused(run: RunGit, name: string): Promise<boolean> {
  await checkName(run, name);
  const branch = await branchOf(run, name);
  // An unborn branch is gone once it is not checked out any more.
  if (branch === undefined) return (await currentBranch(run)) !== name;
  if (branch.checkedOut) return false;
  const own = await run(
    'rev-list',
    '--max-count=1',
    branch.commit,
    '--not',
    ...((await isUnborn(run)) ? [] : ['HEAD']),
    `--exclude=${name}`,
    '--branches',
    // What was pushed under this name is the branch's own all the same.
    `--exclude=*/${name}`,
    '--remotes',
  );
  if (answerOf('rev-list', own).stdout !== '') return false;
  // The check above is stricter than that of `--delete`, which looks at HEAD or the upstream branch alone.
  answerOf('branch', await run('branch', '--delete', '--force', '--quiet', '--', name));
  return true;
}
