import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import { mayBeDone } from '../../http/mayBeDone.ts';
import { unconfirmed } from '../writeFailure.ts';
import { noteEntry } from './entry.ts';
import type { WireNote } from './schema.ts';
import type { Current, GitLabSession } from './session.ts';
import { hasMarker, wireText } from './texts.ts';

interface NoteRequest {
  readonly ref: TicketRef;
  readonly body: Markdown;
  readonly audience: Audience;
  readonly marker: string | undefined;
}

/**
 * Adds a note, internal or for everybody who sees the issue, and reads it back.
 * @throws `forbidden` where this account may write no internal notes; `unconfirmed` if no answer came and the note is not to be found.
 */
export async function note(session: GitLabSession, { ref, body, audience, marker }: NoteRequest): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  const current = await session.read(ref);
  const { written } = await writeOnce(session, current, {
    text: wireText(body, marker),
    internal: audience === 'internal',
    marker,
  });
  return noteEntry(written, await session.people.me());
}

interface NewNote {
  readonly text: string;
  readonly internal: boolean;
  readonly marker: string | undefined;
}

/** Writes a note, unless one with its marker is there. */
export async function writeOnce(
  session: GitLabSession,
  current: Current,
  wanted: NewNote,
): Promise<{ readonly written: WireNote; readonly isNew: boolean }> {
  const known = await findMarked(session, current, wanted);
  if (known !== undefined) return { written: known, isNew: false };
  if (wanted.internal) await checkInternal(session, current);
  const id = await send(session, current, wanted);
  const written = await session.api.note(current.place, id);
  if (written.internal !== wanted.internal) throw await takeBack(session, current, id);
  // Somebody may have written the same in the same moment. The first one stays.
  const first = await findMarked(session, current, wanted);
  if (first === undefined || first.id >= id) return { written, isNew: true };
  await session.api.deleteNote(current.place, id);
  return { written: first, isNew: false };
}

/**
 * For an account that may write no internal notes, GitLab writes a public one instead, and mails it to the requester
 * (app/services/notes/build_service.rb). So it is asked before anything is sent.
 */
async function checkInternal(session: GitLabSession, { path, place, ticket }: Current): Promise<void> {
  if (await session.incidents.mayAdmin({ path, iid: place.iid })) return;
  throw mayNotWriteInternally(session, ticket.key);
}

function mayNotWriteInternally({ alias }: GitLabSession, key: string): DeskError {
  return new DeskError('forbidden', l10n.t('This account may write no internal notes on {0} in {1}.', key, alias), {
    next: l10n.t('Ask for the role Reporter in its project. Nothing was written that others could read.'),
  });
}

/** It is not for whom it should be: it goes before more people see it. */
async function takeBack(session: GitLabSession, { place, ticket }: Current, id: number): Promise<DeskError> {
  await session.api.deleteNote(place, id);
  return mayNotWriteInternally(session, ticket.key);
}

/** @returns the number of the note. */
async function send(session: GitLabSession, current: Current, wanted: NewNote): Promise<number> {
  const { place, ticket } = current;
  const before = await latest(session, current);
  let failure: DeskError | undefined;
  try {
    // By both names: versions before 15.3 know only the older one, and would publish what they do not understand.
    const audience = wanted.internal ? { internal: true, confidential: true } : { internal: false };
    const id = await session.api.addNote(place, { body: wanted.text, ...audience });
    if (id !== undefined) return id;
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    failure = error;
  }
  const written = await findSince(session, current, { wanted, before });
  if (written !== undefined) return written;
  const lost =
    failure ?? new DeskError('invalidResponse', l10n.t('{0} does not say what became of it.', session.alias));
  throw unconfirmed(session, l10n.t('The note on {0}', ticket.key), lost);
}

/** The earliest note of that audience that carries the marker, whoever wrote it. */
async function findMarked(
  { api }: GitLabSession,
  { place }: Current,
  { marker, internal }: NewNote,
): Promise<WireNote | undefined> {
  if (marker === undefined) return undefined;
  const all = await api.all((page) => api.notes(place, { sort: 'asc', page, onlyComments: true }));
  return all.find((one) => !one.system && one.internal === internal && hasMarker(one.body, marker));
}

async function latest({ api }: GitLabSession, { place }: Current): Promise<number> {
  const { items } = await api.notes(place, { sort: 'desc', size: 1 });
  return items[0]?.id ?? 0;
}

/** The note that we have just sent, if it arrived: our own, and newer than the latest before it. */
async function findSince(
  { api, people }: GitLabSession,
  { place }: Current,
  { wanted, before }: { readonly wanted: NewNote; readonly before: number },
): Promise<number | undefined> {
  const me = await people.me();
  const { items } = await api.notes(place, { sort: 'desc', size: 20 });
  return items.find(
    ({ id, author, body }) => id > before && String(author?.id) === me.id && body.trim() === wanted.text.trim(),
  )?.id;
}
