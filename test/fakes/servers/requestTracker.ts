import type { ServerResponse } from 'node:http';
import { sendJson, startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';
import { userNamed, users, type FakeUser } from './requestTrackerSite.ts';
import { FakeTickets, type FakeTicket } from './requestTrackerStore.ts';
import { answerRead } from './requestTrackerReads.ts';
import { answerWrite } from './requestTrackerWrites.ts';

export interface FakeRequestTracker {
  /** The address, with the path that it is served under. */
  readonly url: string;
  readonly store: FakeTickets;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakeQuirks;
  close(): Promise<void>;
}

/** How the server is set up, and what happens to it. A test changes them as it goes. */
interface FakeQuirks {
  /** Without rights in SQL: totals are missing, and what may not be seen is dropped from pages afterwards. */
  hides: ((ticket: FakeTicket) => boolean) | undefined;
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
  /** Below `/REST/2.0`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly base: string;
  readonly store: FakeTickets;
  readonly quirks: FakeQuirks;
  readonly now: () => Date;
  readonly violation: (what: string) => void;
}

/** Request Tracker's REST 2 as far as Footbridge uses it, with the peculiarities of 5.0.3, in memory and on loopback. */
export async function startFakeRequestTracker(now: () => Date = () => new Date()): Promise<FakeRequestTracker> {
  const store = new FakeTickets(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakeQuirks = { hides: undefined, lose: undefined, before: undefined };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const address = new URL(request.target, 'http://fake');
    asked.push(`${request.method} ${address.pathname.replace('/rt/REST/2.0', '')}`);
    const user = signedIn(request);
    if (user === undefined) {
      refuseSignIn(request, response);
      return;
    }
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    const path = decodeURIComponent(address.pathname.replace(/^\/rt\/REST\/2\.0/, ''));
    const base = `${server.origin}/rt/REST/2.0`;
    const context = { request, response, user, path, query: address.searchParams, base, store, quirks, now, violation };
    try {
      if (answerRead(context) || answerWrite(context)) return;
      violation('no such request');
    } catch (error) {
      violation(String(error));
    }
    sendJson(response, 404, { message: 'Not Found' });
  });
  return { url: `${server.origin}/rt`, store, asked, violations, quirks, close: async () => server.close() };
}

function signedIn({ headers }: ReceivedRequest): FakeUser | undefined {
  const [, scheme = '', secret = ''] = /^(\S+) (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'token') return users.find(({ token }) => token !== '' && token === secret);
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [login = '', password = ''] = Buffer.from(secret, 'base64').toString('utf8').split(':');
  return password === `secret-${login}` ? userNamed(login) : undefined;
}

function refuseSignIn({ headers }: ReceivedRequest, response: ServerResponse): void {
  if (/Mozilla/.test(headers['user-agent'] ?? '')) response.writeHead(302, { location: '/rt/' }).end('Login required');
  else sendJson(response, 401, { message: 'Unauthorized' });
}
