import type { Git } from './gitProcess.ts';

/** A path at which two trees differ. */
export interface TreeChange {
  readonly path: string;
  /** `A` added, `D` deleted, `M` modified, `T` of another type, as git-diff-tree(1) has them. */
  readonly status: string;
  readonly before: TreeEntry;
  readonly after: TreeEntry;
}

interface TreeEntry {
  readonly mode: string;
  readonly id: string;
}

/** How to come from one tree to another. */
export async function diffTrees(git: Git, from: string, to: string): Promise<TreeChange[]> {
  // Renames would hide that a file was added.
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--full-index', from, to];
  const { stdout } = await git.run(args, { maxBytes: 1024 * 1024 * 1024 });
  const records = stdout.split('\0');
  const changes: TreeChange[] = [];
  // `:<mode> <mode> <id> <id> <status>` and the path are two records; the last one is empty.
  for (let index = 0; index + 1 < records.length; index += 2) {
    const [mode = '', mode2 = '', id = '', id2 = '', status = ''] = (records[index] ?? '').slice(1).split(' ');
    changes.push({
      path: records[index + 1] ?? '',
      status,
      before: { mode, id },
      after: { mode: mode2, id: id2 },
    });
  }
  return changes;
}

/** An ordinary file: a symbolic link or a submodule is nobody's event. */
export function isFile({ mode }: Pick<TreeEntry, 'mode'>): boolean {
  return mode.startsWith('100');
}
