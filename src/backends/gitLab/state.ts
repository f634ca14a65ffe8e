import type { Phase } from '../../domain/ticket.ts';

/** GitLab's words for states and escalation statuses, as its pages write them; what is not here is shown as it came. */
const words: ReadonlyMap<string, string> = new Map([
  ['opened', 'Open'],
  ['closed', 'Closed'],
  ['TRIGGERED', 'Triggered'],
  ['ACKNOWLEDGED', 'Acknowledged'],
  ['RESOLVED', 'Resolved'],
  ['IGNORED', 'Ignored'],
]);

const phases: ReadonlyMap<string, Phase> = new Map([
  ['TRIGGERED', 'new'],
  ['ACKNOWLEDGED', 'acknowledged'],
  ['RESOLVED', 'resolved'],
  ['IGNORED', 'cancelled'],
]);

interface State {
  readonly phase: Phase;
  readonly state: string;
}

/**
 * The state of an issue. Closing an incident resolves it, reopening it leaves it resolved (Issues::CloseService, Issues::ReopenService),
 * so an open incident is what its escalation status says.
 * @param status the escalation status; absent for what is no incident, and where the instance has none.
 */
export function stateOf(state: string, status: string | undefined): State {
  if (state === 'closed') return { phase: 'closed', state: wordFor(state) };
  if (status === undefined) return { phase: 'new', state: wordFor(state) };
  return { phase: phases.get(status) ?? 'new', state: wordFor(status) };
}

export function wordFor(raw: string): string {
  return words.get(raw) ?? raw;
}

/** On which side of open and closed the issues of some phases are; undefined: on none. */
export function sideOf(wanted: readonly Phase[]): 'opened' | 'closed' | 'all' | undefined {
  const open = wanted.some((phase) => [...phases.values()].includes(phase));
  if (wanted.includes('closed')) return open ? 'all' : 'closed';
  return open ? 'opened' : undefined;
}
