/** A lifecycle, as Request Tracker's configuration writes it. */
interface FakeLifecycle {
  readonly active: readonly string[];
  readonly inactive: readonly string[];
  /** The first status of a ticket. */
  readonly initial: string;
  readonly transitions: Readonly<Record<string, readonly string[]>>;
  /** Only steps with an action are told to clients. */
  readonly actions: readonly (readonly [from: string, to: string, label: string, update?: 'Comment' | 'Respond'])[];
}

const standard: FakeLifecycle = {
  initial: 'new',
  active: ['new', 'open', 'stalled'],
  inactive: ['resolved', 'rejected', 'deleted'],
  transitions: {
    new: ['open', 'stalled', 'resolved', 'rejected', 'deleted'],
    open: ['new', 'stalled', 'resolved', 'rejected', 'deleted'],
    stalled: ['new', 'open', 'rejected', 'resolved', 'deleted'],
    resolved: ['new', 'open', 'stalled', 'rejected', 'deleted'],
    rejected: ['new', 'open', 'stalled', 'resolved', 'deleted'],
  },
  actions: [
    ['new', 'open', 'Open It', 'Respond'],
    ['new', 'resolved', 'Resolve', 'Comment'],
    ['new', 'rejected', 'Reject', 'Respond'],
    ['open', 'stalled', 'Stall', 'Comment'],
    ['open', 'resolved', 'Resolve', 'Comment'],
    ['open', 'rejected', 'Reject', 'Respond'],
    ['stalled', 'open', 'Open It'],
    ['resolved', 'open', 'Re-open', 'Comment'],
    ['rejected', 'open', 'Re-open', 'Comment'],
  ],
};

/** `resolved` is open here, and the words are its own. */
const change: FakeLifecycle = {
  initial: 'draft',
  active: ['draft', 'assessing', 'monitoring', 'resolved'],
  inactive: ['done', 'dropped'],
  transitions: {
    draft: ['assessing', 'dropped'],
    assessing: ['monitoring', 'dropped'],
    monitoring: ['assessing', 'resolved'],
    resolved: ['done', 'monitoring'],
    done: ['monitoring'],
    dropped: ['draft'],
  },
  actions: [
    ['draft', 'assessing', 'Assess', 'Comment'],
    ['assessing', 'monitoring', 'Watch'],
    ['monitoring', 'resolved', 'Fixed', 'Respond'],
    ['resolved', 'done', 'Close'],
    ['draft', 'dropped', 'Drop'],
  ],
};

export interface FakeQueue {
  readonly id: number;
  readonly name: string;
  readonly lifecycle: FakeLifecycle;
}

export const queues: readonly FakeQueue[] = [
  { id: 3, name: 'Incidents', lifecycle: standard },
  { id: 4, name: 'Requests', lifecycle: standard },
  { id: 5, name: 'Changes', lifecycle: change },
  { id: 6, name: `Bob's "odd" \\ queue`, lifecycle: standard },
];

export interface FakeUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly token: string;
  /** What the user may do with tickets; nothing: not even see them. */
  readonly may: 'work' | 'look' | 'nothing';
}

export const users: readonly FakeUser[] = [
  { id: 1, login: 'RT_System', name: 'The RT System itself', token: '', may: 'nothing' },
  { id: 6, login: 'Nobody', name: 'Nobody in particular', token: '', may: 'nothing' },
  { id: 27, login: 'ana', name: 'Ana Petrović', token: `1-27-${'a1'.repeat(16)}`, may: 'work' },
  { id: 29, login: 'ben', name: 'Ben Ito', token: `1-29-${'b2'.repeat(16)}`, may: 'work' },
  { id: 31, login: 'dora', name: 'Dora Reader', token: `1-31-${'d4'.repeat(16)}`, may: 'look' },
  { id: 33, login: 'eve', name: 'Eve Outside', token: `1-33-${'e5'.repeat(16)}`, may: 'nothing' },
];

export function userNamed(login: string): FakeUser {
  const user = users.find((known) => known.login === login || String(known.id) === login);
  if (user === undefined) throw new Error(`The fake has no user ${login}.`);
  return user;
}
