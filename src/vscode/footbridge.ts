import type { BackendKind } from '../backends/backendKind.ts';
import type { TicketStore } from '../app/ticketStore.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { Connections } from './connections.ts';
import type { OpenRepositories } from './openRepositories.ts';
import type { TicketPanels } from './panels/ticketPanels.ts';
import type { Settings } from './settings.ts';
import type { TicketsView } from './tree/ticketsView.ts';

/** What the commands work with. Built once, in extension.ts. */
export interface Footbridge {
  readonly store: TicketStore;
  readonly repositories: OpenRepositories;
  readonly connections: Connections;
  readonly kinds: readonly BackendKind[];
  readonly ticketsView: TicketsView;
  readonly panels: TicketPanels;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly showLog: () => void;
}
