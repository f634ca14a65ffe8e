import * as v from 'valibot';
import type { FakeContext } from './gitLab.ts';
import { issueJson, missing, noteJson } from './gitLabReads.ts';
import { projectNamed, reporter, type FakeProject } from './gitLabSite.ts';
import type { FakeIssue } from './gitLabStore.ts';
import { sendJson } from './loopbackServer.ts';

const changeSchema = v.strictObject({
  assignee_ids: v.optional(v.pipe(v.array(v.number()), v.nonEmpty())),
  state_event: v.optional(v.picklist(['close', 'reopen'])),
});
const noteSchema = v.strictObject({
  body: v.pipe(v.string(), v.nonEmpty()),
  internal: v.optional(v.boolean(), false),
  confidential: v.optional(v.boolean()),
});
const newSchema = v.strictObject({
  title: v.string(),
  description: v.string(),
  issue_type: v.picklist(['issue', 'incident']),
  labels: v.optional(v.string(), ''),
});

/** Answers what changes something. @returns whether it was that. */
export function answerWrite(context: FakeContext): boolean {
  const { request, path, user, store, query, violation } = context;
  const [what, owner, part, iid, under, id] = path;
  if (what !== 'projects' || part !== 'issues') return false;
  if ([...query.keys()].length > 0) violation('a write has no query');
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (request.method !== 'DELETE' && !isJson) violation('a write is JSON');
  const project = user.level > 0 ? projectNamed(owner ?? '') : undefined;
  if (project === undefined) return missing(context, 'Project');
  if (context.quirks.lose === 'request') return lose(context);
  if (request.method === 'POST' && path.length === 3) return create(context, project);
  const issue = store.find(project, Number(iid));
  if (issue === undefined) return missing(context, 'Issue');
  if (request.method === 'PUT' && path.length === 4) return change(context, issue);
  if (request.method === 'POST' && under === 'notes' && path.length === 5) return addNote(context, issue);
  if (request.method === 'DELETE' && under === 'notes' && path.length === 6)
    return deleteNote(context, issue, Number(id));
  return false;
}

function create(context: FakeContext, project: FakeProject): true {
  const { request, user, store, base, response } = context;
  const fields = v.parse(newSchema, JSON.parse(request.body));
  if (user.level < reporter && fields.issue_type === 'incident') return forbidden(context);
  // Postgres and Ruby count characters, not UTF-16.
  if (Array.from(fields.title).length > 255) {
    sendJson(response, 400, { message: { title: ['is too long (maximum is 255 characters)'] } });
    return true;
  }
  const issue = store.create({
    project: project.path,
    title: fields.title,
    description: fields.description,
    type: fields.issue_type,
    author: user.username,
    labels: fields.labels.split(',').filter(Boolean),
  });
  return answer(context, 201, issueJson(issue, base));
}

function change(context: FakeContext, issue: FakeIssue): true {
  const { request, user, store, base } = context;
  const fields = v.parse(changeSchema, JSON.parse(request.body));
  const isAuthor = issue.author === user;
  if (user.level < reporter && !isAuthor) return forbidden(context);
  // An author may change the text and the state. What else is asked for is left out without a word (IssuePolicy, set_issue_metadata).
  if (fields.assignee_ids !== undefined && user.level >= reporter) store.setAssignees(issue, fields.assignee_ids, user);
  if (fields.state_event !== undefined) store.setState(issue, fields.state_event, user);
  return answer(context, 200, issueJson(issue, base));
}

function addNote(context: FakeContext, issue: FakeIssue): true {
  const { request, user, store } = context;
  const { body, internal, confidential } = v.parse(noteSchema, JSON.parse(request.body));
  const note = store.note(issue, body, { by: user, internal: internal || confidential === true });
  if (note === undefined) return answer(context, 202, { commands_changes: {}, summary: ['Commands applied'] });
  return answer(context, 201, noteJson(note));
}

function deleteNote(context: FakeContext, issue: FakeIssue, id: number): true {
  const index = issue.notes.findIndex((note) => note.id === id);
  if (index === -1) return missing(context, 'Note');
  if (issue.notes[index]?.author !== context.user) return forbidden(context);
  issue.notes.splice(index, 1);
  context.response.writeHead(204).end();
  return true;
}

function forbidden({ response }: FakeContext): true {
  sendJson(response, 403, { message: '403 Forbidden' });
  return true;
}

function answer(context: FakeContext, status: number, body: object): true {
  if (context.quirks.lose === 'answer') return lose(context);
  sendJson(context.response, status, body);
  return true;
}

function lose({ response }: FakeContext): true {
  response.destroy();
  return true;
}
