import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page } from '../../domain/ports.ts';
import type { Entry, TicketRef } from '../../domain/ticket.ts';
import { authorOf, commentEntry } from './commentEntry.ts';
import { readTimelineCursor, writeTimelineCursor } from './cursor.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { WireHistory, WireIssue } from './schema.ts';
import type { JiraSession } from './session.ts';

/**
 * A page of what happened, the oldest first. Comments and changes are two lists there: a page of each is read, and of both what is no
 * later than the end of the list that goes on.
 */
export async function timeline(session: JiraSession, ref: TicketRef, cursor: Cursor | undefined): Promise<Page<Entry>> {
  const place = readTimelineCursor(cursor);
  const { wire } = await session.read(ref.id);
  const [comments, changes, isRequest] = await Promise.all([
    session.api.comments(wire.id, { startAt: place.comments, order: 'created' }),
    session.api.histories(wire.id, place.changes),
    mayHaveCustomer(session, wire),
  ]);
  const ends = [comments, changes].flatMap(({ items, more }) => (more ? [items.at(-1)?.created ?? ''] : []));
  const end = ends.toSorted()[0];
  const isDue = ({ created }: { readonly created: string }): boolean => end === undefined || created <= end;
  const [dueComments, dueChanges] = [comments.items.filter(isDue), changes.items.filter(isDue)];
  const entries = await Promise.all([
    ...dueComments.map(async (comment) => commentEntry(session, comment, isRequest)),
    ...dueChanges.map(async (history) => changeEntry(session, history)),
  ]);
  const items = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (end === undefined) return { items };
  const next = { comments: place.comments + dueComments.length, changes: place.changes + dueChanges.length };
  return { items, next: writeTimelineCursor(next) };
}

/** Where this may not be known, a comment that is not marked as internal counts as seen by a customer. */
async function mayHaveCustomer(session: JiraSession, wire: WireIssue): Promise<boolean> {
  try {
    return await session.isRequest(wire);
  } catch (error) {
    if (DeskError.is(error, 'forbidden')) return true;
    throw error;
  }
}

async function changeEntry(session: JiraSession, { id, author, created, items }: WireHistory): Promise<Entry> {
  const isLink = items.some(({ field }) => /^(Remote(Issue|WorkItem))?Link$/.test(field));
  const lines = items.map(({ field, fromString, toString: to }) => changeText(field, fromString, to));
  return {
    id: `change-${id}`,
    at: created,
    author: await authorOf(session, author),
    kind: isLink ? 'link' : 'change',
    audience: 'internal',
    body: plainToMarkdown(lines.join('\n')),
  };
}

/** The longest value that is told: a changed description is shown in the ticket itself. */
const longest = 120;

function changeText(field: string, from: string, to: string): string {
  if (Math.max(from.length, to.length) > longest) return l10n.t('{0} changed', field);
  if (from === '') return l10n.t('{0}: {1}', field, to);
  return to === '' ? l10n.t('{0}: {1} removed', field, from) : l10n.t('{0}: {1} → {2}', field, from, to);
}
