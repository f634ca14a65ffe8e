import { randomBytes } from 'node:crypto';
import { CancellationError, env, l10n, Uri, type Webview, type WebviewPanel } from 'vscode';
import type { Log } from '../../domain/ports.ts';
import type { TicketRef } from '../../domain/ticket.ts';
import type { Transport } from '../../protocol/rpc.ts';
import { DisposableStore } from '../disposableStore.ts';
import { background } from '../log.ts';
import { openCodePlace } from './openCodePlace.ts';
import { openExternalLink } from './openExternalLink.ts';
import { ticketHtml } from './ticketHtml.ts';
import type { TicketPanelHost } from './ticketPanelHost.ts';
import { TicketSession } from './ticketSession.ts';

interface TicketPanelOptions {
  readonly panel: WebviewPanel;
  readonly ref: TicketRef;
  readonly host: TicketPanelHost;
  /** The folder with the pages' scripts and styles; a page can load nothing else. */
  readonly assets: Uri;
  readonly log: Log;
}

/** The panel of one ticket: a webview and the session behind it. */
export class TicketPanel {
  readonly #disposables = new DisposableStore();
  readonly #session: TicketSession;

  constructor(options: TicketPanelOptions) {
    const { panel, ref, host, assets, log } = options;
    this.#session = this.#disposables.add(
      new TicketSession({
        transport: transportOf(panel.webview, log),
        ref,
        host,
        editor: {
          isVisible: () => panel.visible,
          showTitle: (title) => {
            panel.title = title;
          },
          openLink: openExternalLink,
          openPlace: openCodePlace,
          isCancelled: (error) => error instanceof CancellationError,
        },
        log,
      }),
    );
    this.#disposables.add(host.onDidChange(ref, () => this.#session.changed()));
    this.#disposables.add(panel.onDidChangeViewState(() => this.#session.seen()));
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [assets] };
    panel.webview.html = htmlOf(options);
  }

  /** Reads the ticket again. Never rejects: the page shows why it could not be read. */
  load(): Promise<void> {
    return this.#session.load();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function transportOf(webview: Webview, log: Log): Transport {
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function, not the window's: it has one argument
    send: (message) => background(webview.postMessage(message), log),
    listen: (listener) => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}

function htmlOf({ panel, ref, assets }: TicketPanelOptions): string {
  const { webview } = panel;
  const asset = (name: string): string => webview.asWebviewUri(Uri.joinPath(assets, name)).toString();
  const strings = l10n.bundle;
  return ticketHtml({
    boot: { ref, life: random(), language: env.language, ...(strings === undefined ? {} : { strings }) },
    title: panel.title,
    cspSource: webview.cspSource,
    nonce: random(),
    script: asset('ticket.js'),
    style: asset('ticket.css'),
  });
}

function random(): string {
  return randomBytes(16).toString('base64url');
}
