import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { backendKinds } from './backends/registry.ts';
import { TicketStore } from './app/ticketStore.ts';
import { backendOpener, openBackend } from './openBackend.ts';
import { registerCommands } from './vscode/commands/boundary.ts';
import { commandTable } from './vscode/commands/table.ts';
import { Connections } from './vscode/connections.ts';
import { CurrentTicket } from './vscode/currentTicket.ts';
import { DisposableStore } from './vscode/disposableStore.ts';
import { linkFileDiagnostics } from './vscode/linkFileDiagnostics.ts';
import { background, logOf } from './vscode/log.ts';
import { OpenRepositories } from './vscode/openRepositories.ts';
import { TicketPanels } from './vscode/panels/ticketPanels.ts';
import { Refresher } from './vscode/refresher.ts';
import { Credentials } from './vscode/secrets.ts';
import { readSettings } from './vscode/settings.ts';
import { StatusBar } from './vscode/statusBar.ts';
import { fileCache } from './vscode/ticketCache.ts';
import { ServicesView } from './vscode/tree/servicesView.ts';
import { TicketsView } from './vscode/tree/ticketsView.ts';
import { uriHandler } from './vscode/uriHandler.ts';

/** Builds Footbridge in an editor. Nothing here waits: the views paint what they know, and fill in. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const channel = vscode.window.createOutputChannel('Footbridge', { log: true });
  const owner = new DisposableStore();
  context.subscriptions.push(channel, owner);
  const log = logOf(channel);
  const clock = (): Date => new Date();
  const store = new TicketStore({ cache: fileCache(context.storageUri, log), clock, log });
  const credentials = new Credentials(context.secrets);
  const credentialOf = credentials.get.bind(credentials);
  const connections = owner.add(
    new Connections({
      kinds: backendKinds,
      credentials,
      log,
      open: (connection, credential) =>
        openBackend(connection, { credential, scopes: [], repositories: [], clock, log }),
    }),
  );
  const repositories = owner.add(
    new OpenRepositories({
      store,
      log,
      kinds: backendKinds,
      connections: () => connections.all(),
      openRepository: async (folder, desk) =>
        (await import('./openRepository.ts')).openRepository({ folder, desk, connections: connections.all() }),
      openBackend: (all) => backendOpener({ repositories: all, credentialOf, clock, log }),
    }),
  );
  // The link files too: they may refer to a connection that the user has only now.
  owner.add(connections.onDidChange(() => background(repositories.reload(), log)));
  const ticketsView = owner.add(new TicketsView({ store, repositories, grouping: readSettings().groupBy, clock }));
  owner.add(new ServicesView({ repositories, store }));
  const current = owner.add(new CurrentTicket({ repositories, store, log }));
  const statusBar = owner.add(new StatusBar());
  owner.add(
    current.onDidChange((ticket) => {
      ticketsView.setCurrent(ticket?.ref);
      statusBar.show(readSettings().showInStatusBar ? ticket : undefined, clock());
    }),
  );
  const panels = owner.add(new TicketPanels({ extensionUri: context.extensionUri, store, repositories, log }));
  owner.add(linkFileDiagnostics(repositories));
  owner.add(new Refresher({ store, clock, log, minutes: () => readSettings().refreshMinutes }));
  owner.add(vscode.window.registerUriHandler(uriHandler));
  const footbridge = {
    ...{ store, repositories, connections, kinds: backendKinds, ticketsView, panels, clock, log },
    settings: readSettings,
    showLog: () => channel.show(),
  };
  for (const command of registerCommands(commandTable, footbridge)) owner.add(command);
  background(store.restore(), log);
  background(repositories.reload(), log);
}
