import { l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import * as v from 'valibot';
import type { Log } from '../../domain/ports.ts';
import { refKey, type TicketRef } from '../../domain/ticket.ts';
import { ticketRefSchema } from '../../domain/ticketSchema.ts';
import { TicketPanel } from './ticketPanel.ts';
import type { TicketPanelHost } from './ticketPanelHost.ts';

/** package.json names it too: `onWebviewPanel:footbridge.ticket` wakes the extension when a window is reloaded with a panel in it. */
const viewType = 'footbridge.ticket';

interface TicketPanelsOptions {
  readonly host: TicketPanelHost;
  readonly extensionUri: Uri;
  readonly log: Log;
}

interface OpenPanel {
  readonly panel: WebviewPanel;
  readonly ticket: TicketPanel;
}

/** The open ticket panels, one a ticket. They survive a reload of the window. */
export class TicketPanels implements Disposable {
  readonly #options: TicketPanelsOptions;
  readonly #assets: Uri;
  readonly #open = new Map<string, OpenPanel>();
  readonly #serializer: Disposable;

  constructor(options: TicketPanelsOptions) {
    this.#options = options;
    this.#assets = Uri.joinPath(options.extensionUri, 'dist', 'webview');
    this.#serializer = window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
    });
  }

  /** Shows a ticket's panel, or opens one and reads the ticket. Resolves when it is read; the panel shows why if it cannot be. */
  async open(ref: TicketRef): Promise<void> {
    const known = this.#open.get(refKey(ref));
    if (known !== undefined) {
      known.panel.reveal();
      return;
    }
    const options = { enableFindWidget: true };
    await this.#adopt(window.createWebviewPanel(viewType, l10n.t('Ticket'), ViewColumn.Active, options), ref);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  async #restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const kept = v.safeParse(v.object({ ref: ticketRefSchema }), state);
    const twice = kept.success && this.#open.has(refKey(kept.output.ref));
    if (!kept.success || twice) panel.dispose();
    else await this.#adopt(panel, kept.output.ref);
  }

  async #adopt(panel: WebviewPanel, ref: TicketRef): Promise<void> {
    const { host, log } = this.#options;
    const ticket = new TicketPanel({ panel, ref, host, assets: this.#assets, log });
    const key = refKey(ref);
    this.#open.set(key, { panel, ticket });
    panel.onDidDispose(() => {
      ticket.dispose();
      this.#open.delete(key);
    });
    await ticket.load();
  }
}
