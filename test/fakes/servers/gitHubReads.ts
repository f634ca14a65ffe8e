import { pageOf, notFound, type FakeAnswer, type FakeContext } from './gitHubAnswer.ts';
import { commentJson, commentsOf, eventJson, issueJson, repositoryJson } from './gitHubJson.ts';
import type { FakeIssue } from './gitHubStore.ts';

const paging = ['per_page', 'page', 'after'];

/** Answers what only reads; undefined if it is nothing that GitHub has. */
export function answerRead(context: FakeContext): FakeAnswer | undefined {
  const { path, repository, issue, base, store } = context;
  if (repository === undefined) return answerAccount(context);
  if (path === '') return { status: 200, body: repositoryJson(repository) };
  if (path === '/issues') {
    const known = ['state', 'labels', 'assignee', 'creator', 'sort', 'direction', 'since', ...paging];
    return issues(context, [...repository.issues.values()], known);
  }
  if (path === '/labels') {
    allow(context, paging);
    return pageOf(repository.labels, context, (name) => ({ id: name.length, name, color: 'ededed', default: false }));
  }
  const comment = /^\/issues\/comments\/(\d+)$/.exec(path)?.[1];
  if (comment !== undefined) {
    const all = store.repositories.flatMap((one) => [...one.issues.values()].flatMap(commentsOf));
    const found = all.find(({ id }) => String(id) === comment);
    return found === undefined ? notFound : { status: 200, body: commentJson(found) };
  }
  if (issue === undefined) return undefined;
  switch (path) {
    case '/issues/N':
      allow(context, []);
      return { status: 200, body: issueJson(issue, base) };
    case '/issues/N/comments': {
      allow(context, ['since', ...paging]);
      const since = sinceOf(context);
      return pageOf(
        commentsOf(issue).filter(({ at }) => at >= since),
        context,
        commentJson,
      );
    }
    case '/issues/N/timeline':
      allow(context, paging);
      return pageOf(issue.timeline, context, eventJson);
    default:
      return undefined;
  }
}

function answerAccount(context: FakeContext): FakeAnswer | undefined {
  const { path, user, store } = context;
  switch (path) {
    case '/user':
      if (user.role === 'actions') return { status: 403, body: { message: 'Resource not accessible by integration' } };
      return { status: 200, body: { login: user.login, id: 1, name: user.name } };
    case '/user/repos':
      allow(context, ['sort', ...paging]);
      return pageOf(user.role === 'none' ? [] : store.repositories, context, repositoryJson);
    case '/issues': {
      const known = ['filter', 'state', 'labels', 'sort', 'direction', 'since', ...paging];
      const all = user.role === 'none' ? [] : store.repositories.flatMap((one) => [...one.issues.values()]);
      const filter = context.query.get('filter') ?? 'assigned';
      const seen = filter === 'all' ? all : all.filter(({ assignees }) => assignees.includes(user.login));
      return issues(context, seen, known);
    }
    default:
      return undefined;
  }
}

function issues(context: FakeContext, all: readonly FakeIssue[], known: readonly string[]): FakeAnswer {
  const { query, base } = context;
  allow(context, known);
  const labels = (query.get('labels') ?? '').toLowerCase().split(',').filter(Boolean);
  const state = query.get('state') ?? 'open';
  const since = sinceOf(context);
  const [assignee, creator] = [query.get('assignee')?.toLowerCase(), query.get('creator')?.toLowerCase()];
  const found = all.filter(
    (issue) =>
      issue.gone === undefined &&
      (state === 'all' || issue.state === state) &&
      labels.every((label) => issue.labels.some((one) => one.toLowerCase() === label)) &&
      issue.updated >= since &&
      (creator === undefined || issue.author?.toLowerCase() === creator) &&
      (assignee === undefined ||
        (assignee === 'none'
          ? issue.assignees.length === 0
          : issue.assignees.some((one) => one.toLowerCase() === assignee))),
  );
  const by = query.get('sort') === 'updated' ? 'updated' : 'created';
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.id - b.id));
  return pageOf(found, context, (issue) => issueJson(issue, base));
}

function sinceOf({ query, violation }: FakeContext): string {
  const since = query.get('since') ?? '';
  if (since !== '' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since)) violation('since is not an instant');
  return since;
}

function allow({ query, violation }: FakeContext, known: readonly string[]): void {
  for (const name of query.keys()) if (!known.includes(name)) violation(`unknown parameter ${name}`);
}
