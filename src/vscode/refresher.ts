import { window } from 'vscode';
import { RefreshPace } from '../app/refreshPace.ts';
import type { TicketStore } from '../app/ticketStore.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { DisposableStore } from './disposableStore.ts';
import { background } from './log.ts';

interface RefresherOptions {
  readonly store: TicketStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Minutes between two refreshes; 0: only when asked. */
  readonly minutes: () => number;
}

/** Refreshes while the window has the focus, and soon after it gets it back. An idle window asks nothing. */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #disposables = new DisposableStore();
  readonly #pace: RefreshPace;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RefresherOptions) {
    this.#options = options;
    this.#pace = new RefreshPace({ minutes: options.minutes, random: Math.random }, options.clock().getTime());
    this.#disposables.add(window.onDidChangeWindowState(() => this.#plan()));
    this.#disposables.addEnd(() => clearTimeout(this.#timer));
    this.#plan();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const wait = window.state.focused ? this.#pace.wait(this.#now()) : undefined;
    if (wait !== undefined) this.#timer = setTimeout(() => background(this.#refresh(), this.#options.log), wait);
  }

  async #refresh(): Promise<void> {
    const { store, clock, minutes } = this.#options;
    const whole = this.#pace.isWhole(this.#now());
    const before = versionsOf(store);
    const since = new Date(clock().getTime() - minutes() * 60_000).toISOString();
    await store.refresh(whole ? {} : { changes: true, since });
    this.#pace.refreshed(this.#now(), { news: versionsOf(store) !== before, whole });
    this.#plan();
  }

  #now(): number {
    return this.#options.clock().getTime();
  }
}

function versionsOf({ tickets }: TicketStore): string {
  return tickets.map(({ ref, version }) => `${ref.connection} ${ref.id} ${version}`).join('\n');
}
