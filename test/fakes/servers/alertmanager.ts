import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { holds, matchersAsLabels, parseMatcher, type FakeMatcher } from './alertmanagerMatchers.ts';
import { FakeAlerts, type FakeSilence } from './alertmanagerStore.ts';
import { sendJson, startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';

export interface FakeAlertmanager {
  /** The address, with the path that it is served under. */
  readonly url: string;
  readonly store: FakeAlerts;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real server would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  readonly quirks: FakeQuirks;
  close(): Promise<void>;
}

/** How the server is set up, and what happens to it. A test changes them as it goes. */
interface FakeQuirks {
  /** What a proxy before it wants in `authorization`. */
  authorization: string | undefined;
  /** What the server does instead of answering a write: nothing at all, or its work before it breaks the connection off. */
  lose: 'request' | 'answer' | undefined;
  /** Runs before a request is looked at. */
  before: ((request: ReceivedRequest) => void) | undefined;
}

const labels = v.record(v.string(), v.string());
const silenceSchema = v.strictObject({
  id: v.optional(v.pipe(v.string(), v.uuid())),
  matchers: v.pipe(
    v.array(
      v.strictObject({
        name: v.string(),
        value: v.string(),
        isRegex: v.boolean(),
        isEqual: v.optional(v.boolean(), true),
      }),
    ),
    v.minLength(1),
  ),
  startsAt: v.pipe(v.string(), v.isoTimestamp()),
  endsAt: v.pipe(v.string(), v.isoTimestamp()),
  createdBy: v.string(),
  comment: v.string(),
  annotations: v.optional(labels),
});

/** What each resource takes as parameters, in any version: those that one does not know it ignores. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  '/alerts': ['filter', 'active', 'silenced', 'inhibited', 'unprocessed', 'receiver'],
  '/silences': ['filter', 'active', 'expired', 'pending'],
};

/** Alertmanager's API 2 as far as Footbridge uses it, with the peculiarities of 0.25.0, in memory and on loopback. */
export async function startFakeAlertmanager(now: () => Date = () => new Date()): Promise<FakeAlertmanager> {
  const store = new FakeAlerts(now);
  const asked: string[] = [];
  const violations: string[] = [];
  const quirks: FakeQuirks = { authorization: undefined, lose: undefined, before: undefined };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const { pathname, searchParams } = new URL(request.target, 'http://fake');
    const path = pathname.replace('/am/api/v2', '');
    asked.push(`${request.method} ${path.replace(/^\/silence\/.*/, '/silence')}`);
    const violation = (what: string): void => void violations.push(`${request.method} ${request.target}: ${what}`);
    if (quirks.authorization !== undefined && request.headers.authorization !== quirks.authorization) {
      response.writeHead(401, { 'content-type': 'text/plain; charset=utf-8' }).end('Unauthorized\n');
      return;
    }
    for (const name of searchParams.keys()) {
      if (parameters[path]?.includes(name) !== true) violation(`no such parameter: ${name}`);
    }
    if (!pathname.startsWith('/am/api/v2/')) violation('not below the path that it is served under');
    if (request.method === 'GET' && request.body !== '') violation('a GET has no body');
    if (request.method !== 'GET' && quirks.lose === 'request') response.destroy();
    else if (!answer({ request, response, store, now, path, query: searchParams, violation, quirks })) {
      violation('no such request');
      sendJson(response, 404, { code: 404, message: `path ${pathname} was not found` });
    }
  });
  return { url: `${server.origin}/am`, store, asked, violations, quirks, close: async () => server.close() };
}

interface Context {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly store: FakeAlerts;
  readonly now: () => Date;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly violation: (what: string) => void;
  readonly quirks: FakeQuirks;
}

function answer(context: Context): boolean {
  const { request, path } = context;
  const [, id] = /^\/silence\/([^/]+)$/.exec(path) ?? [];
  switch (`${request.method} ${id === undefined ? path : '/silence'}`) {
    case 'GET /status':
      sendJson(context.response, 200, {
        cluster: { peers: [], status: 'disabled' },
        config: { original: 'global:\n  smtp_auth_password: <secret>\n' },
        uptime: '2026-11-24T08:00:00.000Z',
        versionInfo: { branch: 'HEAD', buildDate: '', buildUser: '', goVersion: '', revision: '', version: '0.25.0' },
      });
      return true;
    case 'GET /alerts':
      return filtered(context, (matchers) => alertsJson(context, matchers));
    case 'GET /silences':
      return filtered(context, (matchers) =>
        [...context.store.silences.values()]
          .filter((silence) => matchers.every((one) => holds(one, matchersAsLabels(silence.matchers))))
          .map((silence) => silenceJson(context, silence)),
      );
    case 'POST /silences':
      return postSilence(context);
    case 'GET /silence':
      return getSilence(context, id ?? '');
    case 'DELETE /silence':
      return deleteSilence(context, id ?? '');
    default:
      return false;
  }
}

function filtered({ response, query }: Context, find: (matchers: readonly FakeMatcher[]) => unknown): true {
  const matchers: FakeMatcher[] = [];
  for (const text of query.getAll('filter')) {
    const matcher = parseMatcher(text);
    if (matcher === undefined) {
      sendJson(response, 400, `bad matcher format: ${text}`);
      return true;
    }
    matchers.push(matcher);
  }
  sendJson(response, 200, find(matchers));
  return true;
}

function alertsJson({ store }: Context, matchers: readonly FakeMatcher[]): unknown[] {
  return store
    .firing()
    .filter(([, alert]) => matchers.every((matcher) => holds(matcher, alert.labels)))
    .map(([fingerprint, alert]) => {
      const [silencedBy, inhibitedBy] = [store.silencedBy(alert), store.inhibitedBy(alert)];
      const state = silencedBy.length + inhibitedBy.length > 0 ? 'suppressed' : 'active';
      return { ...alert, fingerprint, receivers: [{ name: 'nobody' }], status: { state, silencedBy, inhibitedBy } };
    });
}

function silenceJson({ store }: Context, silence: FakeSilence): unknown {
  return { ...silence, status: { state: store.stateOf(silence) } };
}

function postSilence(context: Context): true {
  const { request, response, store, now, violation } = context;
  if (request.headers['content-type']?.startsWith('application/json') !== true) violation('a write is JSON');
  const parsed = v.safeParse(silenceSchema, JSON.parse(request.body));
  if (!parsed.success) {
    violation(parsed.issues[0].message);
    sendJson(response, 422, { code: 602, message: `${v.getDotPath(parsed.issues[0])} in body is required` });
    return true;
  }
  const { startsAt, endsAt, ...rest } = parsed.output;
  const given = { ...rest, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  if (given.endsAt < given.startsAt)
    sendJson(response, 400, 'Failed to create silence: start time must be before end time');
  else if (given.endsAt < now()) sendJson(response, 400, "Failed to create silence: end time can't be in the past");
  else {
    const id = store.silence(given);
    if (context.quirks.lose === 'answer') response.destroy();
    else if (id === undefined) sendJson(response, 404, 'silence not found');
    else sendJson(response, 200, { silenceID: id });
  }
  return true;
}

function getSilence(context: Context, id: string): true {
  const silence = context.store.silences.get(id);
  if (isNoUuid(context, id)) return true;
  if (silence === undefined) context.response.writeHead(404).end();
  else sendJson(context.response, 200, silenceJson(context, silence));
  return true;
}

function deleteSilence(context: Context, id: string): true {
  if (isNoUuid(context, id)) return true;
  const known = context.store.expire(id);
  if (context.quirks.lose === 'answer') context.response.destroy();
  else if (known) context.response.writeHead(200).end();
  // As 0.25 has it; later ones say 404.
  else sendJson(context.response, 500, 'silence not found');
  return true;
}

function isNoUuid({ response }: Context, id: string): boolean {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return false;
  sendJson(response, 422, { code: 601, message: `silenceID in path must be of type uuid: "${id}"` });
  return true;
}
