import type { Disposable } from 'vscode';
import type { Audience, Entry, Markdown, TicketRef } from '../../domain/ticket.ts';
import type { TicketAction } from '../../protocol/messages.ts';
import type { TicketPage } from '../../protocol/ticketPage.ts';

/** What the panels need of the rest of Footbridge. */
export interface TicketPanelHost {
  /**
   * Reads a ticket with all that its page shows. Called again for every refresh; a panel that is restored after a reload
   * calls it before the repositories are open, so it waits for them.
   * @param options.wholeTimeline reads the timeline to its end, not only its first page.
   */
  load(ref: TicketRef, options: { readonly wholeTimeline: boolean }): Promise<TicketPage>;
  /**
   * Carries an action out by the editor's own command, which asks for what it needs and shows its own errors.
   * Resolves when the command has ended, also when the user has left it; what it throws is shown in the panel.
   */
  act(ref: TicketRef, action: TicketAction): Promise<void>;
  /** Writes a note, or a reply that the requester sees. */
  note(ref: TicketRef, body: Markdown, audience: Audience): Promise<Entry>;
  /** Calls back each time that the ticket is known to have changed. */
  onDidChange(ref: TicketRef, listener: () => void): Disposable;
}
