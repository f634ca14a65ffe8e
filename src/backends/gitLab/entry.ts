import type { Entry, Person } from '../../domain/ticket.ts';
import { personOf } from './people.ts';
import type { WireNote } from './schema.ts';
import { commitOf } from './commitMarks.ts';
import { shownText } from './texts.ts';

/** What stands on an issue. A note that is not internal can be read by everybody who sees the issue, and is mailed to the service desk's requester. */
export function noteEntry(note: WireNote, me: Person): Entry {
  const entry = { id: `note-${note.id}`, at: note.created_at, author: personOf(note.author, me) };
  const body = shownText(note.body);
  if (commitOf(note) !== undefined) return { ...entry, kind: 'link', audience: 'internal', body };
  if (note.system) return { ...entry, kind: 'change', audience: 'internal', body };
  return note.internal
    ? { ...entry, kind: 'note', audience: 'internal', body }
    : { ...entry, kind: 'reply', audience: 'public', body };
}
