import { basename } from 'node:path';
import type { Repository } from './app/repository.ts';
import { backendKinds } from './backends/registry.ts';
import { deskConnection, type Connection } from './domain/connection.ts';
import type { Log } from './domain/ports.ts';
import { accountChoice } from './repo/accountChoice.ts';
import { findRepository } from './repo/findRepository.ts';
import { readLinkFile } from './repo/linkFile.ts';
import { withService } from './repo/linkFileText.ts';
import { openObjectStore } from './repo/objectStore.ts';
import { withSettings } from './repo/settingsServices.ts';
import { openWorkTree } from './repo/workTree.ts';

// The part of the composition that the editor and the command line share. It loads simple-git and yaml: import it on first use.

interface OpenRepositoryOptions {
  readonly folder: string;
  /** The user's own connections: a link file may refer to them. */
  readonly connections: readonly Connection[];
  /** The setting with the user's own services. */
  readonly services?: unknown;
  readonly log: Log;
  /** What its desk is called, where several repositories are open. */
  readonly desk?: (name: string) => Connection;
}

/** The repository that a folder is in, with its link file; undefined if the folder is in none. @throws `configuration` */
export async function openRepository(options: OpenRepositoryOptions): Promise<Repository | undefined> {
  const place = await findRepository(options.folder);
  if (place === undefined) return undefined;
  const { root } = place;
  const { connections } = options;
  const context = { kinds: backendKinds, connections };
  const { links, problems, file } = await readLinkFile(root, context);
  const name = basename(root);
  const choice = accountChoice(root);
  return {
    ...place,
    name,
    links: withSettings(links, options.services, context, (problem) => options.log.warn(problem)),
    linkProblems: problems,
    ...(file === undefined ? {} : { linkFile: file }),
    desk: options.desk?.(name) ?? deskConnection,
    chosen: await choice.read(),
    chooseAccount: (alias, own) => choice.choose(alias, own),
    withService,
    workTree: openWorkTree(root),
    store: openObjectStore(root),
  };
}
