import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { FieldSpec, Phase, Transition } from '../../domain/ticket.ts';

/** The steps that a ticket may take from a phase. */
export function transitionsFrom(phase: Phase): Transition[] {
  return steps.filter((step) => step.from.includes(phase)).map((step) => transitionOf(step));
}

/**
 * The step that somebody asks for, if the ticket may take it.
 * @throws `refused` if it may not; `usage` if a field is missing or is none of its choices.
 */
export function takeStep(
  { phase, state, key }: { readonly phase: Phase; readonly state: string; readonly key: string },
  wanted: Transition,
  fields: Readonly<Record<string, string>>,
): { phase: Phase; state: string } {
  const offered = transitionsFrom(phase);
  const step = offered.find(({ id }) => id === wanted.id);
  if (step === undefined) {
    throw new DeskError(
      'refused',
      l10n.t('{0} cannot take the step "{1}" in the state "{2}".', key, wanted.label, state),
      {
        next: l10n.t('It can take: {0}.', offered.map(({ label }) => label).join(', ')),
      },
    );
  }
  const reasons = step.requires.map((field) => valueOf(field, fields[field.id], step.label));
  return { phase: step.to, state: [step.state, ...reasons].join(': ') };
}

export const firstState = { phase: 'new', state: 'New' } as const;

const stateLabels: Readonly<Record<Phase, string>> = {
  new: firstState.state,
  acknowledged: 'Acknowledged',
  in_progress: 'In progress',
  waiting: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

interface Step {
  readonly id: string;
  readonly label: string;
  readonly from: readonly Phase[];
  readonly to: Phase;
  readonly requires?: readonly FieldSpec[];
}

/** What it waits for, so that a stand-up can say so and a service level knows whose clock runs. */
const holdReason: FieldSpec = {
  id: 'reason',
  label: 'Reason',
  choices: ['Requester', 'Change', 'Problem', 'Supplier'],
};

/** The life of a ticket, after ITIL's: the labels are data and stay English, as every backend's are its own. */
const steps: readonly Step[] = [
  { id: 'acknowledge', label: 'Acknowledge', from: ['new'], to: 'acknowledged' },
  { id: 'start', label: 'Start work', from: ['new', 'acknowledged', 'waiting'], to: 'in_progress' },
  {
    id: 'hold',
    label: 'Put on hold',
    from: ['new', 'acknowledged', 'in_progress'],
    to: 'waiting',
    requires: [holdReason],
  },
  { id: 'resolve', label: 'Resolve', from: ['new', 'acknowledged', 'in_progress', 'waiting'], to: 'resolved' },
  { id: 'close', label: 'Close', from: ['resolved'], to: 'closed' },
  { id: 'stop', label: 'Stop work', from: ['in_progress'], to: 'acknowledged' },
  { id: 'return', label: 'Return to queue', from: ['acknowledged', 'in_progress', 'waiting'], to: 'new' },
  { id: 'cancel', label: 'Cancel', from: ['new', 'acknowledged', 'in_progress', 'waiting'], to: 'cancelled' },
  { id: 'reopen', label: 'Reopen', from: ['resolved', 'closed', 'cancelled'], to: 'in_progress' },
];

function transitionOf({ id, label, to, requires = [] }: Step): Transition {
  return { id, label, to, state: stateLabels[to], requires };
}

function valueOf(field: FieldSpec, value: string | undefined, step: string): string {
  const given = value?.trim() ?? '';
  const choice = field.choices?.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
  if (choice !== undefined) return choice;
  const choices = field.choices?.join(', ') ?? '';
  const message =
    given === ''
      ? l10n.t('"{0}" needs the field "{1}".', step, field.label)
      : l10n.t('"{0}" cannot be the field "{1}" of "{2}".', given, field.label, step);
  throw new DeskError('usage', message, { next: l10n.t('Give one of: {0}.', choices) });
}
