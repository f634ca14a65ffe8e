import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from './change.ts';
import { commentEntry } from './commentEntry.ts';
import { sameName } from './issueId.ts';
import { isMarkedWith, withMarker } from './marker.ts';
import type { WireComment } from './schema.ts';
import type { Current, GitHubSession } from './session.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly marker: string | undefined;
}

/**
 * Adds a comment and reads it back. GitHub has no comments that only some may see: who sees the repository sees them all.
 * @throws `unconfirmed` if no answer came and the comment is not to be found afterwards.
 */
export async function note(session: GitHubSession, { ref, body, marker }: NoteRequest): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const current = await session.read(ref.id);
  const known = marker === undefined ? undefined : await findMarked(session, current, marker);
  const written = known ?? (await write(session, current, marker === undefined ? body : withMarker(body, marker)));
  return commentEntry(written, await session.people.personOf());
}

async function findMarked(
  { api }: GitHubSession,
  { place }: Current,
  marker: string,
): Promise<WireComment | undefined> {
  return (await api.comments(place)).find((comment) => isMarkedWith(comment.body, marker));
}

/** Writes a comment, as it is. @returns what GitHub has of it. */
export async function write(session: GitHubSession, current: Current, body: Markdown): Promise<WireComment> {
  const { api } = session;
  const { place, ticket } = current;
  let id: number;
  try {
    id = await api.addComment(place, body);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const found = await findWritten(session, current, body);
    if (found === undefined) throw unconfirmed(session, l10n.t('The note on {0}', ticket.key), error);
    return found;
  }
  return api.comment(place.repository, id);
}

/** The comment that we have just sent, if it arrived: of our text, by us, and one more than there were. */
async function findWritten(
  session: GitHubSession,
  { wire, place, ticket }: Current,
  body: Markdown,
): Promise<WireComment | undefined> {
  const [me, now] = [await session.people.me(), await session.read(ticket.ref.id)];
  if (now.wire.comments <= wire.comments) return undefined;
  const newer = await session.api.comments(place, wire.updated_at);
  return newer.findLast(
    (comment) =>
      comment.created_at >= wire.updated_at &&
      plain(comment.body) === plain(body) &&
      (me === undefined || sameName(comment.user, me.id)),
  );
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}
