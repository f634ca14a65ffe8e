import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Cursor, Page } from '../../domain/ports.ts';
import type { Entry, Instant, TicketRef } from '../../domain/ticket.ts';
import type { PdApi } from './api.ts';
import { toldOf } from './changeEvents.ts';
import { notOurs } from './cursor.ts';
import { noteEntry } from './note.ts';
import { furthest, perPage } from './pages.ts';
import type { WireLogEntry } from './schema.ts';
import type { PdSession } from './session.ts';

/**
 * What happened to an incident, the oldest first, all on one page: PagerDuty has the newest first, and notes apart from it.
 * Left out is each call that went out to somebody, of which a night has hundreds, and the log's own short form of notes.
 */
export async function timeline(session: PdSession, ref: TicketRef, cursor: Cursor | undefined): Promise<Page<Entry>> {
  if (cursor !== undefined) throw notOurs();
  const { wire } = await session.read(ref.id);
  const [notes, entries, told] = await Promise.all([
    session.api.notes(wire.id),
    readLog(session.api, wire.id),
    toldOf(session, wire),
  ]);
  const lines = await Promise.all([
    ...oldestFirst(entries.filter(isTold)).map(async (entry) => logLine(session, entry)),
    ...oldestFirst(notes).map(async (one) => noteEntry(session, one)),
  ]);
  const items = [...lines, ...(told ?? []).map(({ entry }) => entry)];
  return { items: items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

function isTold({ type }: WireLogEntry): boolean {
  return !/^(notify|annotate)_/.test(type);
}

/** Times are in whole seconds, so the order that things came in counts where these are the same. */
function oldestFirst<T extends { readonly created_at: Instant }>(items: readonly T[]): readonly T[] {
  const [first, last] = [items[0], items.at(-1)];
  return first === undefined || last === undefined || first.created_at < last.created_at ? items : items.toReversed();
}

/** The whole log of an incident; what is further down than PagerDuty counts is read on by time. */
async function readLog(api: PdApi, incident: string): Promise<readonly WireLogEntry[]> {
  const all = new Map<string, WireLogEntry>();
  let until: Instant | undefined;
  for (let offset = 0; ;) {
    const { items, more } = await api.logEntries(incident, until === undefined ? { offset } : { offset, until });
    for (const entry of items) all.set(entry.id, entry);
    const last = items.at(-1);
    if (!more || last === undefined) return [...all.values()];
    offset += items.length;
    if (offset + perPage > furthest) {
      until = new Date(Date.parse(last.created_at) + 1000).toISOString();
      offset = 0;
    }
  }
}

/** A status update goes to stakeholders outside the team; all else stays with those who work on it. */
async function logLine({ people }: PdSession, entry: WireLogEntry): Promise<Entry> {
  const { id, type, summary, message, created_at: at, agent } = entry;
  const author = await people.person(agent);
  if (type.startsWith('status_update_')) {
    return { id, at, author, kind: 'reply', audience: 'public', body: plainToMarkdown(message ?? summary) };
  }
  return { id, at, author, kind: 'change', audience: 'internal', body: plainToMarkdown(summary || type) };
}
