import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { t } from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { BlobContent } from '../domain/ports.ts';
import type { Git } from './gitProcess.ts';
import { spool, type Spool } from './gitSpool.ts';

/** Every file of a commit, with its text: `git ls-tree` piped through us into `git cat-file`. */
export function readTree(git: Git, commit: string): AsyncGenerator<readonly BlobContent[]> {
  // <mode> SP <type> SP <object> TAB <path>
  return readBlobs(git, ['ls-tree', '-r', '-z', '--full-tree', commit], (record) => {
    const tab = record.indexOf('\t');
    if (tab === -1 || !isFile(record)) return undefined;
    return { id: record.slice(record.lastIndexOf(' ', tab) + 1, tab), path: record.slice(tab + 1) };
  });
}

/**
 * The files that `to` has and `from` has not, or has with other content.
 * @throws `conflict` if `to` lacks a file of `from`: then it is no continuation, and what was read before does not hold.
 */
export async function* readDifference(
  git: Git,
  from: string,
  to: string,
): AsyncGenerator<readonly BlobContent[], void, undefined> {
  let header: string | undefined;
  try {
    // `:<mode> <mode> <object> <object> <status>` and the path are two records.
    yield* readBlobs(git, [...diffTree, from, to], (record) => {
      if (header === undefined) {
        header = record;
        return undefined;
      }
      const [, mode = '', , id = '', status = ''] = header.split(' ');
      header = undefined;
      if (status === 'D') throw rewritten(record);
      return isFile(mode) ? { id, path: record } : undefined;
    });
  } catch (error) {
    // After a rewrite, `git gc` throws away what nobody reaches any more.
    throw DeskError.is(error) && /bad object/.test(error.detail ?? '') ? rewritten(error.detail, error) : error;
  }
}

function rewritten(detail = '', cause?: unknown): DeskError {
  return new DeskError('conflict', t('The history of the git desk was rewritten.'), { detail, cause });
}

/** Shared with the union, which looks at both sides. Renames would hide that a file was added. */
export const diffTree = ['diff-tree', '-r', '-z', '--no-renames', '--full-index'];

/** An ordinary file: a symbolic link or a submodule is nobody's event. */
export function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

interface Listed {
  readonly id: string;
  readonly path: string;
}

/** Lists files with one git and reads them with another, both at their own pace; only a few chunks of either are in memory. */
async function* readBlobs(
  git: Git,
  list: readonly string[],
  parse: (record: string) => Listed | undefined,
): AsyncGenerator<readonly BlobContent[]> {
  const lister = await spool(git, list);
  lister.stdin.end();
  const reader = await spool(git, ['cat-file', '--batch', '--buffer']);
  const paths: string[] = [];
  const fed = feed(lister, reader, (record) => {
    const listed = parse(record);
    if (listed !== undefined) paths.push(listed.path);
    return listed?.id;
  });
  const failed = fed.then(
    () => undefined,
    (error: unknown) => {
      reader.stop();
      return { error };
    },
  );
  try {
    let next = 0;
    const contents = blobParser();
    for await (const chunk of reader.chunks) {
      const batch: BlobContent[] = [];
      for (const content of contents(chunk)) batch.push({ path: paths[next++] ?? '', content });
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
    lister.stop();
    reader.stop();
  }
}

/** Passes the ids of a listing on, as fast as the reader takes them. */
async function feed(lister: Spool, reader: Spool, idOf: (record: string) => string | undefined): Promise<void> {
  let rest = '';
  const decoder = new StringDecoder('utf8');
  for await (const chunk of lister.chunks) {
    const records = (rest + decoder.write(chunk)).split('\0');
    rest = records.pop() ?? '';
    let ids = '';
    for (const record of records) {
      const id = idOf(record);
      if (id !== undefined) ids += `${id}\n`;
    }
    if (ids !== '' && !reader.stdin.write(ids)) await drained(reader.stdin, reader);
  }
  await lister.check();
  reader.stdin.end();
}

/** A reader that died never drains; how it ended says why. */
async function drained(stdin: Writable, reader: Spool): Promise<void> {
  await Promise.race([once(stdin, 'drain'), reader.exit]);
}

/** An event is a few hundred bytes. What is larger was not written by us and is not worth the memory. */
const maxBlobBytes = 1024 * 1024;

/** Parses what `git cat-file --batch` prints: `<id> SP <type> SP <size> LF <content> LF`, in chunks of any size. */
function blobParser(): (chunk: Buffer) => string[] {
  let pending: Buffer = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    const contents: string[] = [];
    const data = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let at = 0;
    for (;;) {
      const skipped = Math.min(skip, data.length - at);
      skip -= skipped;
      at += skipped;
      const start = data.indexOf(0x0a, at) + 1;
      if (skip > 0 || start === 0) break;
      const size = sizeOf(data.toString('latin1', at, start - 1));
      const end = start + size;
      if (size > maxBlobBytes) {
        contents.push('');
        skip = end + 1 - at;
      } else {
        if (end >= data.length) break;
        contents.push(data.toString('utf8', start, end));
        at = end + 1;
      }
    }
    pending = data.subarray(at);
    return contents;
  };
}

function sizeOf(header: string): number {
  const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1]);
  if (Number.isInteger(size)) return size;
  throw new DeskError('configuration', t('The repository lacks an object of the git desk: {0}', header), {
    next: t('Run "git fsck" to see what is missing, and fetch it from a clone that has it.'),
  });
}
