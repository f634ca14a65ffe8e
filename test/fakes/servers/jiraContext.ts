import type { ServerResponse } from 'node:http';
import type { FakeJiraUser } from './jiraSite.ts';
import type { FakeIssues } from './jiraStore.ts';
import { sendJson, type ReceivedRequest } from './loopbackServer.ts';

/** How the server is set up, and what happens to it. A test changes them as it goes. */
export interface FakeJiraQuirks {
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** What the service desk answers when it is asked about a request. */
  deskStatus: number | undefined;
  /** A service desk that is set to show every comment, whatever it is asked. */
  showsAll: boolean;
  /** What an instance of Data Center has as its largest page. */
  largestPage: number;
  before: ((request: ReceivedRequest) => void) | undefined;
}

/** What a handler knows of a request. */
export interface FakeJiraContext {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly user: FakeJiraUser;
  readonly isCloud: boolean;
  /** Below `/rest/api/3` or `/rest/api/2`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly store: FakeIssues;
  readonly quirks: FakeJiraQuirks;
  readonly now: () => Date;
  readonly violation: (what: string) => void;
}

/** Every parameter has to be one that the vendor has. */
export function checkQuery({ query, violation }: FakeJiraContext, ...known: readonly string[]): void {
  for (const name of query.keys()) if (!known.includes(name)) violation(`unknown parameter ${name}`);
}

export function sendMissing({ response }: FakeJiraContext): true {
  sendJson(response, 404, {
    errorMessages: ['Issue does not exist or you do not have permission to see it.'],
    errors: {},
  });
  return true;
}

/** Answers a write, or breaks off after it. */
export function answerTo({ response, quirks }: FakeJiraContext, status: number, value?: unknown): true {
  if (quirks.lose === 'answer') response.destroy();
  else if (value === undefined) response.writeHead(status).end();
  else sendJson(response, status, value);
  return true;
}
