import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

// Real git, but neither the machine's configuration nor the user's: for the tests' own calls and for the code under test.
process.env['GIT_CONFIG_GLOBAL'] = path.join(tmpdir(), 'footbridge-tests-have-no-global-git-config');
process.env['GIT_CONFIG_NOSYSTEM'] = '1';

export const ana = { name: 'Ana Lima', email: 'ana@example.org' };
export const ben = { name: 'Ben Okafor', email: 'ben@example.org' };
export const cem = { name: 'Cem Arslan', email: 'cem@example.org' };

/** A real repository in a temporary folder. */
export interface TemporaryRepository {
  readonly path: string;
  /** Runs git in it, and gives what it printed without the last line's end. */
  git(...args: readonly string[]): Promise<string>;
  /** Writes a file, commits it, and gives the commit. */
  commit(file?: string, text?: string): Promise<string>;
  /** Clones it (or adds a linked worktree) for another person. Removed with this one. */
  clone(person: Person, ...options: readonly string[]): Promise<TemporaryRepository>;
  worktree(person: Person): Promise<TemporaryRepository>;
  remove(): Promise<void>;
}

interface Person {
  readonly name: string;
  readonly email: string;
}

/** Makes a repository without commits. */
export async function temporaryRepository(
  options: { readonly person?: Person | 'nobody'; readonly init?: readonly string[] } = {},
): Promise<TemporaryRepository> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'footbridge-')));
  const folder = path.join(root, 'repository');
  await git(root, ['init', '--quiet', '--initial-branch=main', ...(options.init ?? []), folder]);
  const person = options.person ?? ana;
  if (person !== 'nobody') await identify(folder, person, '--local');
  return repositoryAt(folder, root);
}

function repositoryAt(folder: string, root: string): TemporaryRepository {
  let others = 0;
  const beside = (): string => path.join(root, `${path.basename(folder)}-${++others}`);
  return {
    path: folder,
    git: async (...args) => git(folder, args),
    commit: async (file = 'readme.txt', text = 'Hello.\n') => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
      await git(folder, ['add', '--', file]);
      await git(folder, ['commit', '--quiet', '--message', `Write ${file}`]);
      return git(folder, ['rev-parse', 'HEAD']);
    },
    clone: async (person, ...options) => {
      const target = beside();
      await git(root, ['clone', '--quiet', ...options, `file://${folder}`, target]);
      await identify(target, person, '--local');
      return repositoryAt(target, root);
    },
    worktree: async (person) => {
      const target = beside();
      await git(folder, ['config', 'extensions.worktreeConfig', 'true']);
      await git(folder, ['worktree', 'add', '--quiet', '--detach', target]);
      await identify(target, person, '--worktree');
      return repositoryAt(target, root);
    },
    remove: async () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function identify(folder: string, person: Person, where: '--local' | '--worktree'): Promise<void> {
  await git(folder, ['config', where, 'user.name', person.name]);
  await git(folder, ['config', where, 'user.email', person.email]);
}

async function git(directory: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trimEnd();
}
