import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { CommitLink, Markdown, TicketLink, TicketRef } from '../../domain/ticket.ts';
import { commitMarker, commitOf } from './commitMarks.ts';
import { writeOnce } from './note.ts';
import type { WireNote } from './schema.ts';
import type { Current, GitLabSession } from './session.ts';
import { codeSpan, wireText } from './texts.ts';

/** Ties a commit to a ticket with an internal note, unless GitLab has seen the commit itself, or it was told before. */
export async function linkCommit(
  session: GitLabSession,
  ref: TicketRef,
  commit: CommitLink,
): Promise<'created' | 'already'> {
  const { api } = session;
  const current = await session.read(ref);
  const notes = await api.all((page) => api.notes(current.place, { sort: 'asc', page }));
  if (notes.some((note) => isOf(note, commit))) return 'already';
  const marker = commitMarker(commit.url);
  const { isNew } = await writeOnce(session, current, {
    text: wireText(textFor(commit), marker),
    internal: true,
    marker,
  });
  return isNew ? 'created' : 'already';
}

function isOf(note: WireNote, { sha, url }: CommitLink): boolean {
  const mark = commitOf(note);
  if (mark === undefined) return false;
  return 'url' in mark ? mark.url === url : sha.startsWith(mark.sha) || mark.sha.startsWith(sha);
}

/** The subject is code, so that nothing in it names people or closes anything. */
function textFor({ sha, subject, url }: CommitLink): Markdown {
  const address = externalUrl(url);
  const name = codeSpan(sha.slice(0, 10));
  const commit =
    address === undefined ? `${name} (${codeSpan(oneLine(url))})` : `[${name}](<${address.replaceAll('>', '%3E')}>)`;
  const line = oneLine(subject);
  return line === '' ? commit : `${commit}: ${codeSpan(line)}`;
}

/** The commits that the notes of a ticket are about. */
export function commitLinks({ address }: GitLabSession, { path }: Current, notes: readonly WireNote[]): TicketLink[] {
  return notes.flatMap((note): TicketLink[] => {
    const mark = commitOf(note);
    if (mark === undefined) return [];
    if ('url' in mark) return [{ label: labelOf(mark.url), url: mark.url }];
    const url = `${address}/${mark.project ?? path}/-/commit/${mark.sha}`;
    return [{ label: mark.sha.slice(0, 10), url }];
  });
}

function labelOf(url: string): string {
  const address = externalUrl(url);
  if (address === undefined) return url;
  const { host, pathname } = new URL(address);
  const commit = /\/commit\/([0-9a-f]{7,64})$/i.exec(pathname)?.[1];
  return commit === undefined ? `${host}${pathname}` : `${host} ${commit.slice(0, 10)}`;
}
