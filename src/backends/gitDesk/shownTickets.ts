import type { Ticket } from '../../domain/ticket.ts';
import type { VisibleTicket } from './deskTickets.ts';
import type { FoldedTicket } from './fold.ts';
import { toTicket, type Viewer } from './map.ts';

/** Keeps tickets in the domain's form, so that a list of ten thousand that did not change costs nothing. */
export class ShownTickets {
  readonly #known = new WeakMap<FoldedTicket, { readonly ticket: Ticket; readonly from: string }>();

  show(visible: VisibleTicket, keyLength: number, viewer: Viewer): Ticket {
    const { folded } = visible;
    const from = `${keyLength} ${viewer.me}`;
    const known = this.#known.get(folded);
    // Whether something is due depends on the time.
    if (known?.from === from && folded.dues.length === 0) return known.ticket;
    const ticket = toTicket(visible, keyLength, viewer);
    this.#known.set(folded, { ticket, from });
    return ticket;
  }
}
