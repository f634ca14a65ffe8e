import { commands, env, l10n, Uri } from 'vscode';
import { DeskError } from '../../domain/errors.ts';
import { externalUrl } from '../../domain/markup/externalUrl.ts';

/**
 * Opens a link of a ticket's text outside of the editor, which asks about sites it does not know.
 * The page has checked it; the page may have been deceived. @throws {DeskError} `usage` if it is none to open.
 */
export async function openExternalLink(text: string): Promise<void> {
  const url = externalUrl(text);
  if (url === undefined) {
    throw new DeskError('usage', l10n.t('{0} is not opened: it is no web or mail address.', text), {
      next: l10n.t('If you trust it, copy it and open it yourself.'),
    });
  }
  // As text: a Uri decodes what is encoded in a query, and another page would open than the one that was shown.
  // https://github.com/microsoft/vscode/issues/85930
  if (url.startsWith('mailto:')) await env.openExternal(Uri.parse(url, true));
  else await commands.executeCommand('vscode.open', url);
}
