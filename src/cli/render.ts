import * as l10n from '@vscode/l10n';
import { oneLine, safeText } from '../domain/markup/safeText.ts';
import { nextDue } from '../domain/query.ts';
import type { Approval } from '../domain/ports.ts';
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

export function approvalTable(approvals: readonly Approval[]): string {
  return table(
    approvals.map(({ id, name, state, approvers }) => [
      id,
      oneLine(name),
      state,
      approvers.map((person) => oneLine(person.name)).join(', '),
    ]),
  );
}

/** A ticket as one reads it in a terminal. */
export function ticketPage(
  ticket: TicketDetails,
  timeline: readonly Entry[],
  { transitions, approvals }: { readonly transitions: readonly Transition[]; readonly approvals: readonly Approval[] },
): string {
  const due = nextDue(ticket);
  const facts = table(
    [
      [l10n.t('State'), oneLine(ticket.state)],
      [l10n.t('Priority'), oneLine(ticket.priorityLabel ?? priorityOf(ticket))],
      [l10n.t('Owner'), ownerOf(ticket)],
      [l10n.t('Requester'), oneLine(ticket.requester?.name ?? '')],
      [l10n.t('Group'), oneLine(ticket.group ?? '')],
      [l10n.t('Services'), ticket.services.map((service) => oneLine(service)).join(', ')],
      [l10n.t('Created'), ticket.created],
      [l10n.t('Updated'), ticket.updated ?? ''],
      [
        l10n.t('Due'),
        due === undefined ? '' : `${due.at} ${oneLine(due.name)}${due.breached ? ` (${l10n.t('breached')})` : ''}`,
      ],
      [l10n.t('Page'), oneLine(ticket.url ?? '')],
      [l10n.t('Approvals'), approvals.map(({ name, state }) => `${oneLine(name)}: ${state}`).join(', ')],
      [l10n.t('Steps'), transitions.map(({ label }) => oneLine(label)).join(', ')],
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
  const audience = entry.audience === 'public' ? l10n.t('seen by the requester') : l10n.t('internal');
  const head = `── ${entry.at}  ${oneLine(entry.author.name)}  ${entry.kind} (${audience})`;
  return `\n${head}\n${safeText(entry.body).trim()}`;
}

function priorityOf(ticket: Ticket): string {
  return ticket.priority === undefined ? '–' : `P${ticket.priority}`;
}

function ownerOf(ticket: Ticket): string {
  if (ticket.assignees.length === 0) return l10n.t('unassigned');
  return ticket.assignees.map(({ name, isMe }) => (isMe ? l10n.t('me') : oneLine(name, 24))).join(', ');
}
