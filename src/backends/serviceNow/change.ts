import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
import { listColumns } from './map.ts';
import type { WireTask } from './schema.ts';
import type { Current, SnowSession } from './session.ts';

/** One change of a ticket. */
export interface Change {
  /** What it is, for a message: `The move of INC0010023 to "Resolved"`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The column that two people could want to change at once. */
  readonly column: 'assigned_to' | 'state';
  /** Whether it is taken back where somebody else turns out to have been faster by a moment. */
  readonly yields: boolean;
}

/**
 * Changes a ticket that is still as it was seen, and reads it back: what a right on a column forbids is left out without a word, and rules
 * of the instance change more. The Table API has no conditional write, so two who are within the same moment both get through; who was
 * second sees it in the audit, and yields.
 * @param plan the change, knowing the ticket as it is; undefined if there is nothing to do.
 * @throws `conflict`, `refused`, or `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(
  session: SnowSession,
  { ref, seen, plan }: { ref: TicketRef; seen: Version; plan: (current: Current) => Promise<Change | undefined> },
): Promise<Ticket> {
  const before = await session.read(ref);
  if (before.ticket.version !== seen) throw somebodyWasFaster(session, before.ticket);
  const step = await plan(before);
  if (step === undefined) return before.ticket;
  let answer: WireTask | undefined;
  let lost: DeskError | undefined;
  try {
    answer = await session.api.change(before.id, step.fields, listColumns);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  if (answer !== undefined && countOf(answer) > countOf(before.row) + 1) await yieldToFaster(session, before, step);
  const now = await session.read(ref);
  // Where the answer says that it was done, somebody has changed it again since.
  if (isDone(now.row, step) || (answer !== undefined && isDone(answer, step))) return now.ticket;
  if (lost !== undefined) throw unconfirmed(session, step.name, lost);
  if (now.row[step.column].value !== before.row[step.column].value) throw somebodyWasFaster(session, now.ticket);
  throw new DeskError('refused', l10n.t('{0} answered, and did not do it: {1}.', session.alias, step.name), {
    next: l10n.t('A rule of the instance or a right on the column is in the way. Ask who runs {0}.', session.alias),
  });
}

function isDone(row: WireTask, { column, fields }: Change): boolean {
  return row[column].value === fields[column];
}

function countOf({ sys_mod_count: count }: WireTask): number {
  return Number(count.value);
}

/**
 * Between the look and the write something else was written. Rules of the instance do that too; the audit tells whether it was this column, by
 * what ours replaced. Where it may not be read, nobody can tell, and the later write stands.
 */
async function yieldToFaster(session: SnowSession, before: Current, { column, fields, yields }: Change): Promise<void> {
  const { login } = await session.people.me();
  const rows = await auditOf(session, before, column);
  const ours = rows.findLast((row) => row.sys_created_by === login && row.newvalue === fields[column]);
  if (ours === undefined || ours.oldvalue === before.row[column].value) return;
  if (yields) await session.api.change(before.id, { [column]: ours.oldvalue }, listColumns);
  throw somebodyWasFaster(session, (await session.read(before.ticket.ref)).ticket);
}

async function auditOf(session: SnowSession, { id }: Current, column: string): ReturnType<SnowSession['api']['audit']> {
  try {
    return await session.api.audit(id.sysId, [column]);
  } catch (error) {
    if (DeskError.is(error, 'forbidden', 'notFound', 'refused')) return [];
    throw error;
  }
}
