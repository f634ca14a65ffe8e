import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { somebodyWasFaster, unconfirmed } from '../writeFailure.ts';
import type { WireJournal } from './schema.ts';
import type { Current, RedmineSession } from './session.ts';
import { isAsSeen, lastJournal } from './version.ts';

/** One change of one field. */
export interface Change {
  /** What it is, for a message: `The move of #7 to "Closed"`. */
  readonly name: string;
  readonly field: 'status_id' | 'assigned_to_id';
  /** The number that the field gets; empty: none. */
  readonly value: string;
}

interface ChangeRequest {
  readonly ref: TicketRef;
  readonly seen: Version;
  /** Knows the ticket as it is; undefined if there is nothing to do. */
  readonly plan: (current: Current) => Change | undefined;
}

/**
 * Changes a ticket that is still as it was seen, and reads it back: Redmine answers 204 whether it did it or not.
 *
 * Redmine does not compare anything itself, so two who are in the same moment both get through. But its journals are in one order for
 * everybody: whose is the first has won, and the other one puts back what the first wrote.
 * @throws `conflict`, `refused`, or `unconfirmed` if no answer came and the change is not to be seen.
 */
export async function change(session: RedmineSession, { ref, seen, plan }: ChangeRequest): Promise<Ticket> {
  const before = await session.read(ref.id);
  if (!isAsSeen(before.wire, seen)) throw somebodyWasFaster(session, before.ticket);
  const step = plan(before);
  if (step === undefined) return before.ticket;
  let failure: DeskError | undefined;
  try {
    await session.api.update(ref.id, { [step.field]: step.value });
  } catch (error) {
    // 422 without a word is what Redmine says where two really were at it at once.
    if (!mayBeDone(error) && !DeskError.is(error, 'refused')) throw error;
    failure = error;
  }
  const { id: me } = await session.people.me();
  const after = await session.read(ref.id);
  const writes = newWrites(before, after);
  const mine = writes.find((write) => write.user.id === me && changes(write, step));
  if (mine === undefined) return undone(session, { before, after, step, failure });
  const [first] = writes;
  if (first !== undefined && first !== mine) {
    await putBack(session, { id: ref.id, step, mine });
    throw somebodyWasFaster(session, (await session.read(ref.id)).ticket);
  }
  return settled(session, after, step);
}

/** What was written on state or assignee since, the oldest first. */
function newWrites({ wire }: Current, { wire: { journals } }: Current): readonly WireJournal[] {
  const last = lastJournal(wire);
  return journals
    .filter(({ id, details }) => Number(id) > last && details.some(isWatched))
    .toSorted((a, b) => Number(a.id) - Number(b.id));
}

function isWatched({ property, name }: WireJournal['details'][number]): boolean {
  return property === 'attr' && (name === 'status_id' || name === 'assigned_to_id');
}

function changes({ details }: WireJournal, { field, value }: Change): boolean {
  return details.some((detail) => detail.property === 'attr' && detail.name === field && detail.new_value === value);
}

function valueOf({ wire }: Current, field: Change['field']): string {
  return field === 'status_id' ? wire.status.id : (wire.assigned_to?.id ?? '');
}

/** There is no journal of it: it was refused, or overtaken, or never arrived. */
function undone(
  session: RedmineSession,
  { before, after, step, failure }: { before: Current; after: Current; step: Change; failure: DeskError | undefined },
): Ticket {
  if (newWrites(before, after).length > 0) throw somebodyWasFaster(session, after.ticket);
  if (failure !== undefined && failure.reason !== 'refused') throw unconfirmed(session, step.name, failure);
  throw new DeskError(
    'refused',
    failure?.message ?? l10n.t('{0} refused it: {1}', session.alias, l10n.t('it gives no reason')),
    {
      detail: failure?.detail ?? step.name,
      next: l10n.t('Look whether the workflow and the rights of this account allow it.'),
    },
  );
}

/** Gives the field back to who was faster. Where that is refused, the conflict tells what is there now. */
async function putBack(
  { api }: RedmineSession,
  { id, step, mine }: { readonly id: string; readonly step: Change; readonly mine: WireJournal },
): Promise<void> {
  const theirs = mine.details.find(({ property, name }) => property === 'attr' && name === step.field)?.old_value ?? '';
  try {
    await api.update(id, { [step.field]: theirs });
  } catch (error) {
    if (!DeskError.is(error)) throw error;
  }
}

const patience = { times: 8, pause: 250 };

/** We were the first. Somebody who wrote after us, without having seen it, puts it back in a moment; a person at the web pages does not. */
async function settled(session: RedmineSession, after: Current, step: Change): Promise<Ticket> {
  let now = after;
  for (let count = 0; valueOf(now, step.field) !== step.value; count++) {
    if (count === patience.times) throw somebodyWasFaster(session, now.ticket);
    await new Promise((resolve) => setTimeout(resolve, patience.pause));
    now = await session.read(after.wire.id);
  }
  return now.ticket;
}
