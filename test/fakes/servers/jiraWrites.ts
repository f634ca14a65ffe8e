import * as v from 'valibot';
import { answerTo, checkQuery, sendMissing, type FakeJiraContext } from './jiraContext.ts';
import { commentJson } from './jiraJson.ts';
import { jiraPriorities, jiraResolutions, jiraStatuses, jiraTypes, jiraUsers, jiraWorkflow } from './jiraSite.ts';
import type { FakeIssue } from './jiraStore.ts';
import { sendJson } from './loopbackServer.ts';

const properties = v.optional(v.array(v.strictObject({ key: v.string(), value: v.unknown() })), []);
const document = v.looseObject({ type: v.literal('doc'), version: v.literal(1), content: v.array(v.unknown()) });
const reference = v.union([v.strictObject({ id: v.string() }), v.strictObject({ name: v.string() })]);
const comment = v.strictObject({ body: v.unknown(), properties });
const transition = v.strictObject({
  transition: v.strictObject({ id: v.string() }),
  fields: v.optional(v.strictObject({ resolution: v.optional(reference) }), {}),
  update: v.optional(v.strictObject({ comment: v.array(v.strictObject({ add: comment })) })),
});
const link = v.strictObject({
  globalId: v.pipe(v.string(), v.maxLength(255)),
  relationship: v.string(),
  object: v.strictObject({ url: v.string(), title: v.pipe(v.string(), v.maxLength(255)) }),
});
const newIssue = v.strictObject({
  project: v.strictObject({ key: v.string() }),
  issuetype: v.strictObject({ id: v.string() }),
  summary: v.string(),
  description: v.optional(v.unknown()),
  labels: v.optional(v.array(v.string()), []),
  components: v.optional(v.array(v.strictObject({ name: v.string() })), []),
  priority: v.optional(v.strictObject({ id: v.string() })),
});

/** Answers what changes something. @returns whether it was that. */
export function answerWrite(context: FakeJiraContext): boolean {
  const { request, path, response, quirks, store, user } = context;
  checkQuery(context);
  const [, key = '', action = ''] = /^\/issue\/([^/]+)\/([a-z]+)$/.exec(path) ?? [];
  if (quirks.lose === 'request') {
    response.destroy();
    return true;
  }
  const body: unknown = JSON.parse(request.body);
  if (request.method === 'POST' && path === '/issue') return create(context, body);
  const issue = store.find(key);
  const method = `${request.method} ${action}`;
  if (!['PUT assignee', 'POST transitions', 'POST comment', 'POST remotelink'].includes(method)) return false;
  if (issue === undefined) return sendMissing(context);
  if (user.may !== 'work') return refuse(context, 403, 'You do not have permission to do that.');
  if (action === 'assignee') return assign(context, issue, body);
  if (action === 'transitions') return move(context, issue, body);
  return action === 'comment' ? addComment(context, issue, body) : addLink(context, issue, body);
}

function refuse({ response }: FakeJiraContext, status: number, message: string): true {
  sendJson(response, status, { errorMessages: [message], errors: {} });
  return true;
}

/** Takes whatever comes last. */
function assign(context: FakeJiraContext, issue: FakeIssue, body: unknown): true {
  const { store, user, isCloud } = context;
  const name = isCloud ? 'accountId' : 'name';
  const wanted = v.parse(v.strictObject({ [name]: v.nullable(v.string()) }), body)[name] ?? null;
  const account = jiraUsers.find((one) => (isCloud ? one.accountId : one.login) === wanted);
  if (wanted !== null && account === undefined)
    return refuse(context, 400, `User '${wanted}' cannot be assigned issues.`);
  const before = jiraUsers.find(({ login }) => login === issue.assignee);
  const id = isCloud ? 'accountId' : 'key';
  issue.assignee = account?.login;
  store.record(issue, user.login, [
    {
      field: 'assignee',
      fieldtype: 'jira',
      fieldId: 'assignee',
      from: before?.[id] ?? null,
      to: account?.[id] ?? null,
      fromString: before?.displayName ?? null,
      toString: account?.displayName ?? null,
    },
  ]);
  return answerTo(context, 204);
}

function move(context: FakeJiraContext, issue: FakeIssue, body: unknown): true {
  const { store, user } = context;
  const { transition: wanted, fields, update } = v.parse(transition, body);
  const step = jiraWorkflow.find(([from, id]) => from === issue.status.name && id === wanted.id);
  const target = jiraStatuses.find(({ name }) => name === step?.[3]);
  if (step === undefined || target === undefined) {
    return refuse(context, 400, 'It seems that you have tried to perform a workflow operation that is not valid.');
  }
  const given = fields.resolution;
  const resolution = jiraResolutions.find(
    ({ id, name }) => given !== undefined && ('id' in given ? given.id === id : given.name === name),
  );
  if (step[4] && resolution === undefined) return refuse(context, 400, 'Resolution is required.');
  if (!step[4] && given !== undefined) return refuse(context, 400, "Field 'resolution' cannot be set.");
  const from = issue.status;
  issue.status = target;
  if (target.category !== 'done') issue.resolution = undefined;
  else if (resolution !== undefined) issue.resolution = resolution;
  store.record(issue, user.login, [
    {
      field: 'status',
      fieldtype: 'jira',
      fieldId: 'status',
      from: from.id,
      fromString: from.name,
      to: target.id,
      toString: target.name,
    },
  ]);
  for (const { add } of update?.comment ?? []) write(context, issue, add);
  return answerTo(context, 204);
}

function write(
  { store, user }: FakeJiraContext,
  issue: FakeIssue,
  { body, properties: given }: v.InferOutput<typeof comment>,
): object {
  const internal = given.some(
    ({ key, value }) => key === 'sd.public.comment' && JSON.stringify(value) === '{"internal":true}',
  );
  return store.comment(issue, { author: user.login, body, isPublic: !internal, properties: given });
}

/** A comment of the platform is shown to the customer, unless a property says otherwise. */
function addComment(context: FakeJiraContext, issue: FakeIssue, body: unknown): true {
  const parsed = v.parse(comment, body);
  if (!isRich(context, parsed.body)) return refuse(context, 400, 'Comment body is not valid!');
  write(context, issue, parsed);
  const made = context.store.comments.get(issue.id)?.at(-1);
  return answerTo(context, 201, made === undefined ? {} : commentJson(made, context.isCloud));
}

function isRich({ isCloud }: FakeJiraContext, body: unknown): boolean {
  return isCloud ? v.is(document, body) : typeof body === 'string';
}

/** 201 for a new one, 200 for one that was there: it is overwritten. */
function addLink(context: FakeJiraContext, issue: FakeIssue, body: unknown): true {
  const { store, user } = context;
  const { globalId, object } = v.parse(link, body);
  const links = store.links.get(issue.id) ?? [];
  const known = links.find((one) => one.globalId === globalId);
  const answer = { id: 10_000, self: 'http://fake/remotelink/10000' };
  if (known !== undefined) {
    known.object = object;
    return answerTo(context, 200, answer);
  }
  store.links.set(issue.id, [...links, { globalId, object }]);
  store.record(issue, user.login, [
    {
      field: 'RemoteWorkItemLink',
      fieldtype: 'jira',
      from: null,
      fromString: null,
      to: '10000',
      toString: `This work item links to "${object.title}"`,
    },
  ]);
  return answerTo(context, 201, answer);
}

function create(context: FakeJiraContext, body: unknown): true {
  const { store, user } = context;
  const { fields } = v.parse(v.strictObject({ fields: newIssue }), body);
  if (user.may !== 'work') return refuse(context, 403, 'You do not have permission to create issues in this project.');
  if (/[\r\n]/.test(fields.summary))
    return refuse(context, 400, 'The summary is invalid because it contains newline characters.');
  if (fields.summary.length > 255) return refuse(context, 400, "Summary can't exceed 255 characters.");
  if (fields.description !== undefined && !isRich(context, fields.description)) {
    return refuse(context, 400, 'Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  }
  const type = jiraTypes.find(({ id }) => id === fields.issuetype.id)?.name ?? '';
  const priority = jiraPriorities.find(({ id }) => id === fields.priority?.id)?.name ?? 'Medium';
  const { id, key } = store.create({
    summary: fields.summary,
    project: fields.project.key,
    type,
    priority,
    creator: user.login,
    description: fields.description,
    labels: fields.labels,
    components: fields.components.map(({ name }) => name),
  });
  return answerTo(context, 201, { id, key, self: `http://fake/issue/${id}` });
}
