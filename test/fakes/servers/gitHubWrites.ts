import * as v from 'valibot';
import { notFound, type FakeAnswer, type FakeContext } from './gitHubAnswer.ts';
import { commentJson, issueJson } from './gitHubJson.ts';
import type { FakeIssue } from './gitHubStore.ts';

const commentSchema = v.strictObject({ body: v.string() });
const assigneesSchema = v.strictObject({ assignees: v.array(v.string()) });
const labelsSchema = v.strictObject({ labels: v.array(v.string()) });
const changeSchema = v.strictObject({
  state: v.picklist(['open', 'closed']),
  state_reason: v.picklist(['completed', 'not_planned', 'duplicate', 'reopened']),
});
const newSchema = v.strictObject({ title: v.string(), body: v.string(), labels: v.array(v.string()) });

/** Answers what changes something; undefined if it is nothing that GitHub has. */
export function answerWrite(context: FakeContext): FakeAnswer | undefined {
  const { request, path, issue, repository, query, violation } = context;
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (request.body !== '' && !isJson) violation('a write is JSON');
  if ([...query.keys()].length > 0) violation('a write has no query');
  if (repository === undefined) return undefined;
  if (request.method === 'POST' && path === '/issues') return create(context, repository.name);
  if (issue === undefined) return undefined;
  const label = /^\/issues\/N\/labels\/([^/]+)$/.exec(path)?.[1];
  if (request.method === 'DELETE' && label !== undefined) return unlabel(context, issue, decodeURIComponent(label));
  switch (`${request.method} ${path}`) {
    case 'POST /issues/N/comments':
      return comment(context, issue);
    case 'POST /issues/N/assignees':
    case 'DELETE /issues/N/assignees':
      return setAssignees(context, issue);
    case 'POST /issues/N/labels':
      return addLabels(context, issue);
    case 'PATCH /issues/N':
      return change(context, issue);
    default:
      return undefined;
  }
}

/** Who may only read can write an issue, but its labels are dropped without a word. */
function create(context: FakeContext, name: string): FakeAnswer {
  const { user, store, base } = context;
  const { title, body, labels } = parse(context, newSchema);
  if (title.trim() === '') return invalid('title', 'missing_field');
  if (Array.from(title).length > 256)
    return invalid('title', 'custom', 'title is too long (maximum is 256 characters)');
  const made = store.add(name, { title, body, author: user.login, labels: mayWrite(context) ? labels : [] });
  return {
    status: 201,
    body: issueJson(made, base),
    headers: { location: `${base}/repos/${name}/issues/${made.number}` },
  };
}

/** Whoever sees an issue may comment. */
function comment(context: FakeContext, issue: FakeIssue): FakeAnswer {
  const { body } = parse(context, commentSchema);
  if (body.trim() === '') return invalid('body', 'missing_field');
  if (Array.from(body).length > 65_536)
    return invalid('body', 'custom', 'body is too long (maximum is 65536 characters)');
  return { status: 201, body: commentJson(context.store.comment(issue, context.user.login, body)) };
}

/** Without the right to it, nothing is done, and that looks like success. */
function setAssignees(context: FakeContext, issue: FakeIssue): FakeAnswer {
  const { request, user, store, base } = context;
  const { assignees } = parse(context, assigneesSchema);
  for (const login of mayTriage(context) ? assignees : []) {
    if (request.method === 'POST') store.assign(issue, login, user.login);
    else store.unassign(issue, login, user.login);
  }
  return { status: request.method === 'POST' ? 201 : 200, body: issueJson(issue, base) };
}

function addLabels(context: FakeContext, issue: FakeIssue): FakeAnswer {
  const { user, store } = context;
  const { labels } = parse(context, labelsSchema);
  if (!mayTriage(context)) return forbidden('Must have admin rights to Repository.');
  const known = issue.repository.labels.map((label) => label.toLowerCase());
  if (!mayWrite(context) && labels.some((label) => !known.includes(label.toLowerCase()))) {
    return forbidden('You do not have permission to create labels on this repository.');
  }
  for (const label of labels) store.label(issue, label, user.login);
  return { status: 200, body: issue.labels.map((name) => ({ name })) };
}

function unlabel(context: FakeContext, issue: FakeIssue, label: string): FakeAnswer {
  if (!mayTriage(context)) return forbidden('Must have admin rights to Repository.');
  if (!context.store.unlabel(issue, label, context.user.login)) {
    return { ...notFound, body: { message: 'Label does not exist', status: '404' } };
  }
  return { status: 200, body: issue.labels.map((name) => ({ name })) };
}

function change(context: FakeContext, issue: FakeIssue): FakeAnswer {
  const { user, store, base } = context;
  const { state, state_reason: reason } = parse(context, changeSchema);
  if (!mayTriage(context) && issue.author !== user.login) return forbidden('Must have admin rights to Repository.');
  store.setState(issue, state, { reason, actor: user.login });
  return { status: 200, body: issueJson(issue, base) };
}

function parse<S extends v.GenericSchema>({ request, violation }: FakeContext, schema: S): v.InferOutput<S> {
  const parsed = v.safeParse(schema, JSON.parse(request.body === '' ? 'null' : request.body));
  if (parsed.success) return parsed.output;
  violation(parsed.issues[0].message);
  throw new Error('The fake cannot go on.');
}

function mayWrite({ user: { role } }: FakeContext): boolean {
  return role === 'write' || role === 'actions';
}

function mayTriage(context: FakeContext): boolean {
  return mayWrite(context) || context.user.role === 'triage';
}

function forbidden(message: string): FakeAnswer {
  return { status: 403, body: { message, documentation_url: 'https://docs.github.com/rest', status: '403' } };
}

function invalid(field: string, code: string, message?: string): FakeAnswer {
  const error = { resource: 'Issue', field, code, ...(message === undefined ? {} : { message }) };
  return { status: 422, body: { message: 'Validation Failed', errors: [error], status: '422' } };
}
