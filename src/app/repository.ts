import type { LinkProblem, WrittenService } from '../domain/linkFile.ts';
import type { ObjectStore, WorkTree } from '../domain/ports.ts';
import { deskConnection } from '../domain/connection.ts';
import type { TicketRef } from '../domain/ticket.ts';
import type { LinkedRepository } from './sources.ts';

/** An open git repository, with what links it to operations. */
export interface Repository extends LinkedRepository {
  /** The top folder of the working tree. */
  readonly root: string;
  readonly name: string;
  /** The git folder of this working tree, where HEAD is. */
  readonly gitDirectory: string;
  /** The git folder that linked worktrees share, where refs are. */
  readonly commonDirectory: string;
  /** The link file that was read; absent if there is none. */
  readonly linkFile?: string;
  readonly linkProblems: readonly LinkProblem[];
  /** The text of the link file with a service added to it; undefined: there is no file yet. @throws `configuration` if it has errors. */
  readonly withService: (text: string | undefined, service: WrittenService) => string;
  /** Makes one of the user's connections stand for one that is linked; read when the repository is opened again. */
  readonly chooseAccount: (alias: string, own: string | undefined) => Promise<void>;
  readonly workTree: WorkTree;
  readonly store: ObjectStore;
}

/**
 * A ticket as it is named in the repository's git config, which other programs read too: a repository's own desk is `git` there,
 * whatever it is called among several open repositories.
 */
export function writtenRef(ref: TicketRef, { desk }: Pick<LinkedRepository, 'desk'>): TicketRef {
  return ref.connection === desk.alias ? { ...ref, connection: deskConnection.alias } : ref;
}
