import type { Ticket } from '../../domain/ticket.ts';
import type { DeskTickets, VisibleTicket } from './deskTickets.ts';
import type { FoldedTicket } from './fold.ts';
import { toTicket, type Viewer } from './map.ts';

/** Keeps tickets in the domain's form, so that a list of ten thousand that did not change costs next to nothing. */
export class ShownTickets {
  readonly #known = new WeakMap<FoldedTicket, { readonly ticket: Ticket; readonly from: string }>();
  #all: readonly Ticket[] = [];
  #from: { readonly visible: readonly VisibleTicket[]; readonly me: string | undefined } | undefined;

  /** Every ticket, the latest change first. */
  all(tickets: DeskTickets, viewer: Viewer): readonly Ticket[] {
    const visible = tickets.newestFirst();
    if (this.#from?.visible !== visible || this.#from.me !== viewer.me) {
      this.#all = visible.map((one) => this.one(tickets, one, viewer));
      // Whether something is due depends on the time.
      const lasts = this.#all.every(({ due }) => due.length === 0);
      this.#from = lasts ? { visible, me: viewer.me } : undefined;
    }
    return this.#all;
  }

  one(tickets: DeskTickets, visible: VisibleTicket, viewer: Viewer): Ticket {
    const { ticket, folded } = visible;
    const keyLength = tickets.keyLength(ticket.id);
    const from = `${keyLength} ${viewer.me}`;
    const known = this.#known.get(folded);
    if (known?.from === from && folded.dues.length === 0) return known.ticket;
    const shown = toTicket(visible, keyLength, viewer);
    this.#known.set(folded, { ticket: shown, from });
    return shown;
  }
}
