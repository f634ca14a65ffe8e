import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import type { WireNote } from './schema.ts';
import type { PdSession } from './session.ts';
import { markerLine, noteText } from './texts.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly marker: string | undefined;
}

/**
 * Adds a note, and reads it back. Notes never leave the account, so each one is internal whoever it was meant for.
 * @throws `unconfirmed` if no answer came and the note is not to be found afterwards.
 */
export async function note(session: PdSession, { ref, body, marker }: NoteRequest): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const { api, people } = session;
  const { wire, ticket } = await session.read(ref.id);
  const before = await api.notes(wire.id);
  const known =
    marker === undefined ? undefined : before.find(({ content }) => content.trimEnd().endsWith(markerLine(marker)));
  if (known !== undefined) return noteEntry(session, known);
  const content = marker === undefined ? body.trim() : `${body.trim()}\n\n${markerLine(marker)}`;
  const me = await people.me();
  let isIt = ({ id, user, content: given }: WireNote): boolean =>
    user?.id === me.id && given.trim() === content && !before.some((one) => one.id === id);
  let lost: DeskError | undefined;
  try {
    const added = await api.addNote(wire.id, content, await people.from());
    isIt = ({ id }) => id === added;
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  const written = (await api.notes(wire.id)).find((one) => isIt(one));
  if (written !== undefined) return noteEntry(session, written);
  const cause = lost ?? new DeskError('invalidResponse', l10n.t('{0} does not show the note.', session.alias));
  throw unconfirmed(session, l10n.t('The note on {0}', ticket.key), cause);
}

export async function noteEntry({ people }: PdSession, wire: WireNote): Promise<Entry> {
  const author = await people.person(wire.user);
  return { id: wire.id, at: wire.created_at, author, kind: 'note', audience: 'internal', body: noteText(wire.content) };
}
