import { basename } from 'node:path';
import type { Repository } from './app/repository.ts';
import type { BackendContext } from './backends/backendKind.ts';
import { backendKinds } from './backends/registry.ts';
import { deskConnection, type Connection, type Credential } from './domain/connection.ts';
import { DeskError } from './domain/errors.ts';
import type { Backend, Clock, Log } from './domain/ports.ts';
import type { ServiceScope } from './domain/ticket.ts';
import { findRepository } from './repo/findRepository.ts';
import { readLinkFile } from './repo/linkFile.ts';
import { openObjectStore } from './repo/objectStore.ts';
import { openWorkTree } from './repo/workTree.ts';

// The part of the composition that the editor and the command line share. It loads simple-git: import it on first use.

interface OpenRepositoryOptions {
  readonly folder: string;
  /** The user's own connections: a link file may refer to them. */
  readonly connections: readonly Connection[];
  /** What its desk is called, where several repositories are open. */
  readonly desk?: (name: string) => Connection;
}

/** The repository that a folder is in, with its link file; undefined if the folder is in none. @throws `configuration` */
export async function openRepository(options: OpenRepositoryOptions): Promise<Repository | undefined> {
  const found = await findRepository(options.folder);
  if (found === undefined) return undefined;
  const { links, problems } = await readLinkFile(found.root, { kinds: backendKinds, connections: options.connections });
  const name = basename(found.root);
  return {
    ...found,
    name,
    links,
    linkProblems: problems,
    desk: options.desk?.(name) ?? deskConnection,
    workTree: openWorkTree(found.root),
    store: openObjectStore(found.root),
  };
}
