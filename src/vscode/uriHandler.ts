import { commands, l10n, window } from 'vscode';
import type { Uri, UriHandler } from 'vscode';

/**
 * `vscode://footbridge.footbridge/ticket?ref=helpdesk:7` opens a ticket, `/pick-up?ref=…` begins to pick it up: so a page or a chat
 * message can point here. A link only ever opens something to look at; what it asks for is still reviewed by the user.
 */
export const uriHandler: UriHandler = {
  handleUri: async (uri) => {
    const ref = new URLSearchParams(uri.query).get('ref')?.trim() ?? '';
    const command = commandOf(uri);
    if (command === undefined || ref === '' || ref.length > 200) {
      await window.showWarningMessage(l10n.t('This link does not name a ticket that Footbridge can open.'));
      return;
    }
    await commands.executeCommand(command, ref);
  },
};

function commandOf({ path }: Uri): string | undefined {
  switch (path) {
    case '/ticket':
      return 'footbridge.openTicketByKey';
    case '/pick-up':
      return 'footbridge.pickUpByKey';
    default:
      return undefined;
  }
}
