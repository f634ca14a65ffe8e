import { basename } from 'node:path';
import type { Repository } from './app/repository.ts';
import { backendKinds } from './backends/registry.ts';
import { deskConnection, type Connection } from './domain/connection.ts';
import { findRepository } from './repo/findRepository.ts';
import { readLinkFile } from './repo/linkFile.ts';
import { withService } from './repo/linkFileText.ts';
import { openObjectStore } from './repo/objectStore.ts';
import { openWorkTree } from './repo/workTree.ts';

// The part of the composition that the editor and the command line share. It loads simple-git and yaml: import it on first use.

interface OpenRepositoryOptions {
  readonly folder: string;
  /** The user's own connections: a link file may refer to them. */
  readonly connections: readonly Connection[];
  /** What its desk is called, where several repositories are open. */
  readonly desk?: (name: string) => Connection;
}

/** The repository that a folder is in, with its link file; undefined if the folder is in none. @throws `configuration` */
export async function openRepository(options: OpenRepositoryOptions): Promise<Repository | undefined> {
  const place = await findRepository(options.folder);
  if (place === undefined) return undefined;
  const { root } = place;
  const { connections } = options;
  const { links, problems, file } = await readLinkFile(root, { kinds: backendKinds, connections });
  const name = basename(root);
  return {
    ...place,
    name,
    links,
    linkProblems: problems,
    ...(file === undefined ? {} : { linkFile: file }),
    desk: options.desk?.(name) ?? deskConnection,
    withService,
    workTree: openWorkTree(root),
    store: openObjectStore(root),
  };
}
