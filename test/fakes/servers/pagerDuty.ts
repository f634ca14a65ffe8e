import type { ServerResponse } from 'node:http';
import { startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';
import { sendError } from './pagerDutyJson.ts';
import { answerPdRead } from './pagerDutyReads.ts';
import { accountKey, pdUsers, type FakePdUser } from './pagerDutySite.ts';
import { FakePdStore } from './pagerDutyStore.ts';
import { answerPdWrite, takeChangeEvent } from './pagerDutyWrites.ts';

export interface FakePagerDuty {
  readonly url: string;
  readonly store: FakePdStore;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakePdQuirks;
  close(): Promise<void>;
}

interface FakePdQuirks {
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** Runs before a request is looked at. */
  before: ((request: ReceivedRequest) => void) | undefined;
  /** Answers instead of the server. @returns whether it did. */
  instead: ((request: ReceivedRequest, response: ServerResponse) => boolean) | undefined;
  /** Without it, a plan has neither priorities nor change events. */
  plan: 'full' | 'small';
}

/** What a handler knows of a request. */
export interface FakePdContext {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** Undefined for an account-wide key. */
  readonly user: FakePdUser | undefined;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly store: FakePdStore;
  readonly quirks: FakePdQuirks;
  readonly violation: (what: string) => void;
}

/** PagerDuty's REST API v2 and its Events API as far as Footbridge uses them, in memory and on loopback. */
export async function startFakePagerDuty(now: () => Date = () => new Date()): Promise<FakePagerDuty> {
  const store = new FakePdStore(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakePdQuirks = { lose: undefined, before: undefined, instead: undefined, plan: 'full' };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const { pathname, searchParams } = new URL(request.target, 'http://fake');
    asked.push(`${request.method} ${pathname}`);
    if (quirks.instead?.(request, response) === true) return;
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    const caller = pathname.startsWith('/v2/') ? { user: undefined } : signedIn(request);
    if (caller === undefined) {
      sendError(response, 401, 2006, 'Authentication failed');
      return;
    }
    const path = decodeURIComponent(pathname);
    const context = { request, response, ...caller, path, query: searchParams, store, quirks, violation };
    try {
      if (takeChangeEvent(context) || answerPdRead(context) || answerPdWrite(context)) return;
      violation('no such request');
    } catch (error) {
      violation(String(error));
    }
    sendError(response, 404, 2100, 'Not Found');
  });
  return { url: server.origin, store, asked, violations, quirks, close: async () => server.close() };
}

function signedIn({ headers }: ReceivedRequest): { readonly user: FakePdUser | undefined } | undefined {
  const [, scheme, key] = /^(Token token=|Bearer )(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme === 'Bearer ') return key === `pdus+${pdUsers[0]?.key}` ? { user: pdUsers[0] } : undefined;
  if (key === accountKey) return { user: undefined };
  const user = pdUsers.find((known) => known.key === key);
  return user === undefined ? undefined : { user };
}
