import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Audience, Entry, Markdown, TicketRef } from '../domain/ticket.ts';

/** Adds a note, or a reply that the requester sees. @throws `usage` if it is empty; `unsupported` if there is nobody to reply to. */
export async function addNote(backend: Backend, ref: TicketRef, body: Markdown, audience: Audience): Promise<Entry> {
  if (body.trim() === '') throw new DeskError('usage', l10n.t('The note is empty.'));
  if (audience === 'public' && !backend.capabilities.reply) {
    throw new DeskError(
      'unsupported',
      l10n.t('This connection has no replies to a requester; every note is internal.'),
    );
  }
  return backend.note(ref, body, audience);
}
