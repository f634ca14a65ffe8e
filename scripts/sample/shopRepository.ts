import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Backend, Identity } from '../../src/domain/ports.ts';
import type { CommitLink } from '../../src/domain/ticket.ts';
import { openWorkTree } from '../../src/repo/workTree.ts';
import { run } from '../run.ts';
import { filesOfCommits, type Files } from './filesOfCommits.ts';
import { commits } from './storyCommits.ts';

/** The shop's repository while its history is written. */
export class ShopRepository {
  readonly #folder: string;
  readonly #files: readonly Files[];

  private constructor(folder: string, files: readonly Files[]) {
    this.#folder = folder;
    this.#files = files;
  }

  static async make(folder: string, you: Identity): Promise<ShopRepository> {
    const repository = new ShopRepository(folder, filesOfCommits(commits, await readShop()));
    await repository.#git(['init', '--quiet', '--initial-branch=main']);
    // Its own, since the window that opens it need not see the user's git configuration.
    await repository.#git(['config', 'user.name', you.name]);
    await repository.#git(['config', 'user.email', you.email]);
    return repository;
  }

  /** Writes the files of a commit of the story, and commits them. */
  async commit(
    index: number,
    { message, by, at }: { readonly message: string; readonly by: Identity; readonly at: Date },
  ): Promise<CommitLink> {
    for (const [file, text] of this.#files[index] ?? []) {
      const place = path.join(this.#folder, file);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, text);
    }
    const date = at.toISOString();
    await this.#git(['add', '--all']);
    await this.#git(['commit', '--quiet', '--message', message], {
      GIT_AUTHOR_NAME: by.name,
      GIT_AUTHOR_EMAIL: by.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: by.name,
      GIT_COMMITTER_EMAIL: by.email,
      GIT_COMMITTER_DATE: date,
    });
    return openWorkTree(this.#folder).commit('HEAD');
  }

  /** Makes the bare repository that the team shares, and brings it code and desk. */
  async share(desk: Backend): Promise<void> {
    const bare = `${path.basename(this.#folder)}.git`;
    await this.#git(['init', '--quiet', '--bare', '--initial-branch=main', `../${bare}`]);
    await this.#git(['remote', 'add', 'origin', `../${bare}`]);
    await this.#git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
    await desk.sync?.();
  }

  async #git(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    // Neither the user's hooks nor their signing belong into a story.
    const own = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    await run('git', args, { cwd: this.#folder, env: { ...process.env, ...own, ...env } });
  }
}

/** The files of the shop as they are at the end of the story. */
export async function readShop(): Promise<Files> {
  const root = path.join(import.meta.dirname, 'shop');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const texts = files.map(async (file): Promise<[string, string]> => [
    path.relative(root, file),
    await readFile(file, 'utf8'),
  ]);
  return new Map(await Promise.all(texts));
}
