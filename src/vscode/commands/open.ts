import { env, l10n, Uri, window, workspace } from 'vscode';
import { findTicket } from '../../app/findTicket.ts';
import { DeskError } from '../../domain/errors.ts';
import { openExternalLink } from '../panels/openExternalLink.ts';
import type { Footbridge } from '../footbridge.ts';
import { askText, say } from './ask.ts';
import { pickRepository } from './branch.ts';
import { subjectOf } from './ticketArgument.ts';

export async function openTicketCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const { ref } = await subjectOf(footbridge, given, { purpose: l10n.t('Open a ticket') });
  await footbridge.panels.open(ref);
}

export async function openTicketByKeyCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const key =
    typeof given === 'string'
      ? given
      : await askText({ title: l10n.t('Open ticket by key'), prompt: l10n.t('A key, or alias:key') });
  await footbridge.panels.open((await findTicket(footbridge.store.sources, key)).ticket.ref);
}

export async function copyKeyCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const { ref, backend } = await subjectOf(footbridge, given, { purpose: l10n.t('Copy the key of a ticket') });
  const { key } = footbridge.store.ticket(ref) ?? (await backend.get(ref));
  await env.clipboard.writeText(key);
  say(l10n.t('{0} is copied', key));
}

export async function openInBrowserCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const { ref, backend } = await subjectOf(footbridge, given, {
    purpose: l10n.t('Open a ticket in the browser'),
    offer: ({ url }) => url !== undefined,
  });
  const { key, url } = footbridge.store.ticket(ref) ?? (await backend.get(ref));
  if (url === undefined) throw new DeskError('unsupported', l10n.t('{0} has no page of its own.', key));
  await openExternalLink(url);
}

/** Opens the link file; where there is none, a new one to fill in. */
export async function openLinkFileCommand({ repositories }: Footbridge): Promise<void> {
  const { root, name } = await pickRepository(repositories.all);
  for (const file of ['.footbridge.yml', '.footbridge.yaml']) {
    const uri = Uri.joinPath(Uri.file(root), file);
    const exists = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (exists) {
      await window.showTextDocument(uri);
      return;
    }
  }
  const content = [
    '# Links this repository to its services. Reviewed like code; it holds no secret.',
    'version: 1',
    'services:',
    `  - name: ${JSON.stringify(name)}`,
    '    tickets:',
    '      - { connection: git }',
    '',
  ].join('\n');
  const uri = Uri.joinPath(Uri.file(root), '.footbridge.yml').with({ scheme: 'untitled' });
  const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
  await editor.edit((edit) => edit.insert(editor.document.positionAt(0), content));
}
