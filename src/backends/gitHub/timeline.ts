import type { Cursor, Page } from '../../domain/ports.ts';
import type { Entry, Person, TicketRef } from '../../domain/ticket.ts';
import { commentEntry } from './commentEntry.ts';
import { readTimelineCursor } from './cursor.ts';
import { eventText } from './eventText.ts';
import { parseIssueId } from './issueId.ts';
import type { WireEvent } from './schema.ts';
import type { GitHubSession } from './session.ts';

/** What says nothing about the issue: who reads along, and who was named, which the text of it shows. */
const silent = new Set(['subscribed', 'unsubscribed', 'mentioned']);

/** A page of what happened to an issue, the oldest first: one request. */
export async function timeline(
  session: GitHubSession,
  ref: TicketRef,
  cursor: Cursor | undefined,
): Promise<Page<Entry>> {
  const place = parseIssueId(ref.id);
  if (place === undefined) throw session.notFound(ref.id);
  const { items, next } =
    cursor === undefined
      ? await session.api.timeline(place)
      : await session.api.moreTimeline(readTimelineCursor(cursor));
  const personOf = await session.people.personOf();
  const entries = items
    .filter(({ event, created_at: at }) => at !== '' && !silent.has(event))
    .map((event) => entryOf(event, personOf))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return next === undefined ? { items: entries } : { items: entries, next };
}

function entryOf(event: WireEvent, personOf: (login: string) => Person): Entry {
  const { created_at: at, id, body } = event;
  const author = event.user === 'ghost' ? event.actor : event.user;
  if (event.event === 'commented' && typeof id === 'number') {
    return commentEntry({ id, user: author, created_at: at, body }, personOf);
  }
  return { id: idOf(event), at, author: personOf(author), audience: 'internal', ...eventText(event, personOf) };
}

/** A mention by another issue has no number of its own. */
function idOf({ event, id, created_at: at, source }: WireEvent): string {
  return typeof id === 'number' ? `event-${id}` : `${event}-${source?.issue?.html_url ?? ''}-${at}`;
}
