import { sendJson } from './loopbackServer.ts';
import { listedIssue, singleIssue } from './redmineJson.ts';
import type { RedmineContext } from './redmine.ts';
import { redmineProjects, redmineUsers, rolePermissions } from './redmineSite.ts';
import type { FakeIssue } from './redmineStore.ts';

/** Answers what changes nothing. @returns whether it was that. */
export function answerRead(context: RedmineContext): boolean {
  const { request, path, response, site, user } = context;
  if (request.method !== 'GET') return false;
  const [, kind = '', id = ''] = /^\/([a-z_/]+?)(?:\/([\w%-]+))?\.json$/.exec(path) ?? [];
  const allow = (...names: readonly string[]): void => {
    for (const name of context.query.keys()) if (!names.includes(name)) context.violation(`query ${name}`);
  };
  switch (
    id === '' || kind === 'enumerations' || kind === 'users'
      ? `${kind}${kind === 'enumerations' ? '' : id === 'current' ? '/current' : id && '/id'}`
      : `${kind}/id`
  ) {
    case 'users/current':
      allow('include');
      me(context);
      return true;
    case 'users/id': {
      const found = redmineUsers.find((known) => String(known.id) === id);
      if (found === undefined || user === undefined) nothing(context, user === undefined ? 401 : 404);
      else
        sendJson(response, 200, {
          user: { id: found.id, login: found.login, firstname: found.firstname, lastname: found.lastname },
        });
      return true;
    }
    case 'issues':
      list(context);
      return true;
    case 'issues/id':
      allow('include');
      one(context, Number(id));
      return true;
    case 'issue_statuses':
      allow();
      sendJson(response, 200, { issue_statuses: site.statuses });
      return true;
    case 'trackers':
      allow();
      sendJson(response, 200, {
        trackers: site.trackers.map((tracker) => ({
          ...tracker,
          description: null,
          default_status: { id: 1, name: site.statuses[0]?.name },
        })),
      });
      return true;
    case 'enumerations':
      allow();
      sendJson(response, 200, {
        issue_priorities: site.priorities.map((priority) => ({
          ...priority,
          is_default: priority.id === 2,
          active: true,
        })),
      });
      return true;
    case 'projects':
      allow('limit', 'offset');
      projects(context);
      return true;
    case 'projects/id':
      allow('include');
      project(context, decodeURIComponent(id));
      return true;
    case 'roles/id':
      allow();
      sendJson(response, 200, { role: { id: Number(id), permissions: rolePermissions[Number(id)] ?? [] } });
      return true;
    default:
      return false;
  }
}

/** An empty body, as Redmine has for its refusals. */
export function nothing({ response }: Pick<RedmineContext, 'response'>, status: number): void {
  response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="Redmine API"' } : {}).end();
}

function me(context: RedmineContext): void {
  const { user, response, query } = context;
  if (user === undefined) {
    nothing(context, 401);
    return;
  }
  const { id, login, firstname, lastname, key, roles } = user;
  const memberships = Object.entries(roles).map(([number, role], index) => ({
    id: index + 1,
    project: { id: Number(number), name: redmineProjects.find((known) => known.id === Number(number))?.name },
    roles: [{ id: role, name: `Role ${role}` }],
  }));
  const all = { id, login, admin: false, firstname, lastname, api_key: key };
  sendJson(response, 200, { user: query.get('include') === 'memberships' ? { ...all, memberships } : all });
}

function one(context: RedmineContext, id: number): void {
  const { store, site, user, response } = context;
  const issue = store.find(id);
  const role = issue === undefined ? undefined : user?.roles[issue.project];
  if (issue === undefined) nothing(context, 404);
  else if (user === undefined || role === undefined) nothing(context, user === undefined ? 401 : 403);
  else {
    const permissions = rolePermissions[role] ?? [];
    const seesPrivate = permissions.includes('view_private_notes');
    const mayEdit = permissions.includes('edit_issues');
    sendJson(response, 200, { issue: singleIssue(issue, { site, user: user.id, seesPrivate, mayEdit }) });
  }
}

function projects({ user, query, response }: RedmineContext): void {
  const visible = redmineProjects.filter(({ id }) => user?.roles[id] !== undefined);
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(100, Number(query.get('limit') ?? 25));
  const page = visible
    .slice(offset, offset + limit)
    .map(({ id, name, identifier, description }) => ({ id, name, identifier, description }));
  sendJson(response, 200, { projects: page, total_count: visible.length, offset, limit });
}

function project(context: RedmineContext, wanted: string): void {
  const found = redmineProjects.find(({ id, identifier }) => identifier === wanted || String(id) === wanted);
  if (found === undefined) nothing(context, 404);
  else if (context.user?.roles[found.id] === undefined) nothing(context, 403);
  else {
    const { categories, ...fields } = found;
    sendJson(context.response, 200, {
      project: { ...fields, trackers: context.site.trackers, issue_categories: categories },
    });
  }
}

const known = new Set(['set_filter', 'project_id', 'f[]', 'sort', 'limit', 'offset']);

function list(context: RedmineContext): void {
  const { query, store, site, user, response, violation } = context;
  for (const name of new Set(query.keys())) {
    if (!known.has(name) && !/^(op\[[a-z_]+\]|v\[[a-z_]+\]\[\])$/.test(name)) violation(`query ${name}`);
  }
  const within = query.get('project_id');
  const visible = (issue: FakeIssue): boolean =>
    user?.roles[issue.project] !== undefined && (within === null || isIn(issue.project, Number(within)));
  const filters = query.getAll('f[]').map((field) => {
    const operator = query.get(`op[${field}]`) ?? '';
    return test({ field, operator, values: query.getAll(`v[${field}][]`), context, within });
  });
  const found = store.all.filter((issue) => visible(issue) && filters.every((passes) => passes(issue))).toReversed();
  const order = query.get('sort');
  if (order === 'updated_on:desc,id:desc') found.sort((a, b) => b.updated.getTime() - a.updated.getTime());
  else if (order !== 'id:desc') violation(`sort ${order}`);
  const limit = Math.min(100, Number(query.get('limit') ?? 25));
  const offset = Number(query.get('offset') ?? 0);
  const issues = found.slice(offset, offset + limit).map((issue) => listedIssue(issue, site));
  sendJson(response, 200, { issues, total_count: found.length, offset, limit });
}

/** A search within a project has those below it too. */
function isIn(project: number, within: number): boolean {
  return project === within || redmineProjects.find(({ id }) => id === project)?.parent === within;
}

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly context: RedmineContext;
  readonly within: string | null;
}

type Test = (issue: FakeIssue) => boolean;

function test(condition: Condition): Test {
  const { field, operator, values, context, within } = condition;
  const { violation } = context;
  const [value = ''] = values;
  const only = (wanted: string): void => {
    if (operator !== wanted) violation(`operator ${operator} of ${field}`);
  };
  switch (field) {
    case 'project_id':
      return isOneOf(condition, ({ project }) => project);
    case 'tracker_id':
      return isOneOf(condition, ({ tracker }) => tracker);
    case 'status_id':
      return isOneOf(condition, ({ status }) => status);
    case 'author_id':
      return isOneOf(condition, ({ author }) => author);
    case 'assigned_to_id':
      return isOneOf(condition, ({ assignee }) => assignee);
    case 'category_id':
      // Only known within a project: elsewhere it is ignored, and more comes than was asked for.
      return within === null ? () => true : isOneOf(condition, ({ category }) => category);
    case 'subproject_id':
      only('!*');
      return ({ project }) => project === Number(within);
    case 'issue_id':
      only('<=');
      return ({ id }) => id <= Number(value);
    case 'updated_on':
      only('>=');
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) violation(`a time ${value}`);
      return ({ updated }) => updated.getTime() >= Date.parse(value);
    case 'subject':
      only('~');
      return ({ subject }) => subject.toLowerCase().includes(value.toLowerCase());
    default:
      violation(`filter ${field}`);
      return () => true;
  }
}

function isOneOf({ field, operator, values, context }: Condition, of: (issue: FakeIssue) => number | undefined): Test {
  const wanted = new Set<number | undefined>(
    values.map((value) => (value === 'me' ? context.user?.id : Number(value))),
  );
  switch (operator) {
    case '=':
      return (issue) => wanted.has(of(issue));
    case '!':
      return (issue) => !wanted.has(of(issue));
    case '*':
      return (issue) => of(issue) !== undefined;
    case '!*':
      return (issue) => of(issue) === undefined;
    default:
      context.violation(`operator ${operator} of ${field}`);
      return () => true;
  }
}
