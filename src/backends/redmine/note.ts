import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { noteEntry } from './noteEntry.ts';
import type { WireJournal } from './schema.ts';
import type { Current, RedmineSession } from './session.ts';
import { hasMarker, markerLine, withLineFeeds, writeText } from './texts.ts';
import { lastJournal } from './version.ts';

export interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly audience: Audience;
  readonly marker: string | undefined;
}

/** Adds a note and reads it back, or finds the one that has the marker already. */
export async function note(session: RedmineSession, request: NoteRequest): Promise<Entry> {
  const { journal } = await writeOnce(session, request);
  return noteEntry(session, journal);
}

/**
 * Writes a note. Internal is what Redmine calls a private note, which only roles with the right for it see; a public one is seen by
 * everybody who sees the ticket, and mailed to its watchers.
 * @throws `refused` where the note would become public that must not; `unconfirmed` if no answer came and the note is not to be found.
 */
export async function writeOnce(
  session: RedmineSession,
  { ref, body, audience, marker }: NoteRequest,
): Promise<{ readonly journal: WireJournal; readonly isNew: boolean }> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const [before, formatting] = await Promise.all([session.read(ref.id), session.formatting()]);
  const isPrivate = audience === 'internal';
  const known = marker === undefined ? undefined : marked(before, { marker, isPrivate, after: 0 });
  if (known !== undefined) return { journal: known, isNew: false };
  // Redmine would leave `private_notes` out without a word, and show the note to everybody.
  if (isPrivate && !(await session.people.mayNotePrivately(before.wire.project.id)))
    throw wouldBePublic(session, before);
  const text = writeText(body, formatting);
  const notes = marker === undefined ? text : `${text}\n\n${markerLine(marker)}`;
  const { after, journal } = await send(session, before, { notes, isPrivate });
  if (isPrivate && !journal.private_notes) throw await takenBack(session, before, journal);
  const first = marker === undefined ? journal : marked(after, { marker, isPrivate, after: lastJournal(before.wire) });
  if (first === undefined || first.id === journal.id) return { journal, isNew: true };
  // Somebody told the same in the same moment, and was the first.
  await session.api.retract(journal.id);
  return { journal: first, isNew: false };
}

/** The first note that has a marker, whoever wrote it. */
function marked(
  { wire }: Current,
  { marker, isPrivate, after }: { readonly marker: string; readonly isPrivate: boolean; readonly after: number },
): WireJournal | undefined {
  return wire.journals
    .filter(({ id, private_notes: hidden }) => Number(id) > after && hidden === isPrivate)
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .find(({ notes }) => hasMarker(notes, marker));
}

async function send(
  session: RedmineSession,
  before: Current,
  { notes, isPrivate }: { readonly notes: string; readonly isPrivate: boolean },
): Promise<{ readonly after: Current; readonly journal: WireJournal }> {
  const { id } = before.wire;
  let lost: DeskError | undefined;
  try {
    await session.api.update(id, { notes, private_notes: isPrivate });
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    lost = error;
  }
  const [after, { id: me }] = await Promise.all([session.read(id), session.people.me()]);
  const last = lastJournal(before.wire);
  const journal = after.wire.journals.find(
    (one) => Number(one.id) > last && one.user.id === me && withLineFeeds(one.notes).trim() === notes,
  );
  if (journal !== undefined) return { after, journal };
  if (lost !== undefined) throw unconfirmed(session, l10n.t('The note on {0}', before.ticket.key), lost);
  throw new DeskError(
    'refused',
    l10n.t('{0} took the note on {1} and did not keep it.', session.alias, before.ticket.key),
    {
      next: l10n.t('Ask who runs {0} for the right to add notes in this project.', session.alias),
    },
  );
}

function wouldBePublic({ alias }: RedmineSession, { ticket, wire }: Current): DeskError {
  const message = l10n.t(
    'The note on {0} was not sent: {1} would have shown it to everybody who sees the ticket.',
    ticket.key,
    alias,
  );
  return new DeskError('refused', message, {
    next: l10n.t(
      'Ask who runs {0} for the right "Set notes as private" in {1}, or send it as a reply.',
      alias,
      wire.project.name,
    ),
  });
}

/** The right went away in this moment. The note is taken back; a mail about it may be on its way. */
async function takenBack({ api, alias }: RedmineSession, { ticket }: Current, { id }: WireJournal): Promise<DeskError> {
  const gone = await api.retract(id).then(
    () => true,
    () => false,
  );
  return new DeskError('refused', l10n.t('{0} made the note on {1} public.', alias, ticket.key), {
    next: gone
      ? l10n.t('It was removed again, but may have been mailed.')
      : l10n.t('It could not be removed: open {0} and remove it there at once.', ticket.url ?? ticket.key),
  });
}
