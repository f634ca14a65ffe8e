import type { FakeEvent, FakeIssue, FakeRepository } from './gitHubStore.ts';

/** How GitHub writes things. `base` is the address of the API. */
export function issueJson(issue: FakeIssue, base: string): Record<string, unknown> {
  const { id, number, repository, title, body, labels, assignees, state, reason, created, updated } = issue;
  const url = `${base}/repos/${repository.name}/issues/${number}`;
  const page = `${webOf(base)}/${repository.name}/${issue.isPull ? 'pull' : 'issues'}/${number}`;
  return {
    id,
    node_id: `I_${id}`,
    url,
    repository_url: `${base}/repos/${repository.name}`,
    labels_url: `${url}/labels{/name}`,
    html_url: page,
    number,
    title,
    body,
    state,
    state_reason: reason,
    labels: labels.map((name, index) => ({ id: index, name, color: 'ededed', default: false, description: null })),
    user: userJson(issue.author),
    assignee: userJson(assignees[0] ?? null),
    assignees: assignees.map((login) => userJson(login)),
    comments: commentsOf(issue).length,
    created_at: created,
    updated_at: updated,
    closed_at: state === 'closed' ? updated : null,
    milestone: issue.milestone,
    type: issue.type === null ? null : { id: 1, name: issue.type },
    author_association: 'MEMBER',
    ...(issue.isPull
      ? { draft: false, pull_request: { url: url.replace('/issues/', '/pulls/'), html_url: page } }
      : {}),
  };
}

export function commentsOf({ timeline }: FakeIssue): FakeEvent[] {
  return timeline.filter(({ event }) => event === 'commented');
}

export function commentJson({ id, actor, at, more }: FakeEvent): Record<string, unknown> {
  return { id, node_id: `IC_${id}`, user: userJson(actor), created_at: at, updated_at: at, ...more };
}

/** A comment in a timeline has its author twice; what another issue says of this one has no number. */
export function eventJson(row: FakeEvent): Record<string, unknown> {
  const { id, event, actor, at, more } = row;
  if (event === 'commented') return { ...commentJson(row), event, actor: userJson(actor) };
  const common = { event, actor: userJson(actor), created_at: at, ...more };
  return event === 'cross-referenced' ? { ...common, updated_at: at } : { ...common, id, commit_id: null, ...more };
}

export function repositoryJson({ id, name, hasIssues }: FakeRepository): Record<string, unknown> {
  return { id, full_name: name, name: name.split('/')[1], private: true, description: null, has_issues: hasIssues };
}

function userJson(login: string | null): Record<string, unknown> | null {
  return login === null ? null : { login, id: login.length, type: 'User', site_admin: false };
}

export function webOf(base: string): string {
  return base.replace('/api/v3', '');
}
