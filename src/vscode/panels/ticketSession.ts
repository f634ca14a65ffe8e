import type { Log } from '../../domain/ports.ts';
import { refKey, type Entry, type TicketRef } from '../../domain/ticket.ts';
import { pageMessageSchema, type HostMessage, type PageMessage, type TicketAction } from '../../protocol/messages.ts';
import { problemOf } from '../../protocol/problem.ts';
import { Rpc, type Transport } from '../../protocol/rpc.ts';
import type { TicketPage } from '../../protocol/ticketPage.ts';
import { background, detailOf } from '../log.ts';
import type { TicketPanelHost } from './ticketPanelHost.ts';

interface TicketSessionOptions {
  readonly transport: Transport;
  readonly ref: TicketRef;
  readonly host: Pick<TicketPanelHost, 'load' | 'act' | 'note'>;
  readonly editor: {
    /** Whether somebody can see the page; a page out of sight is not kept up to date. */
    isVisible(): boolean;
    showTitle(title: string): void;
    openLink(url: string): Promise<void>;
    openPlace(place: Omit<Extract<PageMessage, { type: 'openPlace' }>, 'type'>): Promise<void>;
    /** Whether an error only says that the user has left a question. */
    isCancelled(error: unknown): boolean;
  };
  readonly log: Log;
}

/** The editor's side of one ticket page: reads the ticket, answers the page, and outlives the page when it is hidden. */
export class TicketSession {
  readonly #options: TicketSessionOptions;
  readonly #rpc: Rpc<HostMessage, PageMessage, object>;
  /** Notes that were asked for, by draft and text: a page that was hidden meanwhile asks again, and nothing is written twice. */
  readonly #notes = new Map<string, Promise<Entry>>();
  #page: TicketPage | undefined;
  #wholeTimeline = false;
  /** What the page shows may not be what the ticket is. */
  #stale = false;
  #loading: Promise<void> | undefined;
  #again = false;

  constructor(options: TicketSessionOptions) {
    this.#options = options;
    this.#rpc = new Rpc({
      transport: options.transport,
      incoming: pageMessageSchema,
      replies: {},
      handle: (message: PageMessage) => this.#handle(message),
      onError: (error) => options.log.error(this.#about(error)),
    });
  }

  /** Reads the ticket again. Never rejects: the page shows why it could not be read. Calls meanwhile are one more reading. */
  load(): Promise<void> {
    if (this.#loading !== undefined) {
      this.#again = true;
      return this.#loading;
    }
    const loading = this.#loadUntilFresh().finally(() => {
      this.#loading = undefined;
    });
    this.#loading = loading;
    return loading;
  }

  /** The ticket has changed somewhere. */
  changed(): void {
    this.#stale = true;
    this.seen();
  }

  /** The page has come into sight, or gone out of it. */
  seen(): void {
    const { editor, log } = this.#options;
    if (this.#stale && editor.isVisible()) background(this.load(), log);
  }

  dispose(): void {
    this.#rpc.dispose();
  }

  async #loadUntilFresh(): Promise<void> {
    const { ref, host, editor, log } = this.#options;
    do {
      this.#again = false;
      this.#stale = false;
      this.#rpc.send({ type: 'loading' });
      try {
        this.#page = await host.load(ref, { wholeTimeline: this.#wholeTimeline });
        editor.showTitle(this.#page.ticket.key);
        this.#rpc.send({ type: 'ticket', page: this.#page });
      } catch (error) {
        log.warn(this.#about(error));
        this.#stale = true;
        this.#rpc.send({ type: 'failed', problem: problemOf(error) });
      }
    } while (this.#again);
  }

  async #handle(message: PageMessage): Promise<unknown> {
    const { editor } = this.#options;
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
        return this.#unlessCancelled(editor.openLink(message.url));
      case 'openPlace':
        return this.#unlessCancelled(editor.openPlace(message));
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
      await this.#unlessCancelled(host.act(ref, action));
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

  async #unlessCancelled(done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      if (!this.#options.editor.isCancelled(error)) throw error;
    }
  }

  #about(error: unknown): string {
    return `The panel of ${refKey(this.#options.ref)}: ${detailOf(error)}`;
  }
}
