import { t } from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../domain/ticket.ts';

/** Adds a note, or a reply that the requester sees. @throws `usage` if it is empty; `unsupported` if there is nobody to reply to. */
export async function addNote(backend: Backend, ref: TicketRef, body: Markdown, audience: Audience): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', t('The note is empty.'));
  if (audience === 'public' && !backend.capabilities.reply) {
    throw new DeskError('unsupported', t('This connection has no replies to a requester; every note is internal.'));
  }
  return backend.note(ref, body, audience);
}
