import * as l10n from '@vscode/l10n';
import type { Service, ServiceLevel } from './service.ts';
import { isOpen, type Due, type Ticket } from './ticket.ts';

/**
 * Gives a ticket the targets of its service, where its backend has given it none.
 *
 * `respond` is owed until the ticket leaves `new`, `resolve` until it is no longer open. The clock runs from the
 * ticket's creation and never pauses: how long a ticket has waited for its requester is not known from its fields.
 * Of several services the strictest target counts.
 */
export function withServiceLevels<T extends Ticket>(ticket: T, services: readonly Service[], now: Date): T {
  if (ticket.due.length > 0 || !isOpen(ticket)) return ticket;
  const levels = levelsOf(ticket, services);
  const respond = ticket.phase === 'new' ? dueAt(ticket, 'respond', { levels, now }) : [];
  const due = [...respond, ...dueAt(ticket, 'resolve', { levels, now })];
  return due.length === 0 ? ticket : { ...ticket, due };
}

function levelsOf(ticket: Ticket, services: readonly Service[]): ServiceLevel[] {
  const { priority } = ticket;
  if (priority === undefined) return [];
  return services
    .filter((service) => ticket.services.includes(service.name))
    .flatMap((service) => service.serviceLevels[`P${priority}`] ?? []);
}

function dueAt(
  ticket: Ticket,
  name: keyof ServiceLevel,
  { levels, now }: { readonly levels: readonly ServiceLevel[]; readonly now: Date },
): Due[] {
  const targets = levels.flatMap((level) => level[name] ?? []);
  const at = Date.parse(ticket.created) + Math.min(...targets);
  if (!Number.isFinite(at)) return [];
  return [{ at: new Date(at).toISOString(), name, breached: at <= now.getTime(), paused: false }];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `42m left`, `3h left`, `2d left`, `5m overdue`, `paused`. Rounded down: what is said to be left is left. */
export function timeLeft(due: Due, now: Date): string {
  if (due.paused) return l10n.t('paused');
  const left = Date.parse(due.at) - now.getTime();
  const span = Math.abs(left);
  if (span < minute) return l10n.t('due now');
  const late = left < 0;
  if (span < hour) return late ? l10n.t('{0}m overdue', count(span, minute)) : l10n.t('{0}m left', count(span, minute));
  if (span < day) return late ? l10n.t('{0}h overdue', count(span, hour)) : l10n.t('{0}h left', count(span, hour));
  return late ? l10n.t('{0}d overdue', count(span, day)) : l10n.t('{0}d left', count(span, day));
}

function count(span: number, unit: number): number {
  return Math.floor(span / unit);
}
