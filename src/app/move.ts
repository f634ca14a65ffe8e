import * as l10n from '@vscode/l10n';
import { DeskError, retold } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Ticket, TicketRef, Transition } from '../domain/ticket.ts';
import { missingOf } from './pickUp.ts';
import { writeOnSeen } from './seen.ts';

export interface MoveChoice {
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  /** An internal note that says why. */
  readonly note?: string;
}

export interface MoveResult {
  readonly ticket: Ticket;
  /** The ticket was moved, and its note could not be written. */
  readonly problem?: unknown;
}

/** Takes a step of the ticket's workflow, on top of what the user has seen of it. @throws `usage` if a required field has no value. */
export async function move(backend: Backend, seen: Ticket, choice: MoveChoice): Promise<MoveResult> {
  const missing = missingOf(choice.transition, choice.fields);
  if (missing.length > 0) throw missingFields(choice.transition, missing);
  const note = choice.note?.trim() === '' ? undefined : choice.note;
  // Where the step may end what holds the notes, the note goes before it.
  const noteFirst = backend.capabilities.notesNeedAssignee === true && seen.assignees.length > 0;
  if (noteFirst && note !== undefined) await backend.note(seen.ref, note, 'internal');
  const ticket = await writeOnSeen(backend, seen, (current) =>
    backend.move(current.ref, choice.transition, choice.fields, current.version),
  ).catch((error: unknown) => {
    if (!noteFirst || note === undefined) throw error;
    throw retold(error, (message) => l10n.t('The note is on {0}, but it was not moved: {1}', seen.key, message));
  });
  if (noteFirst || note === undefined) return { ticket };
  try {
    await backend.note(ticket.ref, note, 'internal');
    return { ticket: await backend.get(ticket.ref) };
  } catch (problem) {
    return { ticket, problem };
  }
}

function missingFields(transition: Transition, missing: Transition['requires']): DeskError {
  const fields = missing.map(({ id, choices }) => (choices === undefined ? id : `${id} (${choices.join(' | ')})`));
  return new DeskError('usage', l10n.t('{0} needs: {1}.', transition.label, fields.join(', ')));
}

/**
 * The transition that a person means by its id, its label, or the state or phase it leads to, in any case.
 * @throws `refused` with those that are offered.
 */
export async function findTransition(backend: Backend, ref: TicketRef, wanted: string): Promise<Transition> {
  const offered = await backend.transitions(ref);
  const same = (text: string): boolean => normal(text) === normal(wanted);
  const found =
    offered.find(({ id }) => id === wanted) ??
    offered.find(({ label }) => same(label)) ??
    offered.find(({ state }) => same(state)) ??
    offered.find(({ to }) => same(to));
  if (found !== undefined) return found;
  throw new DeskError('refused', l10n.t('{0} is not a step that this ticket offers now.', JSON.stringify(wanted)), {
    next:
      offered.length === 0
        ? l10n.t('It offers none to this account.')
        : l10n.t('It offers: {0}.', offered.map(({ label }) => label).join(', ')),
  });
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
