import { EventEmitter, window } from 'vscode';
import { branchTicket, findBranchTicket } from '../app/branchTicket.ts';
import type { Repository } from '../app/repository.ts';
import type { TicketStore } from '../app/ticketStore.ts';
import { DeskError } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { Ticket } from '../domain/ticket.ts';
import { DisposableStore } from './disposableStore.ts';
import { background } from './log.ts';
import type { OpenRepositories } from './openRepositories.ts';

interface CurrentTicketOptions {
  readonly repositories: OpenRepositories;
  readonly store: TicketStore;
  readonly log: Log;
}

/** The ticket of the branch that is checked out: with several repositories, that of the file one looks at. */
export class CurrentTicket {
  readonly #options: CurrentTicketOptions;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new EventEmitter<Ticket | undefined>());
  readonly onDidChange = this.#changed.event;
  #found: Ticket | undefined;
  #name: string | undefined;
  /** Whether the store knows the ticket, so that it need not be looked for. */
  #known = false;
  #looking = 0;

  constructor(options: CurrentTicketOptions) {
    this.#options = options;
    this.#disposables.add(options.repositories.onDidChange(() => this.#look()));
    this.#disposables.add(window.onDidChangeActiveTextEditor(() => this.#look()));
    this.#disposables.addEnd(options.store.onDidChange(() => this.#followStore()));
  }

  /** As the store has it, which is newer than what was found once. */
  get ticket(): Ticket | undefined {
    return this.#found === undefined ? undefined : (this.#options.store.ticket(this.#found.ref) ?? this.#found);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #look(): void {
    background(this.#find(), this.#options.log);
  }

  async #find(): Promise<void> {
    const look = ++this.#looking;
    const { repositories, store, log } = this.#options;
    const repository = activeRepository(repositories.all);
    const known = repository === undefined ? undefined : await branchTicket(repository.workTree, store.sources);
    if (look !== this.#looking) return;
    if (repository === undefined || known === undefined) return this.#set(undefined, undefined);
    const name = `${repository.root}\n${known.name}`;
    if (name === this.#name) return;
    try {
      const { ticket } = await findBranchTicket(known, repository, store.sources);
      if (look === this.#looking) this.#set(name, ticket);
    } catch (error) {
      // A key in a branch's name is a guess, and a backend that is not reached is told elsewhere.
      log.debug(`the ticket of ${known.branch}: ${String(error)}`);
      if (look === this.#looking && DeskError.is(error, 'notFound', 'usage', 'ambiguous'))
        this.#set(undefined, undefined);
    }
  }

  #set(name: string | undefined, ticket: Ticket | undefined): void {
    this.#name = name;
    this.#found = ticket;
    this.#changed.fire(this.ticket);
  }

  /** A write or a refresh brought news of it, or it is not listed any more: then it is looked at by itself. */
  #followStore(): void {
    const found = this.#found;
    if (found === undefined) return;
    const stored = this.#options.store.ticket(found.ref);
    if (stored === undefined && this.#known) {
      this.#name = undefined;
      this.#look();
    }
    this.#known = stored !== undefined;
    if (stored === undefined || stored === found) return;
    this.#found = stored;
    this.#changed.fire(stored);
  }
}

function activeRepository(all: readonly Repository[]): Repository | undefined {
  const path = window.activeTextEditor?.document.uri.fsPath;
  const holding = all.filter(({ root }) => path?.startsWith(`${root}/`) === true);
  return holding.toSorted((a, b) => b.root.length - a.root.length)[0] ?? all[0];
}
