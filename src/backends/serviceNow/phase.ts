import { openPhases, type Phase } from '../../domain/ticket.ts';

type States = Readonly<Record<string, Phase>>;

const taskStates: States = {
  '-5': 'waiting',
  '1': 'new',
  '2': 'in_progress',
  '3': 'closed',
  '4': 'cancelled',
  '7': 'cancelled',
};

/** The codes that ServiceNow ships. Instances rename their labels; the codes stay (ServiceNow docs, c_BPForStateFieldChoiceValues). */
const shipped: Readonly<Record<string, States>> = {
  incident: {
    '1': 'new',
    '2': 'in_progress',
    '3': 'waiting',
    // Of the model before Helsinki: awaiting a problem, the user, evidence.
    '4': 'waiting',
    '5': 'waiting',
    '6': 'resolved',
    '7': 'closed',
    '8': 'cancelled',
  },
  change_request: {
    '-5': 'new',
    '-4': 'acknowledged',
    '-3': 'acknowledged',
    '-2': 'waiting',
    '-1': 'in_progress',
    '0': 'resolved',
    '3': 'closed',
    '4': 'cancelled',
  },
  problem: {
    '1': 'new',
    '2': 'in_progress',
    '3': 'waiting',
    '4': 'closed',
    '101': 'new',
    '102': 'acknowledged',
    '103': 'in_progress',
    '104': 'in_progress',
    '106': 'resolved',
    '107': 'closed',
  },
};

/** States that are resolved and count as active until they are closed: a table and its code. */
export const resolvedStates = Object.entries(shipped).flatMap(([table, states]) =>
  Object.entries(states)
    .filter(([, phase]) => phase === 'resolved')
    .map(([code]) => ({ table, code })),
);

/** What states of an instance's own are called, in the languages that we can tell; the first that fits. */
const words: readonly (readonly [RegExp, Phase])[] = [
  [/cancel|reject|withdr|skipp|incomplete|abgebrochen|storniert|annul|cancelad/, 'cancelled'],
  [/wait|await|pending|hold|suspend|defer|schedul|wart|ausstehend|attente|espera|pendient/, 'waiting'],
  [/resolv|closed|complete|done|gelöst|geschlossen|abgeschlossen|résolu|fermé|clos\b|resuelto|cerrado/, 'closed'],
  [/ack|triag|assess|assign|accept|approv|authori|zugewiesen|assigné|asignad/, 'acknowledged'],
  [/\bnew\b|open|submit|draft|neu|offen|nouveau|ouvert|nuevo|abierto/, 'new'],
];

export interface StateFacts {
  readonly table: string;
  readonly code: string;
  readonly label: string;
  /** What the instance says of it: an active task is worked on, or resolved and not closed. Undefined: not known. */
  readonly active: boolean | undefined;
}

/** The phase of a state: by its code where ServiceNow ships it, else by its label, and never against what the instance calls active. */
export function phaseOf({ table, code, label, active }: StateFacts): Phase {
  const known = (shipped[table] ?? taskStates)[code];
  if (known !== undefined) return active === false && openPhases.includes(known) ? 'closed' : known;
  const guess = words.find(([pattern]) => pattern.test(label.toLowerCase()))?.[1];
  if (active === false) return guess === 'cancelled' ? guess : 'closed';
  if (guess === undefined) return 'in_progress';
  return active === true && !openPhases.includes(guess) ? 'waiting' : guess;
}

/** Whether ServiceNow ships a state for a table with this code. */
export function isShipped(table: string, code: string): boolean {
  return code in (shipped[table] ?? taskStates);
}
