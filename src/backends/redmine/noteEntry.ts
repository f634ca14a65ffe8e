import type { Entry } from '../../domain/ticket.ts';
import { isCommitLink } from './commitMarker.ts';
import { toPerson } from './map.ts';
import type { WireJournal } from './schema.ts';
import type { RedmineSession } from './session.ts';
import { readText } from './texts.ts';

/** The text of a journal: a private note stays inside, any other is seen by everybody who sees the ticket. */
export async function noteEntry(session: RedmineSession, journal: WireJournal): Promise<Entry> {
  const [{ id: me }, formatting] = await Promise.all([session.people.me(), session.formatting()]);
  const { id, created_on: at, notes, private_notes: isPrivate } = journal;
  const audience = isPrivate ? 'internal' : 'public';
  const kind = isCommitLink(notes) ? 'link' : isPrivate ? 'note' : 'reply';
  return { id, at, author: toPerson(journal.user, me), kind, audience, body: readText(notes, formatting) };
}
