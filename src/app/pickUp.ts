import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import {
  isOpen,
  permanentName,
  type Person,
  type Phase,
  type Ticket,
  type TicketRef,
  type Transition,
} from '../domain/ticket.ts';
import { writtenRef, type Repository } from './repository.ts';
import { writeOnSeen } from './seen.ts';

/** What a pick-up would do, for the user to look at before. */
export interface PickUpPlan {
  readonly ticket: Ticket;
  /** The others who have it now. Not empty: picking it up takes it from them. */
  readonly heldBy: readonly Person[];
  /** The step that says that work has begun; absent if it has, or if the workflow offers none. */
  readonly transition?: Transition;
}

export interface PickUpChoice {
  /** Take it although somebody else has it, or although it is closed. */
  readonly force: boolean;
  /** Values of the fields that the transition requires. */
  readonly fields: Readonly<Record<string, string>>;
  readonly branch?: BranchChoice;
}

/** `start` makes a branch here; `switch` goes to one that exists. */
export interface BranchChoice {
  readonly type: 'start' | 'switch';
  readonly name: string;
}

/** Where the work is done. */
export type PickUpPlace = Pick<Repository, 'workTree' | 'desk'>;

export interface PickUpResult {
  readonly ticket: Ticket;
  readonly branch?: string;
  /** The ticket is picked up, and this went wrong afterwards. */
  readonly problem?: unknown;
}

export async function planPickUp(backend: Backend, ref: TicketRef): Promise<PickUpPlan> {
  const [ticket, transitions] = await Promise.all([backend.get(ref), backend.transitions(ref)]);
  const transition = startOf(ticket.phase, transitions);
  return {
    ticket,
    heldBy: ticket.assignees.filter(({ isMe }) => !isMe),
    ...(transition === undefined ? {} : { transition }),
  };
}

/** The step that begins work: to "in progress" if there is one, else to "acknowledged". One that asks nothing goes before one that does. */
function startOf(phase: Phase, transitions: readonly Transition[]): Transition | undefined {
  if (phase === 'in_progress') return undefined;
  const to = (wanted: Phase): Transition | undefined =>
    transitions
      .filter((transition) => transition.to === wanted && transition.notifiesRequester !== true)
      .toSorted((a, b) => a.requires.length - b.requires.length)[0];
  return to('in_progress') ?? (phase === 'acknowledged' ? undefined : to('acknowledged'));
}

/**
 * Assigns the ticket to me, begins it, and puts a branch under it, in this order: what can be refused by others comes first, what is
 * only ours last. What it found is recorded, so that a hand-back can undo it.
 * @throws `taken` or `refused` without `force`; `conflict` if somebody was faster.
 */
export async function pickUp(
  { backend, repository }: { readonly backend: Backend; readonly repository: PickUpPlace | undefined },
  plan: PickUpPlan,
  choice: PickUpChoice,
): Promise<PickUpResult> {
  if (!choice.force) refuseUnlessFree(plan);
  let ticket: Ticket = plan.ticket;
  if (needsAssigning(plan, backend)) {
    ticket = await writeOnSeen(backend, ticket, (seen) => backend.assign(seen.ref, 'me', seen.version));
  }
  const { transition } = plan;
  try {
    if (transition !== undefined && missingOf(transition, choice.fields).length === 0) {
      ticket = await writeOnSeen(backend, ticket, (seen) =>
        backend.move(seen.ref, transition, choice.fields, seen.version),
      );
    }
    if (repository === undefined) return { ticket };
    const branch = await takeBranch(repository, plan, choice.branch);
    return branch === undefined ? { ticket } : { ticket, branch };
  } catch (problem) {
    return { ticket, problem };
  }
}

function refuseUnlessFree({ ticket, heldBy }: PickUpPlan): void {
  if (heldBy.length > 0) {
    const names = heldBy.map(({ name }) => name).join(', ');
    throw new DeskError('taken', l10n.t('{0} is assigned to {1}.', ticket.key, names), {
      next: l10n.t('Talk to them, or take it over on purpose.'),
    });
  }
  if (!isOpen(ticket)) {
    throw new DeskError('refused', l10n.t('{0} is not open: its state is {1}.', ticket.key, ticket.state), {
      next: l10n.t('Reopen it first, or pick it up on purpose.'),
    });
  }
}

function needsAssigning({ ticket, heldBy }: PickUpPlan, backend: Backend): boolean {
  const mine = ticket.assignees.some(({ isMe }) => isMe);
  return backend.capabilities.assign && (!mine || heldBy.length > 0);
}

/** The required fields of a transition that have no value yet. */
export function missingOf(
  transition: Transition,
  fields: Readonly<Record<string, string>>,
): readonly Transition['requires'][number][] {
  return transition.requires.filter(({ id }) => (fields[id] ?? '').trim() === '');
}

async function takeBranch(
  repository: PickUpPlace,
  { ticket }: PickUpPlan,
  branch: BranchChoice | undefined,
): Promise<string | undefined> {
  const { workTree } = repository;
  const ref = writtenRef(ticket.ref, repository);
  const [from, earlier] = await Promise.all([workTree.currentBranch(), workTree.recordOf(ref)]);
  // Picked up before and not handed back: what was found the first time is what a hand-back returns to.
  const found = earlier !== undefined && ticket.assignees.some(({ isMe }) => isMe) ? earlier : ticket;
  // Before the branch: what is not recorded cannot be undone.
  await workTree.record({
    ref,
    key: ticket.key,
    phase: found.phase,
    state: found.state,
    made: branch?.type === 'start',
    ...(branch === undefined ? {} : { branch: branch.name }),
    ...(from === undefined ? {} : { from }),
  });
  if (branch === undefined) return undefined;
  if (branch.type === 'start') await workTree.startBranch(branch.name);
  else if (branch.name !== from) await workTree.switchTo(branch.name);
  await workTree.linkBranch(branch.name, permanentName({ ...ticket, ref }));
  return branch.name;
}
