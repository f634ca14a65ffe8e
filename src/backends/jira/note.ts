import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { commentEntry } from './commentEntry.ts';
import { carries, markerProperty, wikiWithMarker } from './marker.ts';
import type { WireComment } from './schema.ts';
import type { Current, JiraSession } from './session.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly audience: Audience;
  readonly marker: string | undefined;
}

/**
 * Adds a text. On a customer's request it goes through the service desk's interface, which is the only documented way to say whether the
 * customer sees it; a comment of the platform is always shown. Where there is no customer, it is a comment, and internal.
 * @throws `unconfirmed` if no answer came and the text is not to be found.
 */
export async function note(session: JiraSession, request: NoteRequest): Promise<Entry> {
  const { marker } = request;
  if (request.body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const current = await session.read(request.ref.id);
  // Whatever keeps this from being known ends here: nothing is posted on a guess.
  const isRequest = await session.isRequest(current.wire);
  if (marker !== undefined) {
    const there = await find(session, current, async (comment) => hasMarker(session, comment, marker));
    if (there !== undefined) return commentEntry(session, there, isRequest);
  }
  const id = await post(session, current, { ...request, isRequest });
  const entry = await commentEntry(session, await session.api.comment(current.wire.id, id), isRequest);
  if (isRequest && entry.audience !== request.audience) {
    throw new DeskError(
      'invalidResponse',
      entry.audience === 'public'
        ? l10n.t('{0} shows the customer of {1} a note that was sent as internal.', session.alias, current.ticket.key)
        : l10n.t('{0} does not show the customer of {1} the reply.', session.alias, current.ticket.key),
      { next: l10n.t('Look at the ticket in the browser.') },
    );
  }
  return entry;
}

async function post(
  session: JiraSession,
  current: Current,
  request: NoteRequest & { readonly isRequest: boolean },
): Promise<string> {
  const { body, audience, marker, isRequest } = request;
  const { id } = current.wire;
  const dialect = await session.api.dialect();
  session.wrote(id);
  try {
    if (isRequest) {
      return await session.desk.addComment(id, wikiWithMarker(body, marker), audience === 'public');
    }
    // Seen by nobody outside today; should the project become a service desk one day, it stays so.
    const hidden = audience === 'internal' ? { 'sd.public.comment': { internal: true } } : {};
    const beside = marker === undefined ? {} : { [markerProperty]: marker };
    return await session.api.addComment(id, dialect.write(body), { ...hidden, ...beside });
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const found = await find(session, current, async (comment) =>
      marker === undefined ? isJustWritten(session, current, comment) : hasMarker(session, comment, marker),
    );
    if (found !== undefined) return found.id;
    throw unconfirmed(session, l10n.t('The note to {0}', current.ticket.key), error);
  }
}

/** A comment, the latest first, through all there are. */
async function find(
  { api }: JiraSession,
  { wire }: Current,
  isIt: (comment: WireComment) => Promise<boolean>,
): Promise<WireComment | undefined> {
  for (let startAt = 0; ;) {
    const { items, more } = await api.comments(wire.id, { startAt, order: '-created' });
    for (const comment of items) if (await isIt(comment)) return comment;
    if (!more) return undefined;
    startAt += items.length;
  }
}

async function hasMarker({ api }: JiraSession, comment: WireComment, marker: string): Promise<boolean> {
  return carries(comment, (await api.dialect()).read(comment.body), marker);
}

/** Ours, and later than anything that there was when the ticket was read: each comment moves the ticket's time of change. */
async function isJustWritten({ people }: JiraSession, { ticket }: Current, comment: WireComment): Promise<boolean> {
  return comment.created > ticket.version && (await people.person(comment.author))?.isMe === true;
}
