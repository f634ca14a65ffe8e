import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/** An answer of `git cat-file --batch`. */
export interface CatFileAnswer {
  readonly id: string;
  /** `blob`, `commit`, …; `missing` or another complaint where git has no such object. */
  readonly type: string;
  /** Empty for what is too large. */
  readonly text: string;
}

/** An event is a few hundred bytes. What is larger was not written by us and is not worth the memory. */
const maxBytes = 1024 * 1024;

/** Parses what `git cat-file --batch` prints, in chunks of any size: `<id> SP <type> SP <size> LF <content> LF`. */
export function catFileParser(): (chunk: Buffer) => CatFileAnswer[] {
  let pending: Buffer = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    const answers: CatFileAnswer[] = [];
    const data = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let at = 0;
    for (;;) {
      const skipped = Math.min(skip, data.length - at);
      skip -= skipped;
      at += skipped;
      const start = data.indexOf(0x0a, at) + 1;
      if (skip > 0 || start === 0) break;
      const [id = '', type = '', length] = data.toString('latin1', at, start - 1).split(' ');
      const end = start + Number(length);
      if (length === undefined) {
        answers.push({ id, type, text: '' });
        at = start;
      } else if (end - start > maxBytes) {
        answers.push({ id, type, text: '' });
        skip = end + 1 - at;
      } else {
        if (end >= data.length) break;
        answers.push({ id, type, text: data.toString('utf8', start, end) });
        at = end + 1;
      }
    }
    pending = data.subarray(at);
    return answers;
  };
}

/** The text of a file. @throws `configuration` if the repository lacks it. */
export function blobText({ id, type, text }: CatFileAnswer): string {
  if (type === 'blob') return text;
  throw new DeskError('configuration', l10n.t('The repository lacks an object of the git desk: {0}', `${id} ${type}`), {
    next: l10n.t('Run "git fsck" to see what is missing, and fetch it from a clone that has it.'),
  });
}
