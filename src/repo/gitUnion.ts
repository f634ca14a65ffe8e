import type { Identity } from '../domain/ports.ts';
import { diffTrees, isFile } from './gitDiff.ts';
import { gitFailure } from './gitFailure.ts';
import { commit } from './gitFastImport.ts';
import { whileLocked } from './gitLock.ts';
import { isSafePath, quotedPath } from './gitNames.ts';
import type { Git } from './gitProcess.ts';

/**
 * Moves a ref to the union of two trees. Files are only ever added to a desk, so there is nothing to merge: what ours
 * lacks comes in.
 * @returns where the ref is then, or undefined if it was not at `ours` any more.
 */
export async function union(
  git: Git,
  plan: { readonly ref: string; readonly ours: string | undefined; readonly theirs: string; readonly message: string },
  identity: () => Promise<Identity>,
): Promise<string | undefined> {
  const { ref, ours, theirs, message } = plan;
  if (ours === undefined) return moveRef(git, { ref, to: theirs, from: '0'.repeat(theirs.length) });
  if (ours === theirs) return ours;
  const [isBehind, isAhead] = await Promise.all([isAncestor(git, theirs, ours), isAncestor(git, ours, theirs)]);
  if (isBehind) return ours;
  if (isAhead) return moveRef(git, { ref, to: theirs, from: ours });
  const changes = await missingFiles(git, ours, theirs);
  return commit(git, { ref, message, parent: ours, merge: theirs, changes }, identity());
}

async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  const answer = await git.run(['merge-base', '--is-ancestor', ancestor, descendant], { exits: [0, 1] });
  return answer.code === 0;
}

async function moveRef(
  git: Git,
  { ref, to, from }: { readonly ref: string; readonly to: string; readonly from: string },
): Promise<string | undefined> {
  const args = ['-c', 'core.filesRefLockTimeout=1000', 'update-ref', '--no-deref', ref, to, from];
  const end = await whileLocked(git, ref, async () => git.run(args, { exits: [0, 1, 128] }));
  if (end.code === 0) return to;
  if (/cannot (lock|update) ref/.test(end.stderr)) return undefined;
  throw gitFailure('update-ref', { ...end, timedOut: false });
}

/** The commands that put into our tree what only theirs has. */
async function missingFiles(git: Git, ours: string, theirs: string): Promise<string[]> {
  const differences = await diffTrees(git, ours, theirs);
  const changes: string[] = [];
  const added: { path: string; command: string }[] = [];
  for (const { path, status, before, after } of differences) {
    if (!isFile(after) || !isSafePath(path)) continue;
    const command = `M 100644 ${after.id} ${quotedPath(path)}`;
    if (status === 'A') added.push({ path, command });
    // Two texts under one name cannot come from us. Both sides keep the same one, whoever merges first.
    else if (!isFile(before) || after.id < before.id) changes.push(command);
  }
  const onlyOurs = differences.filter(({ status }) => status === 'D').map(({ path }) => path);
  const taken = namesUsed(onlyOurs);
  for (const { path, command } of added) {
    if (!taken.files.has(path) && !taken.folders.has(path) && !parentsOf(path).some((part) => taken.files.has(part))) {
      changes.push(command);
    }
  }
  return changes;
}

/** The files and folders that a file of theirs would replace if it took their name. */
function namesUsed(paths: readonly string[]): { files: Set<string>; folders: Set<string> } {
  return { files: new Set(paths), folders: new Set(paths.flatMap(parentsOf)) };
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
