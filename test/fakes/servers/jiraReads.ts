import * as v from 'valibot';
import { checkQuery, sendMissing, type FakeJiraContext } from './jiraContext.ts';
import { commentJson, historyJson, issueJson, transitionsJson, userJson } from './jiraJson.ts';
import { parseJql } from './jiraJql.ts';
import { jiraPriorities, jiraProjects, jiraTypes, jiraUsers } from './jiraSite.ts';
import type { FakeIssue } from './jiraStore.ts';
import { sendJson } from './loopbackServer.ts';

/** Answers what only reads. @returns whether it was that. */
export function answerRead(context: FakeJiraContext): boolean {
  const { request, path, isCloud } = context;
  if (request.method === 'POST' && path === '/search/jql' && isCloud) return searchCloud(context);
  if (request.method === 'POST' && path === '/search') return isCloud ? gone(context) : searchServer(context);
  if (request.method !== 'GET') return false;
  const [, key, rest] = /^\/issue\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  if (key !== undefined && key !== 'createmeta') return ofIssue(context, context.store.find(key), rest ?? '');
  return ofSite(context);
}

function gone({ response }: FakeJiraContext): true {
  const message = 'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.';
  sendJson(response, 410, { errorMessages: [message], errors: {} });
  return true;
}

const cloudSearch = v.strictObject({
  jql: v.string(),
  fields: v.array(v.string()),
  maxResults: v.pipe(v.number(), v.maxValue(5000)),
  nextPageToken: v.optional(v.string()),
  reconcileIssues: v.optional(v.pipe(v.array(v.number()), v.maxLength(50))),
});

/** No total, and tokens instead of numbers: here one says after which row, of those that come now, the page begins. */
function searchCloud(context: FakeJiraContext): true {
  const { request, response, store, isCloud } = context;
  const {
    jql,
    fields,
    maxResults,
    nextPageToken,
    reconcileIssues = [],
  } = v.parse(cloudSearch, JSON.parse(request.body));
  const fresh = new Set(reconcileIssues.map(String));
  const candidates = [...store.indexed.values()].map((issue) =>
    fresh.has(issue.id) ? store.issues.get(issue.id) : issue,
  );
  const found = find(
    context,
    jql,
    candidates.filter((issue) => issue !== undefined),
  );
  if (found === undefined) return true;
  const { rows, compare } = found;
  const last = nextPageToken === undefined ? undefined : lastRow(nextPageToken);
  const start = last === undefined ? 0 : rows.findIndex((row) => compare(row, last) > 0);
  const page = start === -1 ? [] : rows.slice(start, start + maxResults);
  const end = page.at(-1);
  const isLast = end === undefined || start + page.length >= rows.length;
  sendJson(response, 200, {
    issues: page.map((issue) => issueJson(issue, fields, isCloud)),
    ...(isLast ? {} : { nextPageToken: Buffer.from(`${end.id} ${end.updated.getTime()}`).toString('base64') }),
    isLast,
  });
  return true;

  function lastRow(token: string): FakeIssue | undefined {
    const [id = '', time] = Buffer.from(token, 'base64').toString('utf8').split(' ');
    const issue = store.issues.get(id) ?? rows[0];
    return issue === undefined ? undefined : { ...issue, id, updated: new Date(Number(time)) };
  }
}

const serverSearch = v.strictObject({
  jql: v.string(),
  fields: v.array(v.string()),
  maxResults: v.number(),
  startAt: v.optional(v.number()),
});

function searchServer(context: FakeJiraContext): true {
  const { request, response, store, quirks, isCloud } = context;
  const { jql, fields, maxResults, startAt = 0 } = v.parse(serverSearch, JSON.parse(request.body));
  const found = find(context, jql, [...store.issues.values()]);
  if (found === undefined) return true;
  const page = found.rows.slice(startAt, startAt + Math.min(maxResults, quirks.largestPage));
  const issues = page.map((issue) => issueJson(issue, fields, isCloud));
  sendJson(response, 200, { startAt, maxResults, total: found.rows.length, issues });
  return true;
}

function find(
  { response, user, store, now, isCloud }: FakeJiraContext,
  jql: string,
  candidates: readonly FakeIssue[],
): { readonly rows: FakeIssue[]; readonly compare: (a: FakeIssue, b: FakeIssue) => number } | undefined {
  try {
    const isIssue = (id: string): boolean => store.issues.has(id);
    const parsed = parseJql(jql, { login: user.login, now: now(), isIssue, mustBeBounded: isCloud });
    return { rows: candidates.filter(parsed.matches).toSorted(parsed.compare), compare: parsed.compare };
  } catch (error) {
    sendJson(response, 400, { errorMessages: [error instanceof Error ? error.message : ''], warningMessages: [] });
    return undefined;
  }
}

function ofIssue(context: FakeJiraContext, issue: FakeIssue | undefined, rest: string): boolean {
  if (issue === undefined) return sendMissing(context);
  const { response, query, store, isCloud } = context;
  const histories = (store.histories.get(issue.id) ?? []).map((history) => historyJson(history, isCloud));
  const startAt = Number(query.get('startAt') ?? 0);
  const maxResults = Math.min(100, Number(query.get('maxResults') ?? 50));
  switch (rest) {
    case '': {
      checkQuery(context, 'fields', 'expand');
      const json = issueJson(issue, query.get('fields')?.split(',') ?? [], isCloud);
      // Cloud has the latest hundred, the latest first; Data Center has all, the oldest first.
      const changelog = {
        histories: isCloud ? histories.toReversed().slice(0, 100) : histories,
        total: histories.length,
      };
      sendJson(response, 200, query.get('expand') === 'changelog' ? { ...json, changelog } : json);
      return true;
    }
    case '/changelog': {
      if (!isCloud) return false;
      checkQuery(context, 'startAt', 'maxResults');
      const values = histories.slice(startAt, startAt + maxResults);
      sendJson(response, 200, {
        startAt,
        total: histories.length,
        isLast: startAt + values.length >= histories.length,
        values,
      });
      return true;
    }
    case '/comment': {
      checkQuery(context, 'startAt', 'maxResults', 'orderBy', 'expand');
      const all = (store.comments.get(issue.id) ?? []).map((comment) => commentJson(comment, isCloud));
      const sorted = query.get('orderBy') === '-created' ? all.toReversed() : all;
      sendJson(response, 200, { startAt, total: all.length, comments: sorted.slice(startAt, startAt + maxResults) });
      return true;
    }
    case '/transitions':
      checkQuery(context, 'expand');
      sendJson(response, 200, { transitions: context.user.may === 'work' ? transitionsJson(issue) : [] });
      return true;
    case '/remotelink':
      checkQuery(context, 'globalId');
      sendJson(response, 200, store.links.get(issue.id) ?? []);
      return true;
    default: {
      const id = /^\/comment\/(\d+)$/.exec(rest)?.[1];
      const comment = (store.comments.get(issue.id) ?? []).find((one) => one.id === id);
      if (comment === undefined) return false;
      checkQuery(context, 'expand');
      sendJson(response, 200, commentJson(comment, isCloud));
      return true;
    }
  }
}

function ofSite(context: FakeJiraContext): boolean {
  const { path, response, user, query, isCloud } = context;
  const type = /^\/issue\/createmeta\/OPS\/issuetypes(?:\/(\d+))?$/.exec(path);
  checkQuery(context, ...(path.startsWith('/project/search') ? ['startAt', 'maxResults'] : ['key', 'maxResults']));
  if (type !== null) {
    const value = type[1] === undefined ? jiraTypes : createFields;
    const name = isCloud ? (type[1] === undefined ? 'issueTypes' : 'fields') : 'values';
    sendJson(response, 200, { startAt: 0, maxResults: 200, total: value.length, [name]: value });
    return true;
  }
  const known: Readonly<Record<string, unknown>> = {
    '/myself': userJson(user.login, isCloud),
    '/priority': jiraPriorities,
    '/issuetype': jiraTypes,
    ...(isCloud
      ? { '/project/search': { startAt: 0, total: 2, isLast: true, values: jiraProjects } }
      : {
          '/project': jiraProjects,
          '/user': userJson(jiraUsers.find(({ key }) => key === query.get('key'))?.login, false),
        }),
  };
  if (!(path in known)) return false;
  sendJson(response, 200, known[path]);
  return true;
}

const operations = ['set'];
const createFields = [
  { name: 'Summary', required: true, hasDefaultValue: false, schema: { type: 'string', system: 'summary' } },
  { name: 'Description', required: false, hasDefaultValue: false, schema: { type: 'string', system: 'description' } },
  {
    name: 'Priority',
    required: true,
    hasDefaultValue: true,
    schema: { type: 'priority', system: 'priority' },
    allowedValues: jiraPriorities,
  },
  { name: 'Reporter', required: true, hasDefaultValue: true, schema: { type: 'user', system: 'reporter' } },
].map((field) => ({ ...field, fieldId: field.schema.system, key: field.schema.system, operations }));
