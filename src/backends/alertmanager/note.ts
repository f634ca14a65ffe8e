import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { readComment, withRemark, type Remark } from './comment.ts';
import type { WireSilence } from './schema.ts';
import type { AlertmanagerSession, Current } from './session.ts';
import { change } from './write.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly marker: string | undefined;
}

/**
 * Adds a text to the comment of the silence, which is the only place that Alertmanager has for one: people who run it see it, and nobody else.
 * @throws `unsupported` if nobody has silenced this very alert; `unconfirmed` if no answer came and the note is not to be seen.
 */
export async function note(session: AlertmanagerSession, { ref, body, marker }: NoteRequest): Promise<Entry> {
  const text = body.trim();
  if (text === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  session.me();
  const current = await session.read(ref.id);
  const known = marker === undefined ? undefined : markedIn(current.silences, marker);
  if (known !== undefined) return remarkEntry(session, known);
  const holder = holderOf(session, current);
  const remark = remarkOf(session, holder, { kind: 'note', text, ...(marker === undefined ? {} : { marker }) });
  const silence = await change(session, holder.id, adding(remark, l10n.t('The note on {0}', current.ticket.key)));
  // Somebody may have told of the same in the same moment: both get the first.
  const written = marker === undefined ? undefined : markedIn([silence], marker);
  return remarkEntry(session, written ?? remark);
}

/** A remark, put below what is there. One with a marker that is there by now is not added again. */
function adding(remark: Remark, name: string): Parameters<typeof change>[2] {
  const isIn = ({ comment }: WireSilence): boolean =>
    readComment(comment).remarks.some(
      ({ id, marker }) => id === remark.id || (marker !== undefined && marker === remark.marker),
    );
  const apply = (silence: WireSilence): WireSilence =>
    isIn(silence) ? silence : { ...silence, comment: withRemark(silence.comment, remark) };
  return { name, apply, isIn };
}

/** A new remark on a silence. It never stands before what it follows, whatever the clocks say. */
export function remarkOf(
  session: AlertmanagerSession,
  { updatedAt }: WireSilence,
  remark: Pick<Remark, 'kind' | 'text' | 'marker'>,
): Remark {
  const now = session.now().toISOString();
  return { id: randomUUID(), at: now < updatedAt ? updatedAt : now, by: session.me(), ...remark };
}

export function remarkEntry(session: AlertmanagerSession, { id, at, by, kind, text }: Remark): Entry {
  return { id, at, author: session.person(by), kind, audience: 'internal', body: text };
}

/** The note that carries a marker already, whoever wrote it, and also where its silence has ended. */
function markedIn(silences: readonly WireSilence[], marker: string): Remark | undefined {
  return silences.flatMap(({ comment }) => readComment(comment).remarks).find((remark) => remark.marker === marker);
}

function holderOf(session: AlertmanagerSession, current: Current): WireSilence {
  const [holder] = current.holders;
  if (holder !== undefined) return holder;
  session.refuseEnded(current);
  throw new DeskError(
    'unsupported',
    l10n.t('{0} takes no note now: in Alertmanager a note stands in the silence of an alert.', current.ticket.key),
    { next: l10n.t('Pick it up or silence it first.') },
  );
}
