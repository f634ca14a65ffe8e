import type { Identity } from '../domain/ports.ts';
import { gitFailure } from './gitFailure.ts';
import type { Git, GitExit } from './gitProcess.ts';
import { whileLocked } from './gitLock.ts';

export interface CommitPlan {
  readonly ref: string;
  readonly message: string;
  /** The commit that the ref must be at; absent: the ref must not exist. */
  readonly parent: string | undefined;
  /** Another commit whose history this one takes in. */
  readonly merge?: string;
  /** Lines of `git fast-import` that change the tree. */
  readonly changes: readonly string[];
}

/**
 * Makes a commit and moves a ref to it in one atomic step. `git fast-import` refuses to move a ref to a commit that does
 * not contain what the ref is at, and checks it once more under the ref's lock: a compare-and-swap. It writes no index,
 * signs nothing and needs one process.
 * @returns the commit, or undefined if the ref was somewhere else.
 */
export async function commit(git: Git, plan: CommitPlan, identity: Promise<Identity>): Promise<string | undefined> {
  const end = await whileLocked(git, plan.ref, async () => fastImport(git, plan, identity));
  if (end.code === 0) return end.answer;
  if (lostRace.test(end.stderr)) return undefined;
  throw gitFailure('fast-import', end);
}

/** fast-import's own check, then that of the ref's transaction (refs/files-backend.c). */
const lostRace =
  /^warning: not updating refs\/|is at [0-9a-f]+ but expected|reference already exists|reference is missing/im;

async function fastImport(
  git: Git,
  plan: CommitPlan,
  identity: Promise<Identity>,
): Promise<GitExit & { readonly answer: string }> {
  // Started before it is known who writes: both take a process of their own.
  const stream = git.start(['-c', 'core.filesRefLockTimeout=1000', 'fast-import', '--quiet', '--done']);
  let answer = '';
  stream.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  try {
    stream.stdin.end(script(plan, await identity));
  } catch (error) {
    stream.stop();
    throw error;
  }
  const exit = await stream.exit;
  return { ...exit, answer: answer.trim() };
}

/** What fast-import is told. It ends in `done`, so that half a script, of a killed writer, commits nothing. */
function script({ ref, parent, merge, message, changes }: CommitPlan, { name, email }: Identity): string {
  return [
    `commit ${ref}`,
    'mark :1',
    `committer ${nameOnly(name)} <${nameOnly(email)}> ${Math.floor(Date.now() / 1000)} +0000`,
    data(message),
    ...(parent === undefined ? [] : [`from ${parent}`]),
    ...(merge === undefined ? [] : [`merge ${merge}`]),
    ...changes,
    '',
    'get-mark :1',
    'done',
    '',
  ].join('\n');
}

/** The `data` command: a length in bytes, then the text as it is. */
export function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

/** As git writes names: without what delimits them in a commit (ident.c, strbuf_addstr_without_crud). */
function nameOnly(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it takes out
  return text.replaceAll(/[\u0000-\u001F<>]/g, '').trim();
}
