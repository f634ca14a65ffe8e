import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { TicketStore } from './app/ticketStore.ts';
import { backendKinds } from './backends/registry.ts';
import { backendOpener, openBackend } from './openBackend.ts';
import { registerCommands, type CommandTable } from './vscode/commands/boundary.ts';
import { Connections } from './vscode/connections.ts';
import { DisposableStore } from './vscode/disposableStore.ts';
import { background, detailOf, logOf } from './vscode/log.ts';
import { parseManifest } from './vscode/manifest.ts';
import { OpenRepositories } from './vscode/openRepositories.ts';
import { Credentials } from './vscode/secrets.ts';
import { readSettings } from './vscode/settings.ts';
import { windowAnswers, windowCache } from './vscode/ticketCache.ts';
import { openViews } from './vscode/views.ts';

/** VS Code does not tell the user when an activation fails, so this does. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Footbridge', { log: true });
  context.subscriptions.push(channel);
  try {
    context.subscriptions.push(start(context, channel));
  } catch (error) {
    channel.error(detailOf(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('Footbridge could not start: {0}', String(error)));
    throw error;
  }
}

/** Builds Footbridge in an editor. Nothing here waits: the views paint what they know, and fill in. */
function start(context: vscode.ExtensionContext, channel: vscode.LogOutputChannel): vscode.Disposable {
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const owner = new DisposableStore();
  const log = logOf(channel);
  const common = { kinds: backendKinds, clock: now, log };
  const { version, commands } = parseManifest(context.extension.packageJSON);
  const cache = windowCache({ storage: context.storageUri, version });
  const answers = windowAnswers({ storage: context.globalStorageUri, version });
  const store = new TicketStore({ ...common, cache, answers });
  const credentials = new Credentials(context.secrets, backendKinds);
  const connections = owner.add(
    new Connections({
      ...common,
      credentials,
      open: (connection, credential) =>
        openBackend(connection, { ...common, credential, scopes: [], repositories: [] }),
    }),
  );
  const repositories = owner.add(
    new OpenRepositories({
      ...common,
      store,
      connections: () => connections.all(),
      openRepository: async (folder, desk) =>
        (await import('./openRepository.ts')).openRepository({
          folder,
          desk,
          log,
          services: readSettings().services,
          connections: connections.all(),
        }),
      openBackend: (all) =>
        backendOpener({ ...common, repositories: all, credentialOf: (connection) => credentials.get(connection) }),
    }),
  );
  // The link files too: they may refer to a connection that the user has only now.
  owner.add(connections.onDidChange(() => background(repositories.reload(), log)));
  const views = owner.add(openViews({ ...common, store, repositories, extensionUri: context.extensionUri }));
  const shared = { ...common, ...views, store, repositories, connections };
  const footbridge = { ...shared, settings: readSettings, showLog: () => channel.show() };
  for (const command of registerCommands({ ids: commands, load: loadCommands, footbridge })) owner.add(command);
  background(store.restore(), log);
  background(repositories.reload(), log);
  return owner;
}

function now(): Date {
  return new Date();
}

async function loadCommands(): Promise<CommandTable> {
  return (await import('./vscode/commands/table.ts')).commandTable;
}
