import { l10n } from 'vscode';
import { addNote, needTakingNotes } from '../../app/addNote.ts';
import type { Audience } from '../../domain/ticket.ts';
import type { Footbridge } from '../footbridge.ts';
import { background } from '../log.ts';
import { askText, say } from './ask.ts';
import { subjectOf } from './ticketArgument.ts';

export function addNoteCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  return write(footbridge, given, {
    audience: 'internal',
    purpose: l10n.t('Add a note'),
    prompt: l10n.t('Internal: only those who work on the ticket see it. Markdown.'),
  });
}

export function replyCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  return write(footbridge, given, {
    audience: 'public',
    purpose: l10n.t('Reply to the requester'),
    prompt: l10n.t('The requester will see this. Markdown.'),
  });
}

interface Writing {
  readonly audience: Audience;
  readonly purpose: string;
  readonly prompt: string;
}

async function write(footbridge: Footbridge, given: unknown, { audience, purpose, prompt }: Writing): Promise<void> {
  const { ref, backend } = await subjectOf(footbridge, given, { purpose });
  const ticket = await backend.get(ref);
  needTakingNotes(backend, ticket);
  const { key } = ticket;
  const text = await askText({ title: `${key}: ${purpose}`, prompt });
  await addNote(backend, ref, text, audience);
  // The note is written: a failure to read the ticket again must not look like a failure to write it.
  background(footbridge.store.refresh({ connection: ref.connection, changes: true }), footbridge.log);
  say(audience === 'internal' ? l10n.t('{0}: noted', key) : l10n.t('{0}: replied', key));
}
