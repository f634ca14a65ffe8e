import type { Cursor, Page } from '../../domain/ports.ts';
import type { Entry, TicketRef } from '../../domain/ticket.ts';
import { changeText } from './changeText.ts';
import { readTimelineCursor, writeTimelineCursor, type TimelinePlace } from './cursor.ts';
import type { WireTransaction } from './schema.ts';
import type { Current, RtSession } from './session.ts';
import { textEntry } from './textEntry.ts';
import { textsOf, type WrittenText } from './texts.ts';

/** What is told elsewhere, or of the machinery: mails that were sent, times that a change of status sets, and owners a second time. */
const silentTypes = new Set(['EmailRecord', 'CommentEmailRecord', 'SystemError', 'ForwardTicket']);
const silentFields = new Set(['Told', 'Started', 'Resolved', 'LastUpdated']);

/** A page of what happened to a ticket, the oldest first: three requests, or four where somebody's name is not known. */
export async function timeline(session: RtSession, ref: TicketRef, cursor: Cursor | undefined): Promise<Page<Entry>> {
  const place = readTimelineCursor(cursor);
  const [current, rows] = await Promise.all([
    session.look(ref.id),
    // An id that is no number is refused by the one above.
    /^\d+$/.test(ref.id) ? session.api.history(ref.id, { page: place.page }) : [],
  ]);
  const told = rows.filter(isTold);
  const texts = await textsOf(
    session.api,
    told.filter(({ Type }) => hasText(Type)).map(({ id }) => id),
  );
  const items = await Promise.all(told.map((row) => entryOf(row, { session, current, texts })));
  const sorted = items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : Number(a.id) - Number(b.id)));
  const next = placeAfter(rows, { place, current });
  return next === undefined ? { items: sorted } : { items: sorted, next: writeTimelineCursor(next) };
}

/** After as many pages in a row with nothing that may be seen, a timeline counts as read. */
const mostEmpty = 5;

/**
 * A page can be short, or empty, and not be the last: rows that may not be seen are dropped from it afterwards. But the ETag of a ticket is
 * the number of its last transaction that may be seen.
 */
function placeAfter(
  rows: readonly WireTransaction[],
  { place, current }: { readonly place: TimelinePlace; readonly current: Current },
): TimelinePlace | undefined {
  const last = Number(rows.at(-1)?.id ?? place.last);
  const empty = rows.length > 0 ? 0 : place.empty + 1;
  const end = /^(?:W\/)?"?(\d+)"?$/.exec(current.etag)?.[1];
  const isRead = end === undefined ? empty > 0 : last >= Number(end);
  return isRead || empty === mostEmpty ? undefined : { page: place.page + 1, last, empty };
}

function isTold({ Type, Field }: WireTransaction): boolean {
  if (silentTypes.has(Type)) return false;
  return Type === 'SetWatcher' ? Field !== 'Owner' : !(Type === 'Set' && silentFields.has(Field));
}

function hasText(type: string): boolean {
  return type === 'Comment' || type === 'Correspond' || type === 'Create';
}

interface Surroundings {
  readonly session: RtSession;
  readonly current: Current;
  readonly texts: ReadonlyMap<string, WrittenText>;
}

async function entryOf(row: WireTransaction, { session, current, texts }: Surroundings): Promise<Entry> {
  const author = await session.people.person(row.Creator);
  const text = texts.get(row.id)?.body ?? '';
  if (row.Type === 'Comment' || row.Type === 'Correspond') return textEntry(row, author, text);
  const change = await changeText(row, { text, ticket: current.wire, nameOf: async (id) => session.people.nameOf(id) });
  return { id: row.id, at: row.Created, author, kind: change.kind, audience: 'internal', body: change.body };
}
