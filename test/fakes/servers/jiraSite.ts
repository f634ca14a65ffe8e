/** Who and what there is on the fake's site. */

export interface FakeJiraUser {
  readonly login: string;
  readonly accountId: string;
  readonly key: string;
  readonly displayName: string;
  readonly may: 'work' | 'browse';
}

export const jiraUsers: readonly FakeJiraUser[] = [
  { login: 'ana', accountId: '557058:ana', key: 'JIRAUSER10101', displayName: 'Ana Ng', may: 'work' },
  { login: 'ben', accountId: '557058:ben', key: 'JIRAUSER10102', displayName: 'Ben Ito', may: 'work' },
  { login: 'eve', accountId: '557058:eve', key: 'JIRAUSER10103', displayName: 'Eve Fox', may: 'browse' },
];

export function jiraUser(login: string): FakeJiraUser {
  const found = jiraUsers.find((user) => user.login === login);
  if (found === undefined) throw new Error(`The fake has no user ${login}.`);
  return found;
}

export interface FakeProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly projectTypeKey: 'service_desk' | 'software';
}

export const jiraProjects: readonly FakeProject[] = [
  { id: '10000', key: 'OPS', name: 'Operations', projectTypeKey: 'service_desk' },
  { id: '10001', key: 'DEV', name: 'Development', projectTypeKey: 'software' },
];

export const jiraTypes = [
  { id: '10010', name: '[System] Incident', subtask: false },
  { id: '10011', name: '[System] Service request', subtask: false },
  { id: '10012', name: '[System] Change', subtask: false },
  { id: '10013', name: '[System] Problem', subtask: false },
  { id: '10014', name: 'Task', subtask: false },
  { id: '10015', name: 'Sub-task', subtask: true },
] as const;

export const jiraPriorities = ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({
  id: String(index + 1),
  name,
}));

export interface FakeStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export const jiraStatuses: readonly FakeStatus[] = [
  { id: '1', name: 'Open', category: 'new' },
  { id: '3', name: 'In Progress', category: 'indeterminate' },
  { id: '10100', name: 'Waiting for customer', category: 'indeterminate' },
  { id: '5', name: 'Resolved', category: 'done' },
  { id: '6', name: 'Closed', category: 'done' },
  { id: '10101', name: 'Canceled', category: 'done' },
];

export const jiraResolutions = [
  { id: '10000', name: 'Done' },
  { id: '10001', name: "Won't Do" },
];

/** From, id, name, to, and whether its screen insists on a resolution. */
export const jiraWorkflow: readonly (readonly [from: string, id: string, name: string, to: string, needs: boolean])[] =
  [
    ['Open', '11', 'Start work', 'In Progress', false],
    ['Open', '41', 'Resolve', 'Resolved', true],
    ['Open', '21', 'Cancel', 'Canceled', false],
    ['In Progress', '31', 'Respond to customer', 'Waiting for customer', false],
    ['In Progress', '41', 'Resolve', 'Resolved', true],
    ['Waiting for customer', '51', 'Customer responded', 'In Progress', false],
    ['Resolved', '61', 'Close', 'Closed', false],
    ['Resolved', '71', 'Reopen', 'Open', false],
  ];

export const jiraQueues = [
  { id: '1', name: 'All open', jql: 'project = OPS AND statusCategory != Done ORDER BY "Time to resolution"' },
  { id: '2', name: 'Checkout', jql: 'project = OPS AND labels = "checkout" ORDER BY created DESC' },
] as const;
