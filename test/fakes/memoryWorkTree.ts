import { DeskError } from '../../src/domain/errors.ts';
import type { PickUpRecord, WorkTree } from '../../src/domain/ports.ts';
import { refKey } from '../../src/domain/ticket.ts';

interface MemoryWorkTreeOptions {
  readonly branches?: readonly string[];
  readonly current?: string | undefined;
  /** Branches that hold commits of their own. */
  readonly used?: readonly string[];
}

/** A working tree in memory: branches, their tickets, and what pick-ups recorded. */
export function memoryWorkTree({ branches = ['main'], current = 'main', used = ['main'] }: MemoryWorkTreeOptions = {}) {
  const tickets = new Map<string, string>();
  const records = new Map<string, PickUpRecord>();
  const state = { branches: [...branches], current, stashed: [] as string[] };
  const workTree: WorkTree = {
    currentBranch: async () => state.current,
    localBranches: async () => state.branches,
    isDirty: async () => false,
    startBranch: async (name) => {
      if (state.branches.includes(name)) throw new DeskError('refused', `There is a branch ${name} already.`);
      state.branches.push(name);
      state.current = name;
    },
    switchTo: async (name) => {
      if (!state.branches.includes(name)) throw new DeskError('refused', `There is no branch ${name}.`);
      state.current = name;
    },
    deleteIfUnused: async (name) => {
      if (used.includes(name) || state.current === name) return false;
      state.branches = state.branches.filter((branch) => branch !== name);
      return true;
    },
    stash: async (message) => void state.stashed.push(message),
    commit: async (revision) => ({ sha: revision, subject: 'A commit', url: `git:shop@${revision}` }),
    ticketOfBranch: async (branch) => tickets.get(branch),
    linkBranch: async (branch, ticket) => {
      if (ticket === undefined) tickets.delete(branch);
      else tickets.set(branch, ticket);
    },
    record: async (pickUp) => void records.set(refKey(pickUp.ref), pickUp),
    recordOf: async (ref) => records.get(refKey(ref)),
    forget: async (ref) => void records.delete(refKey(ref)),
  };
  return { workTree, state, tickets, records };
}
