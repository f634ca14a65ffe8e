import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { perPage } from './api.ts';
import type { WireTransaction } from './schema.ts';
import type { Current, RtSession } from './session.ts';
import { markerLine, textsOf } from './texts.ts';
import { textEntry } from './textEntry.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly audience: Audience;
  readonly marker: string | undefined;
}

/**
 * Adds a comment (internal) or a correspondence, which Request Tracker mails to the requester, and reads it back.
 * @throws `unconfirmed` if no answer came and the text is not to be found afterwards.
 */
export async function note(session: RtSession, { ref, body, audience, marker }: NoteRequest): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const current = await session.read(ref.id);
  const wanted: Wanted = {
    type: audience === 'public' ? 'Correspond' : 'Comment',
    // A line end after it: the server takes the text "0" for none.
    content: `${marker === undefined ? body.trim() : `${body.trim()}\n\n${markerLine(marker)}`}\n`,
    marker,
  };
  const known =
    marker === undefined ? undefined : await findMarked(session, current.wire.id, { type: wanted.type, marker });
  const id = known ?? (await send(session, current, wanted));
  session.forgetReads();
  return readEntry(session, id);
}

interface Wanted {
  readonly type: 'Comment' | 'Correspond';
  readonly content: string;
  readonly marker: string | undefined;
}

type Marked = Pick<Wanted, 'type'> & { readonly marker: string };

/** @returns the number of the transaction. */
async function send(session: RtSession, { wire, ticket, etag }: Current, wanted: Wanted): Promise<string> {
  const { type, content, marker } = wanted;
  const fields = {
    Content: content,
    ContentType: 'text/plain',
    ...(type === 'Comment' && marker !== undefined ? { Subject: subjectOf(marker) } : {}),
  };
  let failure: DeskError | undefined;
  try {
    const id = await session.api.write(wire.id, type === 'Comment' ? 'comment' : 'correspond', fields);
    if (id !== undefined) return id;
  } catch (error) {
    // The ticket is there and may be seen, so 400 is a right that is missing.
    if (DeskError.is(error, 'refused')) throw mayNotWrite(session, error);
    if (!mayBeDone(error)) throw error;
    failure = error;
  }
  const written = await findSince(session, { id: wire.id, before: etag, wanted });
  if (written !== undefined) return written;
  const lost =
    failure ?? new DeskError('invalidResponse', l10n.t('{0} does not say what became of it.', session.alias));
  throw unconfirmed(session, l10n.t('The note on {0}', ticket.key), lost);
}

function mayNotWrite({ alias }: RtSession, { message, detail }: DeskError): DeskError {
  return new DeskError('forbidden', message, {
    ...(detail === undefined ? {} : { detail }),
    next: l10n.t('Ask who runs {0} for the right to write on tickets of this queue.', alias),
  });
}

/** Internal notes carry their marker in the subject too, so that the history alone tells whether there is one. */
function subjectOf(marker: string): string {
  return `Footbridge ${createHash('sha256').update(marker).digest('hex').slice(0, 16)}`;
}

/** The note or reply that carries a marker already, whoever wrote it. */
async function findMarked(session: RtSession, id: string, { type, marker }: Marked): Promise<string | undefined> {
  if (type === 'Comment') {
    const where = [{ field: 'Data', operator: 'STARTSWITH', value: subjectOf(marker) }];
    return (await session.api.history(id, { where }))[0]?.id;
  }
  const where = [{ field: 'Type', value: type }];
  for (let page = 1; ; page++) {
    const rows = await session.api.history(id, { where, page, order: 'newest' });
    const found = await containing(session, rows, (raw) => raw.includes(markerLine(marker)));
    if (found !== undefined || rows.length < perPage) return found?.id;
  }
}

/** The text that we have just sent, if it arrived: our own, and newer than what the ticket had before. An ETag is the last transaction's number. */
async function findSince(
  session: RtSession,
  { id, before, wanted }: { readonly id: string; readonly before: string; readonly wanted: Wanted },
): Promise<string | undefined> {
  const me = await session.people.me();
  const last = Number(/\d+/.exec(before)?.[0] ?? 0);
  const where = [
    { field: 'Type', value: wanted.type },
    { field: 'id', operator: '>', value: String(last) },
  ];
  const newer = await session.api.history(id, { where, order: 'newest' });
  const own = newer.filter((row) => row.Creator.id === me.id);
  return (await containing(session, own, (raw) => raw.trim() === wanted.content.trim()))?.id;
}

async function containing(
  { api }: RtSession,
  rows: readonly WireTransaction[],
  isIt: (raw: string) => boolean,
): Promise<WireTransaction | undefined> {
  const texts = await textsOf(
    api,
    rows.map(({ id }) => id),
  );
  return rows.find(({ id }) => isIt(texts.get(id)?.raw.replaceAll('\r\n', '\n') ?? ''));
}

async function readEntry({ api, people }: RtSession, id: string): Promise<Entry> {
  const [row, texts] = await Promise.all([api.transaction(id), textsOf(api, [id])]);
  return textEntry(row, await people.person(row.Creator), texts.get(id)?.body ?? '');
}
