import { openPhases, type Phase } from '../../domain/ticket.ts';

/** The statuses of Request Tracker's own lifecycle, which most instances keep. */
export const standardStatuses = [
  { name: 'new', phase: 'new', side: 'active' },
  { name: 'open', phase: 'in_progress', side: 'active' },
  { name: 'stalled', phase: 'waiting', side: 'active' },
  { name: 'resolved', phase: 'resolved', side: 'inactive' },
  { name: 'rejected', phase: 'cancelled', side: 'inactive' },
  { name: 'deleted', phase: 'cancelled', side: 'inactive' },
] as const satisfies readonly { name: string; phase: Phase; side: 'active' | 'inactive' }[];

/**
 * What the statuses of other lifecycles are called, the first that fits. REST 2 has no way to read a lifecycle for those who
 * are not its administrators, so the name is all there is to go by.
 */
const words: readonly (readonly [RegExp, Phase])[] = [
  [/\b(reject|cancel|declin|delet|drop|withdr|abandon|invalid|duplicat|refus|den(y|ied)|won'?t|spam)/, 'cancelled'],
  [/\b(wait|await|pending|hold|held|stall|block|suspend|defer|postpon|paus|schedul|snooz|feedback)/, 'waiting'],
  [/\b(resolv|solv|fix|done|complet|implement|deliver|fulfil|deploy)/, 'resolved'],
  [/\b(clos|archiv|ended|finish)/, 'closed'],
  [/\b(ack|triag|assign|accept|confirm|plan|approv)/, 'acknowledged'],
  [/\b(new|submit|receiv|report|request|draft|incoming|untouched|unassigned|queued)/, 'new'],
];

/**
 * The phase of a status.
 * @param isActive whether the ticket's lifecycle counts it among those that are open; undefined: not known. It decides over the name:
 * what the server lists as open must be open here too.
 */
export function phaseOf(status: string, isActive: boolean | undefined): Phase {
  const name = status.toLowerCase();
  const standard = standardStatuses.find((known) => known.name === name);
  const guess = standard?.phase ?? words.find(([pattern]) => pattern.test(name))?.[1];
  const isOpen = guess === undefined ? undefined : openPhases.includes(guess);
  if (guess !== undefined && (isActive === undefined || isActive === isOpen)) return guess;
  if (isActive === false) return 'closed';
  // Resolved and still open: it waits for somebody to confirm it.
  return guess === 'resolved' || guess === 'closed' ? 'waiting' : 'in_progress';
}

/** Whether a status is open by its name alone, where the name leaves no doubt. */
export function isActiveByName(status: string): boolean | undefined {
  const name = status.toLowerCase();
  if (name === 'new' || name === 'open' || name === 'stalled') return true;
  return name === 'rejected' || name === 'deleted' ? false : undefined;
}
