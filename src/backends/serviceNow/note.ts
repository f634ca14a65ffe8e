import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { entryOf, readJournal, type Journal, type JournalEntry } from './journal.ts';
import { markerLine, withoutCode } from './marker.ts';
import type { SnowSession } from './session.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly audience: Audience;
  readonly marker: string | undefined;
}

/**
 * Adds a work note (internal) or a comment, which the instance sends to the caller, and reads it back.
 * @throws `refused` if the instance left it out, which is how it treats a column that the account may not write; `unconfirmed` if no answer
 * came and the text is not to be found afterwards.
 */
export async function note(session: SnowSession, { ref, body, audience, marker }: NoteRequest): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const current = await session.read(ref);
  const journal: Journal = audience === 'public' ? 'comments' : 'work_notes';
  const before = await readJournal(session, current);
  const marked =
    marker === undefined ? undefined : before.find((entry) => entry.journal === journal && hasMarker(entry, marker));
  if (marked !== undefined) return entryOf(marked);
  const text = withoutCode(marker === undefined ? body.trim() : `${body.trim()}\n\n${markerLine(marker)}`);
  let lost: DeskError | undefined;
  try {
    await session.api.change(current.id, { [journal]: text }, ['sys_id']);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  const known = new Set(before.map(({ id }) => id));
  const after = await readJournal(session, await session.read(ref));
  const written = after.findLast(
    (entry) => !known.has(entry.id) && entry.journal === journal && entry.author.isMe && isText(entry, text),
  );
  if (written !== undefined) return entryOf(written);
  if (lost !== undefined) throw unconfirmed(session, l10n.t('The note on {0}', current.ticket.key), lost);
  throw new DeskError(
    'refused',
    l10n.t('{0} answered, and did not keep the note on {1}.', session.alias, current.ticket.key),
    {
      next: l10n.t('This account may not write there. Ask who runs {0} for the right to it.', session.alias),
    },
  );
}

function hasMarker({ text }: JournalEntry, marker: string): boolean {
  return text.includes(markerLine(marker));
}

function isText(entry: JournalEntry, text: string): boolean {
  return entry.text.trim() === text.replaceAll('\r\n', '\n').trim();
}
