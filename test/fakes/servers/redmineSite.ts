/** What a Redmine of the tests is set up with: people and their rights, projects, trackers, a workflow with gaps. */
export interface FakeRedmineUser {
  readonly id: number;
  readonly login: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly key: string;
  /** The role by project. A project without one is not visible. */
  readonly roles: Readonly<Record<number, number>>;
}

const operations = 3;
const customers = 4;
const readers = 5;

const writing = ['view_issues', 'add_issues', 'edit_issues', 'add_issue_notes', 'edit_own_issue_notes'];
export const rolePermissions: Readonly<Record<number, readonly string[]>> = {
  [operations]: [...writing, 'set_notes_private', 'view_private_notes'],
  // May write, but what it writes can be read by everybody who sees the ticket.
  [customers]: writing,
  [readers]: ['view_issues'],
};

export const redmineUsers: readonly FakeRedmineUser[] = [
  user(5, ['Ana', 'Ops'], { 1: operations, 2: operations, 3: operations }),
  user(6, ['Ben', 'Ops'], { 1: operations, 2: operations, 3: operations }),
  user(7, ['Cleo', 'Customer'], { 1: customers }),
  user(8, ['Eve', 'Reader'], { 1: readers }),
];

function user(
  id: number,
  [firstname, lastname]: readonly [string, string],
  roles: FakeRedmineUser['roles'],
): FakeRedmineUser {
  return { id, login: firstname.toLowerCase(), firstname, lastname, key: `${id}`.repeat(40), roles };
}

export function redmineUser(login: string): FakeRedmineUser {
  const found = redmineUsers.find((known) => known.login === login);
  if (found === undefined) throw new Error(`There is no ${login}.`);
  return found;
}

export function nameOfUser(id: number): string {
  const found = redmineUsers.find((known) => known.id === id);
  return found === undefined ? '' : `${found.firstname} ${found.lastname}`;
}

export const redmineProjects = [
  {
    id: 1,
    name: 'Operations',
    identifier: 'ops',
    description: 'What runs',
    categories: [
      { id: 1, name: 'Checkout' },
      { id: 2, name: 'Search & find' },
    ],
  },
  { id: 2, name: 'Payroll', identifier: 'payroll', description: null, categories: [] },
  { id: 3, name: 'The lab', identifier: 'ops-lab', description: null, parent: 1, categories: [] },
];

export interface FakeStatus {
  readonly id: number;
  readonly name: string;
  readonly is_closed: boolean;
}

export interface FakeSite {
  statuses: readonly FakeStatus[];
  trackers: readonly { readonly id: number; readonly name: string }[];
  /** The least first. */
  priorities: readonly { readonly id: number; readonly name: string }[];
}

export function redmineSite(): FakeSite {
  return {
    statuses: ['New', 'In Progress', 'Feedback', 'Resolved', 'Closed', 'Rejected'].map((name, index) => ({
      id: index + 1,
      name,
      is_closed: index > 3,
    })),
    trackers: ['Incident', 'Request', 'Task', 'Change', 'Problem', 'Alert'].map((name, index) => ({
      id: index + 1,
      name,
    })),
    priorities: ['Low', 'Normal', 'High', 'Urgent', 'Immediate'].map((name, index) => ({ id: index + 1, name })),
  };
}

/** From each status, those that the workflow allows. */
export const workflow: Readonly<Record<number, readonly number[]>> = { 1: [2, 6], 2: [3, 4], 3: [2], 4: [5, 2] };
