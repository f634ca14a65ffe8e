import { l10n, StatusBarAlignment, window } from 'vscode';
import type { StatusBarItem } from 'vscode';
import { oneLine } from '../domain/markup/safeText.ts';
import { nextDue } from '../domain/query.ts';
import { timeLeft } from '../domain/serviceLevel.ts';
import { isOpen, type Ticket } from '../domain/ticket.ts';
import { escapeIcons } from './escapeIcons.ts';
import { ticketTooltip } from './tree/ticketTooltip.ts';

/** One item: the ticket of the current branch and its time left. */
export class StatusBar {
  readonly #item: StatusBarItem;

  constructor() {
    this.#item = window.createStatusBarItem('footbridge.ticket', StatusBarAlignment.Left, 40);
    this.#item.name = l10n.t('Footbridge: ticket of the current branch');
  }

  show(ticket: Ticket | undefined, now: Date): void {
    if (ticket === undefined) {
      this.#item.hide();
      return;
    }
    const due = isOpen(ticket) ? nextDue(ticket) : undefined;
    const facts = [ticket.key, oneLine(ticket.state, 24), ...(due === undefined ? [] : [timeLeft(due, now)])];
    this.#item.text = `$(checklist) ${escapeIcons(facts.join(' · '))}`;
    this.#item.tooltip = ticketTooltip(ticket, now);
    this.#item.accessibilityInformation = {
      label: l10n.t('Ticket of this branch: {0}', `${facts.join(', ')}, ${oneLine(ticket.title, 100)}`),
      role: 'button',
    };
    this.#item.command = { command: 'footbridge.openTicket', title: '', arguments: [ticket.ref] };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
