import * as v from 'valibot';
import { markdownToAdf } from '../../../src/domain/markup/adfFromMarkdown.ts';
import { wikiToMarkdown } from '../../../src/domain/markup/wikiToMarkdown.ts';
import { answerTo, checkQuery, type FakeJiraContext } from './jiraContext.ts';
import { userJson } from './jiraJson.ts';
import { jiraProjects, jiraQueues } from './jiraSite.ts';
import type { FakeApproval, FakeIssue } from './jiraStore.ts';
import { sendJson } from './loopbackServer.ts';

const newComment = v.strictObject({ body: v.string(), public: v.boolean() });
const decision = v.strictObject({ decision: v.picklist(['approve', 'decline']) });

/** Answers the service desk's own interface. @returns whether it was that. */
export function answerDesk(context: FakeJiraContext): boolean {
  const { request, response, path, store, quirks, isCloud, violation } = context;
  if (!isCloud && request.headers['x-experimentalapi'] !== 'opt-in') violation('Data Center wants X-ExperimentalApi');
  checkQuery(context, 'start', 'limit');
  if (request.method === 'GET' && path === '/servicedesk') {
    const desks = jiraProjects.filter(({ projectTypeKey }) => projectTypeKey === 'service_desk');
    return page(
      context,
      desks.map(({ id, key, name }) => ({ id: '1', projectId: id, projectKey: key, projectName: name })),
    );
  }
  if (request.method === 'GET' && path === '/servicedesk/1/queue') return page(context, jiraQueues);
  const [, key = '', rest = ''] = /^\/request\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (key === '') return false;
  if (quirks.deskStatus !== undefined) return refuse(context, quirks.deskStatus, 'The service desk says no.');
  const issue = store.find(key);
  if (issue === undefined || !issue.isRequest)
    return refuse(context, 404, 'The request does not exist or you do not have permission.');
  if (request.method === 'GET' && rest === '') {
    sendJson(response, 200, { issueId: issue.id, issueKey: issue.key, serviceDeskId: '1', requestTypeId: '1' });
    return true;
  }
  if (request.method === 'GET' && rest === '/sla') return page(context, store.levels.get(issue.id) ?? []);
  const approvals = store.approvals.get(issue.id) ?? [];
  if (request.method === 'GET' && rest === '/approval') {
    return page(
      context,
      approvals.map((approval) => approvalJson(context, approval)),
    );
  }
  if (request.method !== 'POST') return false;
  if (rest === '/comment') return addComment(context, issue);
  const approval = approvals.find(({ id }) => rest === `/approval/${id}`);
  return approval !== undefined && decide(context, issue, approval);
}

function page({ response, query }: FakeJiraContext, all: readonly object[]): true {
  const start = Number(query.get('start') ?? 0);
  const limit = Math.min(50, Number(query.get('limit') ?? 50));
  const values = all.slice(start, start + limit);
  sendJson(response, 200, {
    size: values.length,
    start,
    limit,
    isLastPage: start + limit >= all.length,
    values,
    _links: {},
  });
  return true;
}

function refuse({ response }: FakeJiraContext, status: number, errorMessage: string): true {
  sendJson(response, status, { errorMessage, i18nErrorMessage: { i18nKey: 'sd.error', parameters: [] } });
  return true;
}

/** The text is wiki markup. Cloud keeps it as a document; how it turns one into the other is not documented. */
function addComment(context: FakeJiraContext, issue: FakeIssue): true {
  const { request, response, store, user, isCloud, quirks } = context;
  const { body, public: isPublic } = v.parse(newComment, JSON.parse(request.body));
  if (quirks.lose === 'request') {
    response.destroy();
    return true;
  }
  if (user.may !== 'work') return refuse(context, 403, 'You do not have permission to comment on this request.');
  const made = store.comment(issue, {
    author: user.login,
    body: isCloud ? markdownToAdf(wikiToMarkdown(body)) : body,
    isPublic: isPublic || quirks.showsAll,
    properties: isPublic || quirks.showsAll ? [] : [{ key: 'sd.public.comment', value: { internal: true } }],
  });
  return answerTo(context, 201, { id: made.id, body, public: made.isPublic, author: userJson(user.login, isCloud) });
}

function approvalJson(
  { user, isCloud }: FakeJiraContext,
  { id, name, approvers, decision: finalDecision }: FakeApproval,
): object {
  return {
    id,
    name,
    finalDecision,
    canAnswerApproval: finalDecision === 'pending' && approvers.includes(user.login),
    approvers: approvers.map((login) => ({ approver: userJson(login, isCloud), approverDecision: finalDecision })),
  };
}

function decide(context: FakeJiraContext, issue: FakeIssue, approval: FakeApproval): true {
  const { request, store, user } = context;
  const answer = v.parse(decision, JSON.parse(request.body));
  if (approval.decision !== 'pending') return refuse(context, 409, 'The approval has been answered already.');
  if (!approval.approvers.includes(user.login)) return refuse(context, 403, 'You are not an approver.');
  approval.decision = answer.decision === 'approve' ? 'approved' : 'declined';
  store.touch(issue);
  return answerTo(context, 200, approvalJson(context, approval));
}
