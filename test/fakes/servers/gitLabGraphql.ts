import * as v from 'valibot';
import type { FakeContext } from './gitLab.ts';
import { projectNamed, reporter, type FakeProject } from './gitLabSite.ts';
import type { FakeIssue } from './gitLabStore.ts';
import { sendJson } from './loopbackServer.ts';

const requestSchema = v.strictObject({ query: v.string(), variables: v.record(v.string(), v.unknown()) });

/** What the schema has of what is used here (docs.gitlab.com/api/graphql/reference), with what is asked of each. */
const known = new Set(
  `query mutation project fullPath path issues iids first nodes iid escalationStatus issue userPermissions adminIssue
  incidentManagementTimelineEvents incidentId incident after id note occurredAt editable author username name promotedFromNote
  pageInfo hasNextPage endCursor issueSetEscalationStatus issueSetSeverity input projectPath status severity errors
  ID String IssueID IssueEscalationStatus IssuableSeverity`.split(/\s+/),
);
const recent = /escalationStatus|issueSetEscalationStatus|incidentManagementTimelineEvents/;

/** GraphQL: everything is answered with 200, and says in the answer what was wrong. */
export function answerGraphql(context: FakeContext): void {
  const { request, response, quirks, violation } = context;
  if (request.method !== 'POST') violation('GraphQL is a POST');
  if (request.headers['content-type']?.startsWith('application/json') !== true) violation('GraphQL is JSON');
  const { query, variables } = v.parse(requestSchema, JSON.parse(request.body));
  const [, declared = ''] = /^\s*(?:query|mutation)\(([^)]*)\)/.exec(query) ?? [];
  const names = new Set([...declared.matchAll(/\$(\w+)/g)].map(([, name]) => name));
  const given = Object.keys(variables);
  if (given.length !== names.size || !given.every((name) => names.has(name)))
    violation('variables that are not declared');
  for (const [word] of query.matchAll(/[A-Za-z_]\w*/g)) if (!known.has(word)) violation(`unknown field ${word}`);
  if (quirks.graphqlError !== undefined) return fail(context, quirks.graphqlError);
  if (quirks.old && recent.test(query)) {
    return fail(context, "Field 'escalationStatus' doesn't exist on type 'Issue'", { code: 'undefinedField' });
  }
  if (/^\s*mutation/.test(query)) return mutate(context, query, variables);
  return sendJson(response, 200, { data: { project: projectData(context, query, variables) } });
}

function projectData(context: FakeContext, query: string, variables: Readonly<Record<string, unknown>>): object | null {
  const { user, store } = context;
  const project = user.level > 0 ? projectNamed(String(variables['path'])) : undefined;
  if (project === undefined) return null;
  if (query.includes('incidentManagementTimelineEvents')) return timelineData(context, project, variables);
  if (query.includes('userPermissions')) {
    const issue = store.find(project, Number(variables['iid']));
    return { issue: issue === undefined ? null : { userPermissions: { adminIssue: user.level >= reporter } } };
  }
  const iids = new Set(v.parse(v.array(v.string()), variables['iids']));
  if (iids.size > 100) context.violation('more than a page of numbers');
  const nodes = store.issues
    .filter((issue) => issue.project === project && iids.has(String(issue.iid)))
    .map(({ iid, status }) => ({ iid: String(iid), escalationStatus: status }));
  return { issues: { nodes } };
}

function timelineData(
  { store, violation }: FakeContext,
  project: FakeProject,
  { incident, after }: Readonly<Record<string, unknown>>,
): object {
  const id = /^gid:\/\/gitlab\/Issue\/(\d+)$/.exec(String(incident))?.[1];
  if (id === undefined) violation(`"${String(incident)}" does not represent an instance of Issue`);
  const issue = store.issues.find((one) => one.project === project && String(one.id) === id);
  const all = (issue?.timeline ?? []).toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
  const from = after === null ? 0 : Number(after);
  const nodes = all.slice(from, from + 100).map(({ id: event, note, author, occurredAt, editable, promoted }) => ({
    id: `gid://gitlab/IncidentManagement::TimelineEvent/${event}`,
    note,
    // Without milliseconds, unlike REST.
    occurredAt: `${occurredAt.slice(0, 19)}Z`,
    editable,
    author: { id: `gid://gitlab/User/${author.id}`, username: author.username, name: author.name },
    promotedFromNote: promoted ? { id: 'gid://gitlab/Note/1' } : null,
  }));
  const hasNextPage = from + 100 < all.length;
  return { incidentManagementTimelineEvents: { nodes, pageInfo: { hasNextPage, endCursor: String(from + 100) } } };
}

function mutate(context: FakeContext, query: string, variables: Readonly<Record<string, unknown>>): void {
  const { user, store, response, quirks } = context;
  if (quirks.lose === 'request') return void response.destroy();
  if (quirks.graphqlMutationError !== undefined) return fail(context, quirks.graphqlMutationError);
  const project = user.level >= reporter ? projectNamed(String(variables['path'])) : undefined;
  const issue = project === undefined ? undefined : store.find(project, Number(variables['iid']));
  const name = query.includes('issueSetSeverity') ? 'issueSetSeverity' : 'issueSetEscalationStatus';
  if (issue === undefined) {
    const message =
      "The resource that you are attempting to access does not exist or you don't have permission to perform this action";
    return fail(context, message, undefined, { [name]: null });
  }
  const errors = apply(context, issue, { name, value: String(variables['status'] ?? variables['severity']) });
  if (quirks.lose === 'answer') return void response.destroy();
  return sendJson(response, 200, { data: { [name]: { errors } } });
}

function apply(
  { user, store }: FakeContext,
  issue: FakeIssue,
  { name, value }: { readonly name: string; readonly value: string },
): string[] {
  if (issue.type !== 'incident') return ['Feature unavailable for provided issue'];
  if (name === 'issueSetEscalationStatus') store.setStatus(issue, value, { by: user });
  else {
    issue.severity = value;
    store.system(issue, `changed the severity to **${value}**`, user);
  }
  return [];
}

function fail({ response }: FakeContext, message: string, extensions?: object, data: object | null = null): void {
  const error = { message, locations: [{ line: 1, column: 1 }], ...(extensions === undefined ? {} : { extensions }) };
  sendJson(response, 200, { data, errors: [error] });
}
