import type { FakeJiraContext, FakeJiraQuirks } from './jiraContext.ts';
import { answerDesk } from './jiraDesk.ts';
import { answerRead } from './jiraReads.ts';
import { jiraUsers, type FakeJiraUser } from './jiraSite.ts';
import { FakeIssues } from './jiraStore.ts';
import { answerWrite } from './jiraWrites.ts';
import { sendJson, startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';

export interface FakeJira {
  readonly url: string;
  readonly store: FakeIssues;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakeJiraQuirks;
  close(): Promise<void>;
}

/** Jira Cloud or Data Center with a service desk, as far as Footbridge uses it, in memory and on loopback. */
export async function startFakeJira(
  deployment: 'Cloud' | 'Server' = 'Cloud',
  now: () => Date = () => new Date(),
): Promise<FakeJira> {
  const isCloud = deployment === 'Cloud';
  const store = new FakeIssues(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakeJiraQuirks = {
    lose: undefined,
    deskStatus: undefined,
    showsAll: false,
    largestPage: 1000,
    before: undefined,
  };
  // Data Center is often served under a path.
  const base = isCloud ? '' : '/jira';
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const address = new URL(request.target, 'http://fake');
    const full = decodeURIComponent(address.pathname).replace(base, '');
    asked.push(`${request.method} ${full}`);
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    if (full === '/rest/api/2/serverInfo') {
      sendJson(response, 200, { baseUrl: server.origin, version: '10.3.0', deploymentType: deployment });
      return;
    }
    const user = signedIn(request, isCloud);
    if (user === undefined) {
      sendJson(response, 401, { errorMessages: ['Client must be authenticated to access this resource.'] });
      return;
    }
    const root = isCloud ? '/rest/api/3' : '/rest/api/2';
    const path = full.replace(root, '');
    const context: FakeJiraContext = {
      request,
      response,
      user,
      isCloud,
      path,
      query: address.searchParams,
      store,
      quirks,
      now,
      violation,
    };
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (request.body !== '' && !isJson) violation('a body is JSON');
    try {
      if (full.startsWith('/rest/servicedeskapi/')) {
        if (answerDesk({ ...context, path: full.replace('/rest/servicedeskapi', '') })) return;
      } else if (full.startsWith(root) && (answerRead(context) || answerWrite(context))) return;
      violation('no such request');
    } catch (error) {
      violation(String(error));
    }
    sendJson(response, 404, { errorMessages: ['null for uri'] });
  });
  return { url: `${server.origin}${base}`, store, asked, violations, quirks, close: async () => server.close() };
}

/** Cloud: e-mail address and API token. Data Center: a personal access token, or login and password. */
function signedIn({ headers }: ReceivedRequest, isCloud: boolean): FakeJiraUser | undefined {
  const [, scheme = '', secret = ''] = /^(\S+) (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme === 'Bearer') return isCloud ? undefined : jiraUsers.find(({ login }) => secret === `pat-${login}`);
  const [name = '', password = ''] = Buffer.from(secret, 'base64').toString('utf8').split(':');
  return jiraUsers.find(({ login }) =>
    isCloud
      ? name === `${login}@example.org` && password === `token-${login}`
      : name === login && password === `secret-${login}`,
  );
}
