import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { notFound, type FakeAnswer, type FakeContext } from './gitHubAnswer.ts';
import { answerRead } from './gitHubReads.ts';
import { FakeGitHubStore, gitHubUsers } from './gitHubStore.ts';
import { answerWrite } from './gitHubWrites.ts';
import { startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';

export interface FakeGitHub {
  /** The address of the Enterprise Server; its API is below `/api/v3`. */
  readonly url: string;
  readonly store: FakeGitHubStore;
  /** Methods and targets of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakeQuirks;
  close(): Promise<void>;
}

/** How the server is set up, and what happens to it. A test changes them as it goes. */
interface FakeQuirks {
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** Runs before a request is looked at. */
  before: ((request: ReceivedRequest) => void) | undefined;
  /** How many requests are left until the limit is set back. Those answered with 304 do not count. */
  remaining: number;
}

/** Issues as GitHub's REST API has them (docs.github.com/rest/issues), as far as Footbridge uses it, in memory and on loopback. */
export async function startFakeGitHub(now: () => Date = () => new Date()): Promise<FakeGitHub> {
  const store = new FakeGitHubStore(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakeQuirks = { lose: undefined, before: undefined, remaining: 5000 };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    asked.push(`${request.method} ${request.target.replace('/api/v3', '')}`);
    const writes = request.method !== 'GET';
    if (writes && quirks.lose === 'request') {
      response.destroy();
      return;
    }
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    const answer = limited(quirks, now()) ?? answerTo(request, { base: `${server.origin}/api/v3`, store, violation });
    if (writes && quirks.lose === 'answer') response.destroy();
    else send(response, request, { answer, quirks, now: now() });
  });
  return { url: server.origin, store, asked, violations, quirks, close: async () => server.close() };
}

function limited({ remaining }: FakeQuirks, now: Date): FakeAnswer | undefined {
  if (remaining > 0) return undefined;
  const reset = String(Math.ceil(now.getTime() / 1000) + 90);
  return {
    status: 403,
    body: { message: 'API rate limit exceeded for user ID 1.', documentation_url: 'https://docs.github.com' },
    headers: { 'x-ratelimit-reset': reset },
  };
}

function answerTo(
  request: ReceivedRequest,
  { base, store, violation }: Pick<FakeContext, 'base' | 'store' | 'violation'>,
): FakeAnswer {
  const user = gitHubUsers.find(({ token }) => request.headers.authorization === `Bearer ${token}`);
  if (user === undefined) return { status: 401, body: { message: 'Bad credentials', status: '401' } };
  if (request.headers.accept !== 'application/vnd.github+json') violation('not the media type of the API');
  if (request.headers['x-github-api-version'] !== '2022-11-28') violation('no version of the API');
  if ((request.headers['user-agent'] ?? '') === '') violation('no user agent');
  const address = new URL(request.target, base);
  if (!address.pathname.startsWith('/api/v3/')) violation('not the API');
  const whole = address.pathname.slice('/api/v3'.length);
  const [, owner, name, id, rest = ''] = /^\/(?:repos\/([^/]+)\/([^/]+)|repositories\/(\d+))(\/.*)?$/.exec(whole) ?? [];
  const isOfRepository = owner !== undefined || id !== undefined;
  const repository =
    id === undefined ? store.find(`${owner}/${name}`) : store.repositories.find((one) => String(one.id) === id);
  if (isOfRepository && (repository === undefined || user.role === 'none')) return notFound;
  if (owner !== undefined && repository?.name.toLowerCase() !== `${owner}/${name}`.toLowerCase()) {
    const location = `${base}/repositories/${repository?.id}${rest}${address.search}`;
    return {
      status: request.method === 'GET' ? 301 : 307,
      body: { message: 'Moved Permanently' },
      headers: { location },
    };
  }
  const number = /^\/issues\/(\d+)(?:\/|$)/.exec(rest)?.[1];
  const issue = number === undefined ? undefined : repository?.issues.get(Number(number));
  if (repository?.hasIssues === false) return { status: 410, body: { message: 'Issues are disabled for this repo' } };
  if (number !== undefined && issue === undefined) return notFound;
  if (issue?.gone === 'deleted') return { status: 410, body: { message: 'This issue was deleted' } };
  if (issue?.gone !== undefined) {
    const { repository: where, number: there } = issue.gone;
    const location = `${base}/repositories/${where.id}${rest.replace(/\d+/, String(there))}`;
    return { status: 301, body: { message: 'Moved Permanently' }, headers: { location } };
  }
  const path = isOfRepository ? rest.replace(/^\/issues\/\d+/, '/issues/N') : whole;
  const query = address.searchParams;
  const context = { request, user, path, repository, issue, query, base, store, violation };
  const answer = request.method === 'GET' ? answerRead(context) : answerWrite(context);
  if (answer !== undefined) return answer;
  violation('no such request');
  return notFound;
}

function send(
  response: ServerResponse,
  { method, headers: asked }: ReceivedRequest,
  { answer, quirks, now }: { readonly answer: FakeAnswer; readonly quirks: FakeQuirks; readonly now: Date },
): void {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  const etag = `W/"${createHash('sha256')
    .update(text)
    .update(answer.headers?.['link'] ?? '')
    .digest('hex')}"`;
  const isKnown = method === 'GET' && answer.status === 200 && asked['if-none-match'] === etag;
  if (!isKnown && quirks.remaining > 0) quirks.remaining--;
  response.writeHead(isKnown ? 304 : answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(quirks.remaining),
    'x-ratelimit-reset': String(Math.ceil(now.getTime() / 1000) + 3600),
    ...(method === 'GET' && answer.status === 200 ? { etag } : {}),
    ...answer.headers,
  });
  response.end(isKnown ? '' : text);
}
