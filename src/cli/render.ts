import { t } from '@vscode/l10n';
import { oneLine, safeText } from '../domain/markup/safeText.ts';
import { nextDue } from '../domain/query.ts';
import type { Entry, Ticket, TicketDetails, Transition } from '../domain/ticket.ts';

/** Tickets as a table: key, priority, state, owner, title. */
export function ticketTable(tickets: readonly Ticket[]): string {
  return table(
    tickets.map((ticket) => [
      ticket.key,
      priorityOf(ticket),
      oneLine(ticket.state, 24),
      ownerOf(ticket),
      oneLine(ticket.title, 90),
    ]),
  );
}

export function ticketLine(ticket: Ticket): string {
  return ticketTable([ticket]);
}

/** Rows with columns as wide as their widest cell; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A ticket as one reads it in a terminal. */
export function ticketPage(
  ticket: TicketDetails,
  timeline: readonly Entry[],
  transitions: readonly Transition[],
): string {
  const due = nextDue(ticket);
  const facts = table(
    [
      [t('State'), oneLine(ticket.state)],
      [t('Priority'), oneLine(ticket.priorityLabel ?? priorityOf(ticket))],
      [t('Owner'), ownerOf(ticket)],
      [t('Requester'), oneLine(ticket.requester?.name ?? '')],
      [t('Group'), oneLine(ticket.group ?? '')],
      [t('Services'), ticket.services.map((service) => oneLine(service)).join(', ')],
      [t('Created'), ticket.created],
      [t('Updated'), ticket.updated ?? ''],
      [t('Due'), due === undefined ? '' : `${due.at} ${oneLine(due.name)}${due.breached ? ` (${t('breached')})` : ''}`],
      [t('Page'), oneLine(ticket.url ?? '')],
      [t('Steps'), transitions.map(({ label }) => oneLine(label)).join(', ')],
    ].filter(([, value]) => value !== ''),
  );
  return [
    `${ticket.key}  ${oneLine(ticket.title)}`,
    '',
    facts,
    '',
    safeText(ticket.body).trim(),
    ...timeline.map(entryText),
  ]
    .join('\n')
    .trimEnd();
}

function entryText(entry: Entry): string {
  const audience = entry.audience === 'public' ? t('seen by the requester') : t('internal');
  const head = `── ${entry.at}  ${oneLine(entry.author.name)}  ${entry.kind} (${audience})`;
  return `\n${head}\n${safeText(entry.body).trim()}`;
}

function priorityOf(ticket: Ticket): string {
  return ticket.priority === undefined ? '–' : `P${ticket.priority}`;
}

function ownerOf(ticket: Ticket): string {
  if (ticket.assignees.length === 0) return t('unassigned');
  return ticket.assignees.map(({ name, isMe }) => (isMe ? t('me') : oneLine(name, 24))).join(', ');
}
