import { jiraProjects, jiraResolutions, jiraUser, jiraWorkflow, jiraStatuses, type FakeStatus } from './jiraSite.ts';
import type { FakeComment, FakeHistory, FakeIssue } from './jiraStore.ts';

/** `2026-11-24T10:06:00.000+0000` */
function stamp(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}

/** Cloud tells no logins, and Data Center has no account ids. */
export function userJson(login: string | undefined, isCloud: boolean): object | null {
  if (login === undefined) return null;
  const { accountId, key, displayName } = jiraUser(login);
  const shown = { displayName, active: true, timeZone: 'Asia/Kathmandu' };
  return isCloud ? { accountId, accountType: 'atlassian', ...shown } : { name: login, key, ...shown };
}

function statusJson({ id, name, category }: FakeStatus): object {
  return { id, name, statusCategory: { id: 2, key: category, name: category } };
}

export function issueJson(issue: FakeIssue, fields: readonly string[], isCloud: boolean): Record<string, unknown> {
  const { id, key, project, type, priority, resolution, labels, components } = issue;
  const all: Record<string, unknown> = {
    summary: issue.summary,
    status: statusJson(issue.status),
    issuetype: type,
    project: jiraProjects.find((one) => one === project),
    priority,
    assignee: userJson(issue.assignee, isCloud),
    reporter: userJson(issue.creator, isCloud),
    resolution: resolution ?? null,
    created: stamp(issue.created),
    updated: stamp(issue.updated),
    duedate: issue.duedate ?? null,
    labels,
    components: components.map((name, index) => ({ id: String(10_300 + index), name })),
    description: issue.description ?? null,
    issuelinks: [],
  };
  return { id, key, fields: Object.fromEntries(fields.filter((name) => name in all).map((name) => [name, all[name]])) };
}

export function commentJson(
  { id, author, body, created, isPublic, properties }: FakeComment,
  isCloud: boolean,
): object {
  return {
    id,
    author: userJson(author, isCloud),
    updateAuthor: userJson(author, isCloud),
    body,
    created: stamp(created),
    updated: stamp(created),
    ...(isCloud ? { jsdPublic: isPublic } : {}),
    properties,
  };
}

export function historyJson({ id, author, created, items }: FakeHistory, isCloud: boolean): object {
  return { id, author: userJson(author, isCloud), created: stamp(created), items };
}

export function transitionsJson({ status }: FakeIssue): object[] {
  return jiraWorkflow.flatMap(([from, id, name, to, needs]) => {
    const target = jiraStatuses.find((one) => one.name === to);
    if (from !== status.name || target === undefined) return [];
    const resolution = {
      required: true,
      name: 'Resolution',
      key: 'resolution',
      hasDefaultValue: false,
      operations: ['set'],
      schema: { type: 'resolution', system: 'resolution' },
      allowedValues: jiraResolutions,
    };
    return [
      { id, name, to: statusJson(target), hasScreen: needs, isAvailable: true, fields: needs ? { resolution } : {} },
    ];
  });
}
