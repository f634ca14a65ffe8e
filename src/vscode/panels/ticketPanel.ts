import { randomBytes } from 'node:crypto';
import { CancellationError, commands, env, l10n, Uri, type Webview, type WebviewPanel } from 'vscode';
import { DeskError } from '../../domain/errors.ts';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import type { Log } from '../../domain/ports.ts';
import type { Entry, TicketRef } from '../../domain/ticket.ts';
import { pageMessageSchema, type HostMessage, type PageMessage, type TicketAction } from '../../protocol/messages.ts';
import { problemOf } from '../../protocol/problem.ts';
import { Rpc, type Transport } from '../../protocol/rpc.ts';
import type { TicketPage } from '../../protocol/ticketPage.ts';
import { DisposableStore } from '../disposableStore.ts';
import { background, detailOf } from '../log.ts';
import { openCodePlace } from './openCodePlace.ts';
import { ticketHtml } from './ticketHtml.ts';
import type { TicketPanelHost } from './ticketPanelHost.ts';

interface TicketPanelOptions {
  readonly panel: WebviewPanel;
  readonly ref: TicketRef;
  readonly host: TicketPanelHost;
  /** The folder with the pages' scripts and styles; a page can load nothing else. */
  readonly assets: Uri;
  readonly log: Log;
}

/** The panel of one ticket: the editor's side of its page. */
export class TicketPanel {
  readonly #options: TicketPanelOptions;
  readonly #disposables = new DisposableStore();
  readonly #rpc: Rpc<HostMessage, PageMessage, object>;
  /** Notes that were asked for, by draft and text: a page that was hidden meanwhile asks again, and nothing is written twice. */
  readonly #notes = new Map<string, Promise<Entry>>();
  #page: TicketPage | undefined;
  #wholeTimeline = false;
  /** Something has changed while nobody was looking. */
  #stale = false;
  #loading: Promise<void> | undefined;
  #again = false;

  constructor(options: TicketPanelOptions) {
    this.#options = options;
    const { panel, ref, host, log } = options;
    this.#rpc = this.#disposables.add(
      new Rpc({
        transport: transportOf(panel.webview, log),
        incoming: pageMessageSchema,
        replies: {},
        handle: (message: PageMessage) => this.#handle(message),
        onError: (error) => log.error(`The panel of ${ref.connection}:${ref.id}: ${detailOf(error)}`),
      }),
    );
    this.#disposables.add(host.onDidChange(ref, () => this.#changed()));
    this.#disposables.add(panel.onDidChangeViewState(() => this.#seen()));
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [options.assets] };
    panel.webview.html = htmlOf(options);
  }

  /** Reads the ticket again. Never rejects: the page shows why it could not be read. Two calls at once are at most two readings. */
  load(): Promise<void> {
    if (this.#loading === undefined) this.#loading = this.#loadUntilFresh().finally(() => (this.#loading = undefined));
    else this.#again = true;
    return this.#loading;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #loadUntilFresh(): Promise<void> {
    const { ref, host, panel, log } = this.#options;
    do {
      this.#again = false;
      this.#stale = false;
      this.#rpc.send({ type: 'loading' });
      try {
        this.#page = await host.load(ref, { wholeTimeline: this.#wholeTimeline });
        panel.title = this.#page.ticket.key;
        this.#rpc.send({ type: 'ticket', page: this.#page });
      } catch (error) {
        log.warn(`The panel of ${ref.connection}:${ref.id}: ${detailOf(error)}`);
        this.#stale = true;
        this.#rpc.send({ type: 'failed', problem: problemOf(error) });
      }
    } while (this.#again);
  }

  async #handle(message: PageMessage): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        return this.#greet();
      case 'refresh':
        return this.load();
      case 'loadTimeline':
        this.#wholeTimeline = true;
        return this.load();
      case 'act':
        return this.#act(message.action);
      case 'note':
        return this.#note(message);
      case 'openLink':
        return openLink(message.url);
      case 'openPlace':
        return openCodePlace(message).catch(unlessCancelled);
      default:
        return message satisfies never;
    }
  }

  /** The page has started, for the first time or after it was hidden: it knows nothing. */
  #greet(): void {
    if (this.#page !== undefined) this.#rpc.send({ type: 'ticket', page: this.#page });
    if (this.#loading !== undefined) this.#rpc.send({ type: 'loading' });
    else if (this.#page === undefined || this.#stale) background(this.load(), this.#options.log);
  }

  async #act(action: TicketAction): Promise<void> {
    const { ref, host } = this.#options;
    try {
      await host.act(ref, action);
    } catch (error) {
      unlessCancelled(error);
    } finally {
      // Also after a failure: that somebody was faster is best told by what the ticket is now.
      if (action.type !== 'copyKey' && action.type !== 'openInBrowser') await this.load();
    }
  }

  #note({ id, body, audience }: Extract<PageMessage, { type: 'note' }>): Promise<Entry> {
    const { ref, host, log } = this.#options;
    const key = JSON.stringify([id, body, audience]);
    const known = this.#notes.get(key);
    if (known !== undefined) return known;
    const written = host.note(ref, body, audience);
    this.#notes.set(key, written);
    written.then(
      () => background(this.load(), log),
      () => this.#notes.delete(key),
    );
    return written;
  }

  #changed(): void {
    this.#stale = true;
    this.#seen();
  }

  #seen(): void {
    const { panel, log } = this.#options;
    if (panel.visible && this.#stale) background(this.load(), log);
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

/** Opens a link of a ticket's text outside of the editor. The page has checked it; the page may have been deceived. */
async function openLink(text: string): Promise<void> {
  const url = externalUrl(text);
  if (url === undefined) throw new DeskError('usage', l10n.t('{0} is no web or mail address.', text));
  // As text: a Uri decodes what is encoded in a query, and opens another page than the one that was shown.
  if (url.startsWith('mailto:')) await env.openExternal(Uri.parse(url, true));
  else await commands.executeCommand('vscode.open', url);
}

function unlessCancelled(error: unknown): void {
  if (!(error instanceof CancellationError)) throw error;
}
