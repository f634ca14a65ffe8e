import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Cursor, Page } from '../../domain/ports.ts';
import type { Ticket } from '../../domain/ticket.ts';

/** How many lists are remembered. */
const remembered = 8;

/**
 * Cuts the one answer of Alertmanager into pages. The list is remembered as it was when its first page was asked for, so that the others
 * cost nothing, and an alert that changes meanwhile is neither missed nor shown twice.
 */
export class Pages {
  readonly #size: number;
  readonly #lists = new Map<string, readonly Ticket[]>();
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  first(tickets: readonly Ticket[]): Page<Ticket> {
    if (tickets.length <= this.#size) return { items: tickets };
    const name = `${Date.now().toString(36)}-${++this.#count}`;
    this.#lists.set(name, tickets);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > remembered && oldest !== undefined) this.#lists.delete(oldest);
    return this.#cut(name, tickets, 0);
  }

  /** @throws `usage` for a list that is forgotten: one that was read anew would not go on where this one was. */
  next(cursor: Cursor): Page<Ticket> {
    const [, name = '', from = ''] = /^(\w+-\d+)\.(\d{1,7})$/.exec(cursor) ?? [];
    const tickets = this.#lists.get(name);
    if (tickets !== undefined) return this.#cut(name, tickets, Number(from));
    throw new DeskError('usage', l10n.t('This is not a place in a list of Alertmanager, or not any more.'), {
      next: l10n.t('Read the list again from its beginning.'),
    });
  }

  #cut(name: string, tickets: readonly Ticket[], from: number): Page<Ticket> {
    const to = from + this.#size;
    return { items: tickets.slice(from, to), ...(to < tickets.length ? { next: `${name}.${to}` } : {}) };
  }
}
