import * as l10n from '@vscode/l10n';
import type { Cursor, Page } from '../../domain/ports.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Entry, Person, TicketRef } from '../../domain/ticket.ts';
import { readTimelineCursor, writeCursor, type TimelinePlace } from './cursor.ts';
import type { Rows } from './api.ts';
import { noteEntry } from './entry.ts';
import { personOf } from './people.ts';
import type { WireNote } from './schema.ts';
import type { Current, GitLabSession } from './session.ts';
import { wordFor } from './state.ts';
import { shownText } from './texts.ts';

/**
 * A page of notes, and of the events that fall into its time: GitLab keeps changes of state and labels, and the timeline of an
 * incident, each in a place of its own.
 */
export async function timeline(
  session: GitLabSession,
  ref: TicketRef,
  cursor: Cursor | undefined,
): Promise<Page<Entry>> {
  const place: TimelinePlace = cursor === undefined ? { page: 1, after: '', last: 0 } : readTimelineCursor(cursor);
  const { page, after } = place;
  const current = await session.read(ref);
  const [notes, events, me] = await Promise.all([
    notesAt(session, current, place),
    eventsOf(session, current),
    session.people.me(),
  ]);
  const entries = notes.items.map((note) => noteEntry(note, me));
  // A page can be empty and not be the last, where its notes may not be seen.
  const until = notes.more ? (entries.at(-1)?.at ?? after) : undefined;
  const inTime = events.filter(({ at }) => at > after && (until === undefined || at <= until));
  // In one millisecond, what was done stands before what was noted of it.
  const items = [...inTime, ...entries].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (until === undefined) return { items };
  const last = notes.items.at(-1)?.id ?? place.last;
  const total = notes.total === undefined ? {} : { total: notes.total };
  return { items, next: writeCursor({ page: page + 1, after: until, last, ...total }) };
}

/** A page of notes. Where some were deleted meanwhile, others have moved to the page before, which is read once more. */
async function notesAt(
  { api }: GitLabSession,
  current: Current,
  { page, last, total }: TimelinePlace,
): Promise<Rows<WireNote>> {
  const rows = await api.notes(current.place, { sort: 'asc', page });
  if (total === undefined || rows.total === undefined || rows.total >= total) return rows;
  const before = await api.notes(current.place, { sort: 'asc', page: page - 1 });
  return { ...rows, items: [...before.items.filter(({ id }) => id > last), ...rows.items] };
}

async function eventsOf(session: GitLabSession, current: Current): Promise<readonly Entry[]> {
  const { api } = session;
  const { place } = current;
  const [me, states, labels, events] = await Promise.all([
    session.people.me(),
    api.stateEvents(place),
    api.labelEvents(place),
    timelineEvents(session, current),
  ]);
  return [
    ...states.map((event): Entry => {
      const body = l10n.t('State: {0}', plainToMarkdown(wordFor(event.state)));
      return change(`state-${event.id}`, event.created_at, { author: personOf(event.user, me), body });
    }),
    ...labels.map((event): Entry => {
      const name = plainToMarkdown(oneLine(event.label?.name ?? '–', 200));
      const body = event.action === 'remove' ? l10n.t('Label removed: {0}', name) : l10n.t('Label added: {0}', name);
      return change(`label-${event.id}`, event.created_at, { author: personOf(event.user, me), body });
    }),
    ...events,
  ];
}

/** What people wrote into the timeline of an incident. What GitLab wrote there itself, and notes that were put there, stand elsewhere too. */
async function timelineEvents({ incidents, people }: GitLabSession, { issue, path }: Current): Promise<Entry[]> {
  if (issue.issue_type !== 'incident') return [];
  const [me, events] = await Promise.all([people.me(), incidents.timeline(path, issue.id)]);
  return events
    .filter(({ editable, promotedFromNote }) => editable && !promotedFromNote)
    .map(({ id, occurredAt, author, note }) => ({
      id: `timeline-${/\d+$/.exec(id)?.[0] ?? id}`,
      at: occurredAt,
      author: personOf(author, me),
      kind: 'note',
      audience: 'internal',
      body: shownText(note),
    }));
}

function change(id: string, at: string, { author, body }: { readonly author: Person; readonly body: string }): Entry {
  return { id, at, author, kind: 'change', audience: 'internal', body };
}
