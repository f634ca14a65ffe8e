import type { ObjectStore, WorkTree } from '../domain/ports.ts';
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
  readonly workTree: WorkTree;
  readonly store: ObjectStore;
}
