import { l10n, MarkdownString } from 'vscode';
import { oneLine } from '../../domain/markup/safeText.ts';
import { nextDue } from '../../domain/query.ts';
import { timeLeft } from '../../domain/serviceLevel.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { kindWord, phaseWord } from '../../domain/words.ts';

/** What there is to know of a ticket at a glance. The ticket's own text goes in as text, never as Markdown. */
export function ticketTooltip(ticket: Ticket, now: Date): MarkdownString {
  const tooltip = new MarkdownString('', true);
  tooltip
    .appendMarkdown('**')
    .appendText(oneLine(`${ticket.key} ${ticket.title}`, 300))
    .appendMarkdown('**\n\n');
  const due = nextDue(ticket);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [l10n.t('Kind'), kindWord(ticket.kind)],
    [l10n.t('State'), `${oneLine(ticket.state, 60)} (${phaseWord(ticket.phase)})`],
    [l10n.t('Priority'), ticket.priorityLabel ?? (ticket.priority === undefined ? undefined : `P${ticket.priority}`)],
    [l10n.t('Owner'), ticket.assignees.map(({ name }) => name).join(', ') || l10n.t('nobody')],
    [l10n.t('Requester'), ticket.requester?.name],
    [l10n.t('Group'), ticket.group],
    [l10n.t('Services'), ticket.services.join(', ')],
    [l10n.t('Due'), due === undefined ? undefined : `${due.name}: ${timeLeft(due, now)}`],
    [l10n.t('Connection'), ticket.ref.connection],
  ];
  for (const [name, value] of facts) {
    if (value === undefined || value === '') continue;
    tooltip.appendMarkdown(`${name}: `).appendText(oneLine(value, 200)).appendMarkdown('  \n');
  }
  return tooltip;
}
