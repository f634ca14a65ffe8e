import { resolve } from 'node:path';
import { DeskError } from '../domain/errors.ts';
import { gitIn } from './gitProcess.ts';

/** Where the parts of a repository are. */
export interface RepositoryPlace {
  /** The top folder of the working tree; of a bare repository, the repository itself. */
  readonly root: string;
  readonly gitDirectory: string;
  readonly commonDirectory: string;
}

/** The repository that a folder is in; undefined if it is in none. @throws {DeskError} `configuration` if git refuses to look. */
export async function findRepository(folder: string, executable?: string): Promise<RepositoryPlace | undefined> {
  const git = gitIn(folder, executable);
  try {
    const { stdout } = await git.run(['rev-parse', '--absolute-git-dir', '--git-common-dir', '--is-bare-repository']);
    const [gitDirectory = '', common = '', bare] = stdout.split('\n');
    const top = bare === 'true' ? gitDirectory : (await git.run(['rev-parse', '--show-toplevel'])).stdout.trimEnd();
    return { root: top, gitDirectory, commonDirectory: resolve(folder, common) };
  } catch (error) {
    if (DeskError.is(error) && error.detail?.includes('not a git repository') === true) return undefined;
    throw error;
  }
}
