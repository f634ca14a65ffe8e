import * as l10n from '@vscode/l10n';
import { parseDuration } from '../../domain/duration.ts';
import { DeskError } from '../../domain/errors.ts';
import type { Ticket, TicketRef, Transition, Version } from '../../domain/ticket.ts';
import { claim } from './claim.ts';
import { readComment, withRemark } from './comment.ts';
import { active, phaseOf, suppressed } from './map.ts';
import { remarkOf } from './note.ts';
import type { AlertmanagerSession, Current } from './session.ts';
import { change, expire } from './write.ts';

const durations = ['1h', '2h', '4h', '8h', '1d', '3d', '1w'];

/** An alert ends by itself; people can only keep it quiet for some time, or not. */
export async function transitions(session: AlertmanagerSession, ref: TicketRef): Promise<readonly Transition[]> {
  return transitionsOf(await session.look(ref.id));
}

function transitionsOf({ ticket, alert, holders }: Current): readonly Transition[] {
  if (ticket.phase === 'resolved') return [];
  const silence: Transition = {
    id: 'silence',
    label: holders.length === 0 ? l10n.t('Silence') : l10n.t('Silence until another time'),
    to: 'acknowledged',
    state: suppressed,
    requires: [{ id: 'duration', label: l10n.t('Duration'), choices: durations }],
  };
  if (holders.length === 0) return [silence];
  const silencedBy = alert.status.silencedBy.filter((id) => !holders.some((holder) => holder.id === id));
  // Wider silences, and what else inhibits it, go on.
  const state = silencedBy.length > 0 || alert.status.inhibitedBy.length > 0 ? suppressed : active;
  const to = phaseOf({ state, silencedBy });
  return [silence, { id: 'expire', label: l10n.t('Expire silence'), to, state, requires: [] }];
}

interface MoveRequest {
  readonly ref: TicketRef;
  readonly transition: Transition;
  readonly fields: Readonly<Record<string, string>>;
  readonly seen: Version;
}

/** @throws `refused` if the alert does not offer the step now; `usage` for a duration that is none of the choices; `conflict`. */
export async function move(
  session: AlertmanagerSession,
  { ref, transition, fields, seen }: MoveRequest,
): Promise<Ticket> {
  const current = await session.readAsSeen(ref.id, seen);
  const step = transitionsOf(current).find(({ id }) => id === transition.id);
  if (step === undefined) {
    throw new DeskError('refused', l10n.t('{0} cannot take the step {1} now.', current.ticket.key, transition.label));
  }
  if (step.id === 'expire') {
    for (const { id } of current.holders) await expire(session, id);
  } else {
    const duration = durationIn(step, fields);
    if (current.holders.length > 0) await prolong(session, current, duration);
    else
      await claim(session, current, {
        createdBy: session.me(),
        duration,
        comment: l10n.t('Silenced with Footbridge.'),
      });
  }
  return (await session.read(ref.id)).ticket;
}

function durationIn({ label, requires: [field] }: Transition, fields: MoveRequest['fields']): number {
  const given = fields[field?.id ?? ''] ?? '';
  const duration = durations.includes(given) ? parseDuration(given) : undefined;
  if (duration !== undefined) return duration;
  throw new DeskError('usage', l10n.t('{0} needs: {1}.', label, field?.label ?? ''), {
    next: l10n.t('Choose one of {0}.', durations.join(', ')),
  });
}

/** Sets a new end to the silence of who has the alert; the silence stays theirs. */
async function prolong(session: AlertmanagerSession, { ticket, holders }: Current, duration: number): Promise<void> {
  const [holder] = holders.toSorted((a, b) => Number(isMine(b.createdBy)) - Number(isMine(a.createdBy)));
  if (holder === undefined) return;
  const endsAt = new Date(session.now().getTime() + duration).toISOString();
  const remark = remarkOf(session, holder, { kind: 'change', text: l10n.t('Silenced until {0}.', endsAt) });
  await change(session, holder.id, {
    name: l10n.t('The new end of the silence of {0}', ticket.key),
    apply: (silence) => ({ ...silence, endsAt, comment: withRemark(silence.comment, remark) }),
    isIn: ({ comment }) => readComment(comment).remarks.some(({ id }) => id === remark.id),
  });

  function isMine(name: string): boolean {
    return session.person(name).isMe;
  }
}
