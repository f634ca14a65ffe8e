import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { BlobContent } from '../domain/ports.ts';
import { blobText, catFileParser } from './catFile.ts';
import { diffTrees, isFile, type TreeChange } from './gitDiff.ts';
import type { Git } from './gitProcess.ts';
import { spool, type Spool } from './gitSpool.ts';
import type { KeptCatFile } from './keptCatFile.ts';

/** Every file of a commit, with its text: `git ls-tree` through us into `git cat-file`. */
export function readTree(git: Git, commit: string): AsyncGenerator<readonly BlobContent[]> {
  return readListed(git, listTree(git, commit));
}

/**
 * The files that `to` has and `from` has not, or has with other content.
 * @throws `conflict` if `to` lacks a file of `from`: then it is no continuation, and what was read before does not hold.
 */
export async function* readDifference(
  { git, kept }: { readonly git: Git; readonly kept: KeptCatFile },
  from: string,
  to: string,
): AsyncGenerator<readonly BlobContent[], void, undefined> {
  const changes = await changesBetween(git, from, to);
  const gone = changes.find(({ status }) => status === 'D');
  if (gone !== undefined) throw rewritten(gone.path);
  const listed = changes
    .filter(({ after }) => isFile(after))
    .map(({ after, path }): Listed => ({ id: after.id, path }));
  yield* (await readFew(kept, listed)) ?? readListed(git, [listed]);
}

/** More files than this are read as a tree is. */
const few = 64;

/** @returns undefined for many, or if git has ended: one that is started for it then says why. */
async function readFew(kept: KeptCatFile, listed: readonly Listed[]): Promise<BlobContent[][] | undefined> {
  if (listed.length > few) return undefined;
  const answers = await Promise.all(listed.map(async ({ id }) => kept.ask(id)));
  const batch = listed.flatMap(({ path }, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ path, content: blobText(answer) }];
  });
  return batch.length < listed.length ? undefined : [batch];
}

async function changesBetween(git: Git, from: string, to: string): Promise<TreeChange[]> {
  try {
    return await diffTrees(git, from, to);
  } catch (error) {
    // After a rewrite, `git gc` throws away what nobody reaches any more.
    throw DeskError.is(error) && /bad object/.test(error.detail ?? '') ? rewritten(error.detail, error) : error;
  }
}

function rewritten(detail = '', cause?: unknown): DeskError {
  return new DeskError('conflict', l10n.t('The history of the git desk was rewritten.'), { detail, cause });
}

interface Listed {
  readonly id: string;
  readonly path: string;
}

async function* listTree(git: Git, commit: string): AsyncGenerator<readonly Listed[]> {
  const lister = await spool(git, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  lister.stdin.end();
  let rest = '';
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of lister.chunks) {
      const records = (rest + decoder.write(chunk)).split('\0');
      rest = records.pop() ?? '';
      yield records.flatMap((record) => parseTreeRecord(record));
    }
    await lister.check();
  } finally {
    lister.stop();
  }
}

/** `<mode> SP <type> SP <id> TAB <path>` */
function parseTreeRecord(record: string): Listed[] {
  const tab = record.indexOf('\t');
  if (tab === -1 || !isFile({ mode: record })) return [];
  return [{ id: record.slice(record.lastIndexOf(' ', tab) + 1, tab), path: record.slice(tab + 1) }];
}

/** Reads what is listed, while it is listed; only a few chunks of either are in memory. */
async function* readListed(
  git: Git,
  listing: AsyncIterable<readonly Listed[]> | Iterable<readonly Listed[]>,
): AsyncGenerator<readonly BlobContent[], void, undefined> {
  const reader = await spool(git, ['cat-file', '--batch', '--buffer']);
  const paths: string[] = [];
  const fed = feed(reader, listing, (path) => paths.push(path));
  const failed = fed.then(
    () => undefined,
    (error: unknown) => {
      reader.stop();
      return { error };
    },
  );
  try {
    let next = 0;
    const parse = catFileParser();
    for await (const chunk of reader.chunks) {
      const batch: BlobContent[] = [];
      for (const answer of parse(chunk)) batch.push({ path: paths[next++] ?? '', content: blobText(answer) });
      if (batch.length > 0) yield batch;
      // What was handed out is forgotten, so that memory does not grow with the repository.
      if (next > 10_000) {
        paths.splice(0, next);
        next = 0;
      }
    }
    const failure = await failed;
    if (failure !== undefined) throw failure.error;
    await reader.check();
  } finally {
    reader.stop();
  }
}

/** Passes the ids of a listing on, as fast as the reader takes them. */
async function feed(
  reader: Spool,
  listing: AsyncIterable<readonly Listed[]> | Iterable<readonly Listed[]>,
  note: (path: string) => void,
): Promise<void> {
  for await (const listed of listing) {
    // Nobody wants the rest.
    if (reader.stdin.destroyed) return;
    for (const { path } of listed) note(path);
    const ids = listed.map(({ id }) => `${id}\n`).join('');
    // A reader that died never drains; how it ended says why.
    if (!reader.stdin.write(ids)) await Promise.race([once(reader.stdin, 'drain'), reader.exit]);
  }
  reader.stdin.end();
}
