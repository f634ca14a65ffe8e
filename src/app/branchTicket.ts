import { keyOfBranch } from '../domain/branchName.ts';
import type { WorkTree } from '../domain/ports.ts';
import { findTicket, type FoundTicket } from './findTicket.ts';
import type { LinkedRepository, Source } from './sources.ts';

/** The ticket that a branch is for, and how that is known. */
export interface BranchTicket {
  readonly branch: string;
  /** As written in the repository's git config, or in the branch's name. */
  readonly name: string;
  readonly by: 'config' | 'name';
}

/**
 * What the branch that is checked out is for: the ticket in its git config, else a key in its name.
 * A branch that was unlinked on purpose is for none, whatever its name.
 */
export async function branchTicket(workTree: WorkTree, sources: readonly Source[]): Promise<BranchTicket | undefined> {
  const branch = await workTree.currentBranch();
  if (branch === undefined) return undefined;
  const written = await workTree.ticketOfBranch(branch);
  if (written === unlinked) return undefined;
  if (written !== undefined) return { branch, name: written, by: 'config' };
  const patterns = sources.filter(({ linked }) => linked).map(({ keyPattern }) => keyPattern);
  const name = keyOfBranch(branch, patterns);
  return name === undefined ? undefined : { branch, name, by: 'name' };
}

/** What git config says of a branch whose name looks like a ticket's and is not. */
export const unlinked = 'none';

/** Finds that ticket. Git config calls a repository's own desk `git`, whatever it is called among several open repositories. */
export function findBranchTicket(
  { name }: BranchTicket,
  { desk }: Pick<LinkedRepository, 'desk'>,
  sources: readonly Source[],
): Promise<FoundTicket> {
  return findTicket(sources, name.startsWith('git:') ? `${desk.alias}:${name.slice('git:'.length)}` : name);
}
