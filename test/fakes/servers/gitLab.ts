import type { ServerResponse } from 'node:http';
import { answerGraphql } from './gitLabGraphql.ts';
import { answerRead } from './gitLabReads.ts';
import { projects, users, type FakeUser } from './gitLabSite.ts';
import { FakeIssues } from './gitLabStore.ts';
import { answerWrite } from './gitLabWrites.ts';
import { sendJson, startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';

export interface FakeGitLab {
  /** The address, with the path that it is served under. */
  readonly url: string;
  readonly store: FakeIssues;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakeQuirks;
  close(): Promise<void>;
}

/** How the server is set up, and what happens to it. A test changes them as it goes. */
interface FakeQuirks {
  /** An old version, whose GraphQL does not know the escalation status or the timeline. */
  old: boolean;
  /** What GraphQL says to everything: with the status 200, as it does. */
  graphqlError: string | undefined;
  /** What GraphQL says to every change. */
  graphqlMutationError: string | undefined;
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** Runs before a request is looked at. */
  before: ((request: ReceivedRequest) => void) | undefined;
}

/** What a handler knows of a request. */
export interface FakeContext {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly user: FakeUser;
  /** The parts of the path below `/api/v4`, each decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly base: string;
  readonly store: FakeIssues;
  readonly quirks: FakeQuirks;
  readonly violation: (what: string) => void;
}

/** GitLab's REST 4 and GraphQL as far as Footbridge uses them, in memory and on loopback, as a self-managed one below a path. */
export async function startFakeGitLab(now: () => Date = () => new Date()): Promise<FakeGitLab> {
  const store = new FakeIssues(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakeQuirks = {
    old: false,
    graphqlError: undefined,
    graphqlMutationError: undefined,
    lose: undefined,
    before: undefined,
  };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const address = new URL(request.target, 'http://fake');
    asked.push(`${request.method} ${address.pathname.replace(/^\/git\/api(\/v4)?/, '')}`);
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    const user = users.find(({ token }) => token !== '' && token === request.headers['private-token']);
    if (request.headers.authorization !== undefined) violation('two credentials');
    if (user === undefined) return sendJson(response, 401, { message: '401 Unauthorized' });
    const path = address.pathname
      .replace(/^\/git\/api\/v4\//, '')
      .split('/')
      .map(decodeURIComponent);
    const base = `${server.origin}/git`;
    const context = { request, response, user, path, query: address.searchParams, base, store, quirks, violation };
    try {
      if (address.pathname === '/git/api/graphql') return answerGraphql(context);
      if (redirected(context) || answerRead(context) || answerWrite(context)) return undefined;
      violation('no such request');
    } catch (error) {
      violation(String(error));
    }
    return sendJson(response, 404, { error: '404 Not Found' });
  });
  return { url: `${server.origin}/git`, store, asked, violations, quirks, close: async () => server.close() };
}

/** A project that was renamed is answered with its number. */
function redirected({ path, response, base }: FakeContext): boolean {
  const moved = projects.find(({ oldPath }) => oldPath !== undefined && oldPath === path[1]);
  if (path[0] !== 'projects' || moved === undefined) return false;
  const rest = [String(moved.id), ...path.slice(2)].join('/');
  response.writeHead(301, { location: `${base}/api/v4/projects/${rest}` }).end();
  return true;
}
