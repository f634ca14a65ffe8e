import type { Version } from '../../domain/ticket.ts';
import type { WireIssue, WireListedIssue } from './schema.ts';

/**
 * What a write compares. Redmine's own `lock_version` is never shown, and the time of the last change is in whole seconds, so that what
 * changes most stands beside it.
 */
export function listedVersion({ updated_on: updated, status, assigned_to: assignee }: WireListedIssue): Version {
  return `${updated} ${status.id} ${assignee?.id ?? '-'}`;
}

/** The same of an issue that was read by itself: with its last journal, which tells apart what happened within a second. */
export function readVersion(wire: WireIssue): Version {
  return `${listedVersion(wire)} ${lastJournal(wire)}`;
}

/** The number of the last thing that happened to an issue and that this account may see; 0 for none. */
export function lastJournal({ journals }: WireIssue): number {
  return Math.max(0, ...journals.map(({ id }) => Number(id)));
}

/** Whether an issue is still as somebody saw it, in a list or by itself. */
export function isAsSeen(wire: WireIssue, seen: Version): boolean {
  return seen === readVersion(wire) || seen === listedVersion(wire);
}
