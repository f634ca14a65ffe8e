import * as v from 'valibot';
import { sendJson } from './loopbackServer.ts';
import { listedIssue } from './redmineJson.ts';
import { nothing } from './redmineReads.ts';
import type { RedmineContext } from './redmine.ts';
import { redmineProjects, redmineUsers, rolePermissions } from './redmineSite.ts';
import type { FakeIssue } from './redmineStore.ts';

const id = v.pipe(v.number(), v.integer(), v.transform(String));
/** An empty text takes away. */
const idOrNothing = v.union([id, v.literal('')]);
const updateSchema = v.strictObject({
  issue: v.strictObject({
    status_id: v.optional(id),
    assigned_to_id: v.optional(idOrNothing),
    notes: v.optional(v.string()),
    private_notes: v.optional(v.boolean()),
  }),
});
const newSchema = v.strictObject({
  issue: v.strictObject({
    project_id: id,
    tracker_id: id,
    subject: v.string(),
    description: v.string(),
    category_id: v.optional(id),
    priority_id: v.optional(id),
  }),
});
const journalSchema = v.strictObject({ journal: v.strictObject({ notes: v.string() }) });

/** Answers what changes something. @returns whether it was that. */
export function answerWrite(context: RedmineContext): boolean {
  const { request, path, quirks, violation } = context;
  if (request.headers['content-type']?.startsWith('application/json') !== true) violation('a write is JSON');
  const [, kind, number] = /^\/(issues|journals)(?:\/(\d+))?\.json$/.exec(path) ?? [];
  const isCreation = kind === 'issues' && number === undefined && request.method === 'POST';
  const isUpdate = number !== undefined && request.method === 'PUT';
  if (!isCreation && !isUpdate) return false;
  if (quirks.lose === 'request') context.response.destroy();
  else if (isCreation) create(context);
  else if (kind === 'journals') editJournal(context, Number(number));
  else update(context, Number(number));
  return true;
}

function permissionsIn({ user }: RedmineContext, project: number): readonly string[] {
  return rolePermissions[user?.roles[project] ?? 0] ?? [];
}

function update(context: RedmineContext, number: number): void {
  const { store, user, request, quirks } = context;
  const issue = store.find(number);
  const { issue: fields } = v.parse(updateSchema, JSON.parse(request.body));
  if (issue === undefined || user === undefined) return nothing(context, user === undefined ? 401 : 404);
  const permissions = permissionsIn(context, issue.project);
  if (!permissions.includes('edit_issues')) return nothing(context, 403);
  quirks.beforeUpdate?.(issue);
  const { assigned_to_id: assignee, status_id: status, notes, private_notes: wanted = false } = fields;
  if (assignee !== undefined && assignee !== '' && !isMember(issue, Number(assignee))) {
    return answer(context, 422, { errors: ['Assignee is invalid'] });
  }
  // What the account may not set is left out, and the note goes to everybody.
  const isPrivate = wanted && permissions.includes('set_notes_private') && quirks.dropsPrivacy !== true;
  store.update(issue, user.id, {
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(assignee === undefined ? {} : { assignee: assignee === '' ? null : Number(assignee) }),
    ...(notes === undefined ? {} : { notes }),
    isPrivate,
  });
  quirks.afterUpdate?.(issue);
  answer(context, 204);
}

function isMember({ project }: FakeIssue, user: number): boolean {
  return redmineUsers.find((known) => known.id === user)?.roles[project] !== undefined;
}

function editJournal(context: RedmineContext, number: number): void {
  const { store, user, request, violation } = context;
  const { journal: fields } = v.parse(journalSchema, JSON.parse(request.body));
  const issue = store.all.find(({ journals }) => journals.some((journal) => journal.id === number));
  const index = issue?.journals.findIndex((journal) => journal.id === number) ?? -1;
  const journal = issue?.journals[index];
  if (issue === undefined || journal === undefined) return nothing(context, 404);
  if (journal.user !== user?.id) return nothing(context, 403);
  if (fields.notes !== '') violation('a note is edited');
  journal.notes = null;
  if (journal.details.length === 0) issue.journals.splice(index, 1);
  answer(context, 204);
}

function create(context: RedmineContext): void {
  const { store, site, user, request } = context;
  const { issue: fields } = v.parse(newSchema, JSON.parse(request.body));
  const project = redmineProjects.find((known) => known.id === Number(fields.project_id));
  if (user === undefined || project === undefined) return nothing(context, user === undefined ? 401 : 404);
  if (!permissionsIn(context, project.id).includes('add_issues')) return nothing(context, 403);
  if (Array.from(fields.subject).length > 255) {
    return answer(context, 422, { errors: ['Subject is too long (maximum is 255 characters)'] });
  }
  const issue = store.create({
    project: project.id,
    tracker: Number(fields.tracker_id),
    author: user.id,
    subject: fields.subject,
    description: fields.description,
    category: fields.category_id === undefined ? undefined : Number(fields.category_id),
    ...(fields.priority_id === undefined ? {} : { priority: Number(fields.priority_id) }),
  });
  answer(context, 201, { issue: listedIssue(issue, site) });
}

function answer({ response, quirks }: RedmineContext, status: number, body?: object): void {
  if (quirks.lose === 'answer') response.destroy();
  else if (body === undefined) response.writeHead(status).end();
  else sendJson(response, status, body);
}
