import { window } from 'vscode';
import type { TicketStore } from '../app/ticketStore.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { DisposableStore } from './disposableStore.ts';
import { background } from './log.ts';

const minute = 60_000;

interface RefresherOptions {
  readonly store: TicketStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Minutes between two refreshes; 0: only when asked. */
  readonly minutes: () => number;
}

/** Refreshes while the window has the focus, and on return when too much time has passed. An idle window asks nothing. */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #disposables = new DisposableStore();
  #last: number;

  constructor(options: RefresherOptions) {
    this.#options = options;
    this.#last = options.clock().getTime();
    const timer = setInterval(() => this.#refreshIfDue(), minute / 2);
    this.#disposables.addEnd(() => clearInterval(timer));
    this.#disposables.add(window.onDidChangeWindowState(() => this.#refreshIfDue()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #refreshIfDue(): void {
    const { store, clock, log, minutes } = this.#options;
    const now = clock().getTime();
    const due = minutes() > 0 && now - this.#last >= minutes() * minute;
    if (!due || !window.state.focused) return;
    this.#last = now;
    background(store.refresh(), log);
  }
}
