import { isShipped } from './phase.ts';

/** A step of a workflow by the codes of its states, as far as it is known without asking the instance. */
export interface Step {
  readonly to: string;
  /** Columns that the instance wants with it. */
  readonly requires: readonly StepField[];
}

export type StepField = 'close_code' | 'close_notes' | 'comments' | 'cause_notes' | 'fix_notes' | 'resolution_code';

const closing: readonly StepField[] = ['close_code', 'close_notes'];

type Workflow = Readonly<Record<string, readonly Step[]>>;

const incidentEnds: readonly Step[] = [
  { to: '6', requires: closing },
  { to: '8', requires: [] },
];
const taskEnds = ['3', '4', '7'].map(plain);

/**
 * What leads where, in ServiceNow's own models. Only changes have a request that tells; elsewhere the instance refuses what its rules forbid.
 * To close a resolved incident is left to the instance, which does it after some days; by hand it takes the role `itil_admin`.
 * A request (`sc_request`) has no steps: it follows its items.
 */
const workflows: Readonly<Record<string, Workflow>> = {
  incident: {
    '1': [plain('2'), plain('3'), ...incidentEnds],
    '2': [plain('3'), ...incidentEnds],
    '3': [plain('2'), ...incidentEnds],
    '6': [plain('2')],
    '7': [],
    '8': [],
  },
  problem: {
    '1': ['2', '3', '4'].map(plain),
    '2': ['3', '4'].map(plain),
    '3': ['2', '4'].map(plain),
    '4': [],
    '101': [plain('102')],
    '102': [plain('103')],
    '103': [{ to: '104', requires: ['cause_notes', 'fix_notes'] }],
    '104': [{ to: '106', requires: ['resolution_code'] }],
    '106': [plain('103')],
    '107': [],
  },
  // The normal model, for an instance without the Change Management API.
  change_request: {
    '-5': ['-4', '4'].map(plain),
    '-4': ['-3', '4'].map(plain),
    '-3': ['-2', '4'].map(plain),
    '-2': ['-1', '4'].map(plain),
    '-1': ['0', '4'].map(plain),
    '0': [{ to: '3', requires: closing }],
    '3': [],
    '4': [],
  },
  sc_request: {},
};

const taskWorkflow: Workflow = {
  '-5': [...['1', '2'].map(plain), ...taskEnds],
  '1': [...['2', '-5'].map(plain), ...taskEnds],
  '2': [plain('-5'), ...taskEnds],
  '3': [],
  '4': [],
  '7': [],
};

/**
 * The steps from a state.
 * @param codes the states that the instance has; empty: not known.
 * @param open whether the ticket is open, for states of the instance's own, which lead to where work in progress does and can be gone to.
 */
export function stepsFrom(
  { table, code, open }: { readonly table: string; readonly code: string; readonly open: boolean },
  codes: readonly string[],
): readonly Step[] {
  if (table === 'sc_request') return [];
  const workflow = workflows[table] ?? taskWorkflow;
  const known = workflow[code] ?? (open ? [plain('2'), ...(workflow['2'] ?? [])] : []);
  const ownStates =
    open && known.length > 0 ? codes.filter((one) => one !== code && !isShipped(table, one)).map(plain) : [];
  const has = (to: string): boolean => to !== code && (codes.length === 0 || codes.includes(to));
  return [...known, ...ownStates].filter(({ to }) => has(to));
}

/** What a step of a change needs: to close one asks how it went. */
export function changeStep(to: string): Step {
  return { to, requires: to === '3' ? closing : [] };
}

function plain(to: string): Step {
  return { to, requires: [] };
}
