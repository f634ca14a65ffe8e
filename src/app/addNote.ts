import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Audience, Entry, Markdown, Ticket, TicketRef } from '../domain/ticket.ts';

/** @throws `unsupported` if the ticket has no place for a note as long as nobody has it. To be asked before somebody writes one. */
export function needTakingNotes({ capabilities }: Pick<Backend, 'capabilities'>, { key, assignees }: Ticket): void {
  if (capabilities.notesNeedAssignee !== true || assignees.length > 0) return;
  throw new DeskError('unsupported', l10n.t('{0} takes no note as long as nobody has it.', key), {
    next: l10n.t('Pick it up first.'),
  });
}

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
