import type { StoryCommit } from './story.ts';

/** Path and text of each file. */
export type Files = ReadonlyMap<string, string>;

/**
 * What each commit writes, so that the last one leaves the files as they are given: worked out backwards, from the files
 * at the end, by taking every edit back.
 */
export function filesOfCommits(commits: readonly StoryCommit[], end: Files): Files[] {
  const state = new Map(end);
  const written: Files[] = [];
  for (const [index, commit] of [...commits.entries()].toReversed()) {
    const added = index === 0 ? [...state.keys()] : (commit.adds ?? []);
    const paths = new Set([...added, ...(commit.edits ?? []).map(({ file }) => file)]);
    written.unshift(new Map([...paths].map((path) => [path, textOf(state, path)])));
    for (const { file, from, to } of (commit.edits ?? []).toReversed()) {
      state.set(file, replaceOnce(textOf(state, file), { from: to, to: from, file }));
    }
    for (const path of added) state.delete(path);
  }
  return written;
}

function textOf(files: Files, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`The story writes ${path} before it is there.`);
  return text;
}

function replaceOnce(
  text: string,
  edit: { readonly from: string; readonly to: string; readonly file: string },
): string {
  const parts = text.split(edit.from);
  if (parts.length !== 2) throw new Error(`${edit.file} has this ${parts.length - 1} times: ${edit.from}`);
  return parts.join(edit.to);
}
