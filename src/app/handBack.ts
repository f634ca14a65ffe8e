import * as l10n from '@vscode/l10n';
import { DeskError, retold } from '../domain/errors.ts';
import type { Backend, PickUpRecord, WorkTree } from '../domain/ports.ts';
import type { Ticket, TicketRef, Transition } from '../domain/ticket.ts';
import type { PickUpPlace } from './pickUp.ts';
import { writtenRef } from './repository.ts';
import { writeOnSeen } from './seen.ts';

export interface HandBackResult {
  readonly ticket: Ticket;
  /** The branch that is checked out now, where handing back changed it. */
  readonly branch?: string;
  /** This went wrong after a part was done. The ticket is handed back if it is not mine any more. */
  readonly problem?: unknown;
}

/**
 * Undoes a pick-up: the ticket is nobody's again and back in the state it was found in, if the workflow allows that; the reason is on
 * it as an internal note; the branch is left, and deleted if it holds no commit of its own.
 * @throws `refused` if the ticket is not mine.
 */
export async function handBack(
  { backend, repository }: { readonly backend: Backend; readonly repository: PickUpPlace | undefined },
  ref: TicketRef,
  reason: string,
): Promise<HandBackResult> {
  if (reason.trim() === '') throw new DeskError('usage', l10n.t('Handing a ticket back needs a reason.'));
  const written = repository === undefined ? ref : writtenRef(ref, repository);
  const [found, record] = await Promise.all([backend.get(ref), repository?.workTree.recordOf(written)]);
  if (backend.capabilities.assign && !found.assignees.some(({ isMe }) => isMe)) throw notMine(found);
  const note = l10n.t('Handed back: {0}', reason.trim());
  // Where what holds the notes ends with the hand-back, the note goes before it.
  const noteFirst = backend.capabilities.notesNeedAssignee === true;
  if (noteFirst) await backend.note(ref, note, 'internal');
  let ticket: Ticket = found;
  try {
    const back = record === undefined ? undefined : stepBack(ticket, record, await backend.transitions(ref));
    if (back !== undefined) {
      ticket = await writeOnSeen(backend, ticket, (seen) => backend.move(seen.ref, back, {}, seen.version));
    }
    if (backend.capabilities.assign) {
      ticket = await writeOnSeen(backend, ticket, (seen) => backend.assign(seen.ref, null, seen.version));
    }
  } catch (error) {
    if (!noteFirst && ticket === found) throw error;
    return { ticket, problem: halfDone(ticket, error, noteFirst) };
  }
  try {
    if (!noteFirst) await backend.note(ref, note, 'internal');
    ticket = await backend.get(ref);
    const branch = repository === undefined ? undefined : await leaveBranch(repository.workTree, written, record);
    return branch === undefined ? { ticket } : { ticket, branch };
  } catch (problem) {
    return { ticket, problem };
  }
}

/** Half of it is done: who only reads why the rest failed would take it for nothing. */
function halfDone({ key, state }: Ticket, error: unknown, isNoted: boolean): unknown {
  return retold(error, (message) =>
    isNoted
      ? l10n.t('The reason is noted on {0}, but it is not handed back: {1}', key, message)
      : l10n.t('{0} is back in the state {1}, but it is still yours: {2}', key, JSON.stringify(state), message),
  );
}

function notMine(ticket: Ticket): DeskError {
  const names = ticket.assignees.map(({ name }) => name).join(', ');
  return new DeskError(
    'refused',
    names === ''
      ? l10n.t('{0} is nobody’s, so it cannot be handed back.', ticket.key)
      : l10n.t('{0} is assigned to {1}, not to you.', ticket.key, names),
  );
}

/** The step to the state that the pick-up found; to one of the same phase where that state is not offered. */
function stepBack(ticket: Ticket, record: PickUpRecord, transitions: readonly Transition[]): Transition | undefined {
  if (ticket.state === record.state) return undefined;
  const possible = transitions.filter(
    ({ requires, notifiesRequester }) => requires.length === 0 && notifiesRequester !== true,
  );
  return (
    possible.find(({ state }) => state === record.state) ??
    (ticket.phase === record.phase ? undefined : possible.find(({ to }) => to === record.phase))
  );
}

async function leaveBranch(
  workTree: WorkTree,
  ref: TicketRef,
  record: PickUpRecord | undefined,
): Promise<string | undefined> {
  if (record?.branch === undefined) {
    await workTree.forget(ref);
    return undefined;
  }
  await workTree.linkBranch(record.branch, undefined);
  const current = await workTree.currentBranch();
  const leaves = current === record.branch && record.from !== undefined && record.from !== record.branch;
  if (leaves && record.from !== undefined) await workTree.switchTo(record.from);
  if (record.made) await workTree.deleteIfUnused(record.branch);
  await workTree.forget(ref);
  return leaves ? record.from : undefined;
}
