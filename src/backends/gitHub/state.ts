import type { Phase } from '../../domain/ticket.ts';
import type { LabelFacts } from './labels.ts';
import type { WireListedIssue } from './schema.ts';

/** What the state of a closed issue is called, by GitHub's reason for it. Older issues have none. */
export const closedStates = {
  completed: { phase: 'resolved', state: 'closed as completed' },
  not_planned: { phase: 'cancelled', state: 'closed as not planned' },
  duplicate: { phase: 'cancelled', state: 'closed as duplicate' },
} as const satisfies Record<string, { phase: Phase; state: string }>;

/** What the state of an open issue is called that has no label for one. */
export const openState = 'open';

/** The phase of an issue and what GitHub calls it: its label for it, or its own state. A label cannot close an issue, nor open one. */
export function stateOf(
  { state, state_reason: reason }: Pick<WireListedIssue, 'state' | 'state_reason'>,
  { phase = 'new', phaseLabel = openState }: LabelFacts,
): { readonly phase: Phase; readonly state: string } {
  if (state === 'open') return { phase, state: phaseLabel };
  switch (reason) {
    case 'completed':
    case 'not_planned':
    case 'duplicate':
      return closedStates[reason];
    default:
      return { phase: 'closed', state: 'closed' };
  }
}
