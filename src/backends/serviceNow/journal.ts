import { DeskError } from '../../domain/errors.ts';
import type { Entry, Instant, Person } from '../../domain/ticket.ts';
import { displayTimeReader } from './displayTime.ts';
import { instantOf } from './map.ts';
import { journalMarkdown } from './marker.ts';
import type { Current, SnowSession } from './session.ts';

/** `work_notes` stay with the people who work on a ticket; `comments` are what the caller sees. */
export type Journal = 'work_notes' | 'comments';

export interface JournalEntry {
  readonly id: string;
  readonly journal: Journal;
  readonly at: Instant;
  readonly author: Person;
  /** As it is stored. */
  readonly text: string;
}

/**
 * What was written on a ticket, the oldest first. From the table of entries; many instances do not let everybody read that, and then from the
 * text that the record shows, which has all of them in one.
 */
export async function readJournal(session: SnowSession, current: Current): Promise<readonly JournalEntry[]> {
  const rows = session.journalTable === false ? [] : await entriesOf(session, current);
  if (rows.length > 0) session.journalTable = true;
  if (session.journalTable === true) return rows;
  const shown = await shownEntries(session, current);
  // Rights on rows make a table look empty.
  if (shown.length > 0) session.journalTable = false;
  return shown;
}

async function entriesOf(session: SnowSession, { id, ticket }: Current): Promise<readonly JournalEntry[]> {
  const rows = await session.api.journal(id.sysId).catch((error: unknown) => {
    if (!DeskError.is(error, 'forbidden', 'notFound')) throw error;
    session.journalTable = false;
    return [];
  });
  const people = await session.people.byLogin(rows.map((row) => row.sys_created_by));
  return rows.flatMap((row): JournalEntry[] => {
    const { sys_created_by: login, element, value } = row;
    if (element !== 'work_notes' && element !== 'comments') return [];
    const at = instantOf({ value: row.sys_created_on }) ?? ticket.created;
    const author = people.get(login) ?? { id: login, name: login, isMe: false };
    return [{ id: row.sys_id, journal: element, at, author, text: value.replaceAll('\r\n', '\n') }];
  });
}

async function shownEntries(session: SnowSession, current: Current): Promise<readonly JournalEntry[]> {
  const { row } = current;
  const [shown, me] = await Promise.all([session.api.shownJournals(current.id), session.people.me()]);
  const readTime = displayTimeReader([row.sys_created_on, row.sys_updated_on, row.opened_at]);
  const entries = (['work_notes', 'comments'] as const).flatMap((journal) =>
    splitShown(shown[journal], readTime).map((entry): JournalEntry => {
      // It has names only. One that is like mine is taken for mine.
      const author = { id: entry.name, name: entry.name, isMe: entry.name === me.person.name };
      return {
        id: `${journal}:${entry.at}:${entry.count}`,
        journal,
        at: entry.at,
        author: author.isMe ? me.person : author,
        text: entry.text,
      };
    }),
  );
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

interface ShownEntry {
  readonly at: Instant;
  readonly name: string;
  /** Which one of its second it is, from the oldest on: a later one does not change it. */
  readonly count: number;
  readonly text: string;
}

/** The newest stands first: a line `2026-11-24 10:06:00 - Ana Lind (Work notes)`, the text, and an empty line. */
function splitShown(text: string, readTime: (shown: string) => Instant | undefined): readonly ShownEntry[] {
  const found: { at: Instant; name: string; lines: string[] }[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const [, time = '', name = ''] = /^(\d[^-]*(?:-\d+-\d+ [^-]*)?) - (.+) \([^()]+\)$/.exec(line) ?? [];
    const at = time === '' ? undefined : readTime(time);
    if (at === undefined) found.at(-1)?.lines.push(line);
    else found.push({ at, name, lines: [] });
  }
  const counts = new Map<Instant, number>();
  return found.toReversed().map(({ at, name, lines }) => {
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return { at, name, count, text: lines.join('\n').trimEnd() };
  });
}

export function entryOf({ id, journal, at, author, text }: JournalEntry): Entry {
  const isReply = journal === 'comments';
  return {
    id,
    at,
    author,
    kind: isReply ? 'reply' : 'note',
    audience: isReply ? 'public' : 'internal',
    body: journalMarkdown(text),
  };
}
