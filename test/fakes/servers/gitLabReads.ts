import type { FakeContext } from './gitLab.ts';
import { projectNamed, projects, reporter, userJson, users, type FakeProject } from './gitLabSite.ts';
import { iso, type FakeIssue, type FakeNote } from './gitLabStore.ts';
import { sendJson } from './loopbackServer.ts';

/** Answers what only reads. @returns whether it was that. */
export function answerRead(context: FakeContext): boolean {
  const { request, path, user, response } = context;
  if (request.method !== 'GET') return false;
  const [what, owner, part, iid, under, id] = path;
  const depth = path.length;
  if (what === 'user' && depth === 1) return one(context, userJson(user));
  if (what === 'users' && depth === 1) return usersNamed(context);
  if (what === 'issues' && depth === 1) return issues(context, undefined);
  if (what !== 'projects') return false;
  if (depth === 1) return memberProjects(context);
  const project = user.level > 0 ? projectNamed(owner ?? '') : undefined;
  if (project === undefined) return missing(context, 'Project');
  if (depth === 2) return one(context, projectJson(project));
  if (part !== 'issues') return false;
  if (depth === 3) return issues(context, project);
  const issue = context.store.find(project, Number(iid));
  if (issue === undefined) return missing(context, 'Issue');
  if (depth === 4) return one(context, issueJson(issue, context.base));
  if (under === 'notes') return depth === 5 ? notes(context, issue) : note(context, issue, Number(id));
  if (under === 'resource_state_events' || under === 'resource_label_events') return events(context, issue, under);
  if (under !== 'links') return false;
  allow(context, /^$/);
  sendJson(response, 200, []);
  return true;
}

function one(context: FakeContext, body: object): true {
  allow(context, /^$/);
  sendJson(context.response, 200, body);
  return true;
}

export function missing({ response }: FakeContext, what: string): true {
  sendJson(response, 404, { message: `404 ${what} Not Found` });
  return true;
}

function usersNamed(context: FakeContext): true {
  allow(context, /^username$/);
  const found = users.filter(({ username }) => username === context.query.get('username'));
  sendJson(context.response, 200, found.map(userJson));
  return true;
}

function memberProjects(context: FakeContext): true {
  allow(context, /^(membership|simple|archived|order_by|sort|per_page|page)$/);
  const mine = context.query.get('membership') === 'true' && context.user.level === 0 ? [] : projects;
  return page(context, mine.map(projectJson));
}

function projectJson({ id, path, description }: FakeProject): object {
  return { id, path_with_namespace: path, name: path.split('/').at(-1), description };
}

/** Each finder parameter of lib/api/issues.rb that is used here, with its own checks. */
function issues(context: FakeContext, project: FakeProject | undefined): true {
  const { query, user, store, base, violation } = context;
  allow(
    context,
    /^(scope|state|labels|assignee_id|author_id|created_before|created_after|updated_after|order_by|sort|per_page|page)$/,
  );
  for (const [name, values] of Object.entries(choices)) {
    const value = query.get(name);
    if (value !== null && !values.includes(value)) violation(`${name} does not have a valid value`);
  }
  for (const name of ['created_before', 'created_after', 'updated_after']) {
    if (query.has(name) && Number.isNaN(Date.parse(query.get(name) ?? ''))) violation(`${name} is invalid`);
  }
  const order = query.get('order_by') === 'updated_at' ? 'updated' : 'created';
  const sign = query.get('sort') === 'asc' ? 1 : -1;
  const isWanted = filterOf(context);
  const found = store.issues
    .filter((issue) => user.level > 0 && (project === undefined || issue.project === project) && isWanted(issue))
    .toSorted((a, b) => sign * (a[order] - b[order] || a.id - b.id));
  return page(context, found, (issue) => issueJson(issue, base));
}

const choices: Readonly<Record<string, readonly string[]>> = {
  scope: ['all', 'created_by_me', 'assigned_to_me'],
  state: ['opened', 'closed', 'all'],
  order_by: ['created_at', 'updated_at'],
  sort: ['asc', 'desc'],
};

/** Whether an issue is one of those that are asked for. */
function filterOf({ query, user }: FakeContext): (issue: FakeIssue) => boolean {
  const state = query.get('state') ?? 'all';
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const assignee = query.get('assignee_id');
  const author = query.get('author_id') ?? (query.get('scope') === 'all' ? null : String(user.id));
  const micros = (name: string): number => Date.parse(query.get(name) ?? '') * 1000;
  const [before, after, since] = [micros('created_before'), micros('created_after'), micros('updated_after')];
  // A comparison with what was not given, which is no number, is false.
  return (issue) =>
    (state === 'all' || issue.state === state) &&
    labels.every((label) => issue.labels.includes(label)) &&
    (assignee === null ||
      (assignee === 'None'
        ? issue.assignees.length === 0
        : issue.assignees.some(({ id }) => String(id) === assignee))) &&
    (author === null || String(issue.author.id) === author) &&
    !(issue.created > before || issue.created < after || issue.updated < since);
}

function notes(context: FakeContext, issue: FakeIssue): true {
  allow(context, /^(order_by|sort|activity_filter|per_page|page)$/);
  const { query, user } = context;
  const sign = query.get('sort') === 'asc' ? 1 : -1;
  const rows = issue.notes
    .filter(({ system }) => query.get('activity_filter') !== 'only_comments' || !system)
    .toSorted((a, b) => sign * (a.id - b.id));
  // What may not be seen is dropped after the page was made.
  return page(context, rows, (row) => (maySee(row, user.level) ? noteJson(row) : undefined));
}

function note(context: FakeContext, issue: FakeIssue, id: number): true {
  const found = issue.notes.find((row) => row.id === id && maySee(row, context.user.level));
  return found === undefined ? missing(context, 'Note') : one(context, noteJson(found));
}

function maySee({ internal }: FakeNote, level: number): boolean {
  return !internal || level >= reporter;
}

function events(context: FakeContext, issue: FakeIssue, kind: string): true {
  allow(context, /^(per_page|page)$/);
  const isState = kind === 'resource_state_events';
  const rows = issue.events.filter(({ what }) => 'state' in what === isState);
  return page(
    context,
    rows.map(({ id, user, created, what }) => ({
      id,
      user: userJson(user),
      created_at: iso(created),
      ...('state' in what ? what : { action: what.action, label: { id: 1, name: what.label } }),
    })),
  );
}

/** Offset pages, with the headers of docs.gitlab.com/api/rest: totals only up to 10,000, and the address that the instance was set up with. */
function page<T>(context: FakeContext, rows: readonly T[], json: (row: T) => unknown = (row) => row): true {
  const { query, response } = context;
  const size = Math.min(100, Number(query.get('per_page') ?? 20));
  const number = Number(query.get('page') ?? 1);
  const next = number * size < rows.length ? String(number + 1) : '';
  const totals = rows.length > 10_000 ? {} : { 'x-total': String(rows.length) };
  const link = next === '' ? {} : { link: `<http://gitlab.example.org/api/v4/next?page=${next}>; rel="next"` };
  const items = rows.slice((number - 1) * size, number * size).map(json);
  sendJson(
    response,
    200,
    items.filter((item) => item !== undefined),
    { 'x-page': String(number), 'x-per-page': String(size), 'x-next-page': next, ...totals, ...link },
  );
  return true;
}

function allow({ query, violation }: FakeContext, known: RegExp): void {
  for (const name of query.keys()) if (!known.test(name)) violation(`unknown parameter ${name}`);
}

export function issueJson(issue: FakeIssue, base: string): object {
  const full = `${issue.project.path}#${issue.iid}`;
  const { id, iid, project, title, description, state, labels, severity, type, due, replyTo } = issue;
  return {
    id,
    iid,
    project_id: project.id,
    title,
    description,
    state,
    labels: labels.toSorted(),
    assignees: issue.assignees.map(userJson),
    author: userJson(issue.author),
    type: type.toUpperCase(),
    issue_type: type,
    created_at: iso(issue.created),
    updated_at: iso(issue.updated),
    due_date: due,
    confidential: replyTo !== null,
    web_url: `${base}/${project.path}/-/issues/${iid}`,
    references: { short: `#${iid}`, relative: `#${iid}`, full },
    severity,
    service_desk_reply_to: replyTo,
  };
}

export function noteJson({ id, body, author, created, system, internal }: FakeNote): object {
  return {
    id,
    body,
    author: userJson(author),
    created_at: iso(created),
    updated_at: iso(created),
    system,
    confidential: internal,
    internal,
    noteable_type: 'Issue',
  };
}
