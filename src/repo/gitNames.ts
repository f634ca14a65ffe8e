import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/** A full object id, SHA-1 or SHA-256. Nothing else goes to git where it expects a commit. */
export function checkedCommit(commit: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return commit;
  throw new DeskError('usage', l10n.t('"{0}" is not the id of a commit.', commit));
}

/** A full ref name without anything that git's revision syntax or its option parser would read differently. */
export function checkedRef(ref: string): string {
  if (/^refs(\/[\w-]+(\.[\w-]+)*)+$/.test(ref) && !ref.endsWith('.lock')) return ref;
  throw new DeskError('usage', l10n.t('"{0}" is not the name of a ref.', ref));
}

/** The path of a file of ours in a tree: plain characters only, so that no file system and no quoting can bend it. */
export function checkedPath(path: string): string {
  if (/^[\w-]+(\.[\w-]+)*(\/[\w-]+(\.[\w-]+)*)*$/.test(path)) return path;
  throw new DeskError('usage', l10n.t('"{0}" is not the path of a file in a desk.', path));
}

/** Whether a path that somebody else wrote is one that git would check out, and not `..` or `.git`. */
export function isSafePath(path: string): boolean {
  return path.split('/').every((part) => !/^(|\.|\.\.|\.git)$/i.test(part));
}

/** A path as `git fast-import` reads it between double quotes, whatever is in it. */
export function quotedPath(path: string): string {
  const quoted = Array.from(Buffer.from(path, 'utf8'), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c
      ? `\\${byte.toString(8).padStart(3, '0')}`
      : String.fromCodePoint(byte),
  );
  return `"${quoted.join('')}"`;
}
