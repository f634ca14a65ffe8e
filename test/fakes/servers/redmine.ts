import type { ServerResponse } from 'node:http';
import { startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';
import { answerRead, nothing } from './redmineReads.ts';
import { redmineSite, redmineUsers, type FakeRedmineUser, type FakeSite } from './redmineSite.ts';
import { FakeIssues, type FakeIssue } from './redmineStore.ts';
import { answerWrite } from './redmineWrites.ts';

export interface FakeRedmine {
  /** The address, with the path that it is served under. */
  readonly url: string;
  readonly store: FakeIssues;
  readonly site: FakeSite;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: RedmineQuirks;
  close(): Promise<void>;
}

/** What happens to the server. A test changes them as it goes. */
interface RedmineQuirks {
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** Somebody takes the right for private notes away between the look at it and the note. */
  dropsPrivacy: boolean | undefined;
  /** Somebody else writes just before an update. */
  beforeUpdate: ((issue: FakeIssue) => void) | undefined;
  /** Somebody else writes just after one. */
  afterUpdate: ((issue: FakeIssue) => void) | undefined;
}

/** What a handler knows of a request. */
export interface RedmineContext {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** Undefined: anybody. A wrong key is nobody's, and that is no failure. */
  readonly user: FakeRedmineUser | undefined;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly store: FakeIssues;
  readonly site: FakeSite;
  readonly quirks: RedmineQuirks;
  readonly violation: (what: string) => void;
}

/** Redmine's REST API as far as Footbridge uses it, with the peculiarities of 5.0.4, in memory and on loopback. */
export async function startFakeRedmine(now: () => Date = () => new Date()): Promise<FakeRedmine> {
  const store = new FakeIssues(now);
  const site = redmineSite();
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: RedmineQuirks = {
    lose: undefined,
    dropsPrivacy: undefined,
    beforeUpdate: undefined,
    afterUpdate: undefined,
  };
  const server = await startLoopbackServer((request, response) => {
    const address = new URL(request.target, 'http://fake');
    const path = address.pathname.replace(/^\/redmine/, '');
    asked.push(`${request.method} ${path}`);
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    if (request.headers.cookie !== undefined) violation('a cookie');
    response.setHeader('set-cookie', '_redmine_session=abc; path=/; HttpOnly; SameSite=Lax');
    const user = signedIn(request);
    const context = { request, response, user, path, query: address.searchParams, store, site, quirks, violation };
    try {
      if (answerRead(context) || answerWrite(context)) return;
      violation('no such request');
    } catch (error) {
      violation(String(error));
    }
    nothing(context, 404);
  });
  return { url: `${server.origin}/redmine`, store, site, asked, violations, quirks, close: async () => server.close() };
}

function signedIn({ headers }: ReceivedRequest): FakeRedmineUser | undefined {
  const key = headers['x-redmine-api-key'];
  if (key !== undefined) return redmineUsers.find((known) => known.key === key);
  const [, secret = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const [login, password] = Buffer.from(secret, 'base64').toString('utf8').split(':');
  return redmineUsers.find((known) => known.login === login && password === `secret-${login}`);
}
