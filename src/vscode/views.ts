import { window, type Disposable, type Uri } from 'vscode';
import type { TicketStore } from '../app/ticketStore.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { CurrentTicket } from './currentTicket.ts';
import { DisposableStore } from './disposableStore.ts';
import { linkFileDiagnostics } from './linkFileDiagnostics.ts';
import type { OpenRepositories } from './openRepositories.ts';
import { panelHost } from './panels/panelHost.ts';
import { TicketPanels } from './panels/ticketPanels.ts';
import { Refresher } from './refresher.ts';
import { readSettings } from './settings.ts';
import { StatusBar } from './statusBar.ts';
import { ServicesView } from './tree/servicesView.ts';
import { TicketsView } from './tree/ticketsView.ts';
import { uriHandler } from './uriHandler.ts';

interface ViewsOptions {
  readonly store: TicketStore;
  readonly repositories: OpenRepositories;
  readonly extensionUri: Uri;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Views extends Disposable {
  readonly ticketsView: TicketsView;
  readonly panels: TicketPanels;
}

/** Everything that shows something: the views, the panels, the status bar, the diagnostics. */
export function openViews({ store, repositories, extensionUri, clock, log }: ViewsOptions): Views {
  const owner = new DisposableStore();
  const grouping = readSettings().groupBy;
  const ticketsView = owner.add(new TicketsView({ store, repositories, grouping, clock }));
  owner.add(new ServicesView({ repositories, store, clock }));
  const panels = owner.add(
    new TicketPanels({ host: panelHost({ store, repositories, clock, log }), extensionUri, log }),
  );
  const statusBar = owner.add(new StatusBar());
  const current = owner.add(new CurrentTicket({ repositories, store, log }));
  owner.add(
    current.onDidChange((ticket) => {
      ticketsView.setCurrent(ticket?.ref);
      statusBar.show(readSettings().showInStatusBar ? ticket : undefined, clock());
    }),
  );
  owner.add(linkFileDiagnostics(repositories));
  owner.add(new Refresher({ store, clock, log, minutes: () => readSettings().refreshMinutes }));
  owner.add(window.registerUriHandler(uriHandler));
  return { ticketsView, panels, dispose: () => owner.dispose() };
}
