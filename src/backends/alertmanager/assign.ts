import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Person, Ticket, TicketRef, Version } from '../../domain/ticket.ts';
import { somebodyWasFaster } from '../writeFailure.ts';
import { claim } from './claim.ts';
import type { AlertmanagerSession } from './session.ts';
import { expire } from './write.ts';

interface AssignRequest {
  readonly ref: TicketRef;
  readonly to: Person | 'me' | null;
  readonly seen: Version;
}

/** How long an alert that somebody takes is silenced, in milliseconds. A transition makes it longer or shorter. */
const duration = 4 * 60 * 60 * 1000;

/**
 * Makes somebody the one who has silenced exactly this alert, which is what Alertmanager has for an acknowledgement; `null` ends those
 * silences. Wider ones stay: they are not of this alert alone.
 */
export async function assign(session: AlertmanagerSession, { ref, to, seen }: AssignRequest): Promise<Ticket> {
  const wanted = to === null ? undefined : to === 'me' ? session.me() : to.id;
  if (wanted?.trim() === '') throw new DeskError('usage', l10n.t('A silence carries a name.'));
  const current = await session.readAsSeen(ref.id, seen);
  const kept = current.holders.find(({ createdBy }) => createdBy === wanted);
  const others = current.holders.filter((silence) => silence !== kept);
  if (others.length === 0 && (kept !== undefined || wanted === undefined)) return current.ticket;
  if (wanted !== undefined && kept === undefined) {
    const comment = session.person(wanted).isMe
      ? l10n.t('Picked up with Footbridge.')
      : l10n.t('Given by {0} with Footbridge.', session.me());
    await claim(session, current, { createdBy: wanted, duration, comment });
  }
  // Last, so that the alert does not fire in between.
  for (const { id } of others) await expire(session, id);
  const now = await session.read(ref.id);
  const has = now.holders.some(({ createdBy }) => createdBy === wanted);
  if (now.ticket.phase !== 'resolved' && has !== (wanted !== undefined)) throw somebodyWasFaster(session, now.ticket);
  return now.ticket;
}
