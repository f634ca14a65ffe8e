import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import { sendJson, startLoopbackServer, type ReceivedRequest } from './loopbackServer.ts';
import { rowJson } from './serviceNowJson.ts';
import { runQuery } from './serviceNowQuery.ts';
import { columns, numberPrefix, snowUsers, type Row, type SnowUser } from './serviceNowSite.ts';
import { SnowStore } from './serviceNowStore.ts';

export interface FakeServiceNow {
  readonly url: string;
  readonly store: SnowStore;
  /** Methods and paths of what was asked, in order. */
  readonly asked: string[];
  /** What no real instance would have made sense of. A test that leaves one here is wrong. */
  readonly violations: string[];
  /** Conditions that were ignored, as an instance does. */
  readonly ignored: string[];
  readonly quirks: SnowQuirks;
  close(): Promise<void>;
}

/** How the instance is set up, and what happens to it. A test changes them as it goes. */
interface SnowQuirks {
  /** Rights on rows, looked at after the limit. */
  hides: ((table: string, row: Row) => boolean) | undefined;
  /** Tables that this account may not read at all. */
  readonly closed: Set<string>;
  /** Columns that may not be written, which is left out without a word. */
  readonly readOnly: Set<string>;
  /** What happens to a write instead of an answer: nothing at all, or its work before the connection breaks. */
  lose: 'request' | 'answer' | undefined;
  /** A developer instance that sleeps. */
  asleep: boolean;
  before: ((request: ReceivedRequest) => void) | undefined;
}

interface Context {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly user: SnowUser;
  readonly query: URLSearchParams;
  readonly fake: Omit<FakeServiceNow, 'close'>;
  readonly violation: (what: string) => void;
  readonly now: Date;
}

const parameters = new Set([
  'sysparm_query',
  'sysparm_fields',
  'sysparm_limit',
  'sysparm_offset',
  'sysparm_display_value',
  'sysparm_exclude_reference_link',
]);

/** ServiceNow's Table API as far as Footbridge uses it, on loopback and in memory, with what is peculiar about it. */
export async function startFakeServiceNow(now: () => Date = () => new Date()): Promise<FakeServiceNow> {
  const quirks: SnowQuirks = {
    hides: undefined,
    closed: new Set(),
    readOnly: new Set(),
    lose: undefined,
    asleep: false,
    before: undefined,
  };
  const state = {
    store: new SnowStore(now),
    asked: [] as string[],
    violations: [] as string[],
    ignored: [] as string[],
    quirks,
  };
  const server = await startLoopbackServer((request, response) => {
    quirks.before?.(request);
    const address = new URL(request.target, 'http://fake');
    state.asked.push(`${request.method} ${address.pathname.replace('/api/now/table', '')}`);
    const violation = (what: string): void =>
      void state.violations.push(`${request.method} ${request.target}: ${what}`);
    if (quirks.asleep) {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><body>Your instance is hibernating</body></html>');
      return;
    }
    const user = signedIn(request);
    if (user === undefined) {
      fail(response, 401, { message: 'User Not Authenticated', detail: 'Required to provide Auth information' });
      return;
    }
    if (request.headers.accept !== 'application/json') violation('no Accept header');
    const fake = { ...state, url: server.origin };
    answer({ request, response, user, query: address.searchParams, fake, violation, now: now() }, address.pathname);
  });
  return { ...state, url: server.origin, close: async () => server.close() };
}

function signedIn({ headers }: ReceivedRequest): SnowUser | undefined {
  const key = headers['x-sn-apikey'];
  if (key !== undefined) return snowUsers.find(({ user_name: name }) => key === `key-${name}`);
  const [, scheme = '', secret = ''] = /^(\S+) (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (scheme === 'Bearer') return snowUsers.find(({ token }) => token !== '' && token === secret);
  const [login, password] = Buffer.from(secret, 'base64').toString('utf8').split(':');
  return scheme === 'Basic' && password === `secret-${login}`
    ? snowUsers.find(({ user_name: name }) => name === login)
    : undefined;
}

function answer(context: Context, path: string): void {
  const { request, response, violation } = context;
  for (const name of context.query.keys()) if (!parameters.has(name)) violation(`unknown parameter ${name}`);
  const next = /^\/api\/sn_chg_rest\/change\/([0-9a-f]{32})\/nextstates$/.exec(path)?.[1];
  if (next !== undefined && request.method === 'GET') {
    answerNextStates(context, next);
    return;
  }
  const [, table = '', sysId] = /^\/api\/now\/table\/([a-z_]+)(?:\/([0-9a-f]{32}))?$/.exec(path) ?? [];
  if (columns[table] === undefined) {
    violation('no such table or path');
    fail(response, 400, { message: `Invalid table ${table}`, detail: null });
  } else if (context.fake.quirks.closed.has(table)) {
    fail(response, 403, { message: 'User Not Authorized', detail: 'Failed API level ACL Validation' });
  } else if (request.method === 'GET' && sysId === undefined) answerList(context, table);
  else if (request.method === 'GET') answerRow(context, table, sysId ?? '');
  else if (request.method === 'PATCH' && sysId !== undefined) answerWrite(context, table, sysId);
  else if (request.method === 'POST' && sysId === undefined) answerWrite(context, table, undefined);
  else violation('no such method here');
}

function answerList(context: Context, table: string): void {
  const { query, fake, user, response, now } = context;
  const limit = Number(query.get('sysparm_limit') ?? '10000');
  const offset = Number(query.get('sysparm_offset') ?? '0');
  const { store, quirks } = fake;
  const found = runQuery(store.rows(table), query.get('sysparm_query') ?? '', {
    read: (row, column) => store.read(table, row, column),
    hasColumn: (column) => store.hasColumn(table, column),
    user,
    now,
    ignored: (part) => void fake.ignored.push(part),
  });
  const page = found.slice(offset, offset + limit).filter((row) => quirks.hides?.(table, row) !== true);
  const link = (rel: string, at: number): string =>
    `<https://other.example.com/api/now/table/${table}?sysparm_limit=${limit}&sysparm_offset=${at}>;rel="${rel}"`;
  const links = [link('first', 0), ...(offset + limit < found.length ? [link('next', offset + limit)] : [])];
  const result = page.map((row) => json(context, table, row));
  sendJson(response, 200, { result }, { 'x-total-count': String(found.length), link: links.join(',') });
}

function answerRow(context: Context, table: string, sysId: string): void {
  const row = context.fake.store.find(table, sysId);
  if (row === undefined || context.fake.quirks.hides?.(table, row) === true) notFound(context);
  else sendJson(context.response, 200, { result: json(context, table, row) });
}

function answerWrite(context: Context, table: string, sysId: string | undefined): void {
  const { request, response, user, fake, violation } = context;
  const { store, quirks } = fake;
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) violation('no Content-Type of JSON');
  const sent = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())), request.body);
  if (!sent.success) violation('the body is no record of texts');
  const body = sent.success ? sent.output : {};
  const fields = Object.fromEntries(Object.entries(body).filter(([column]) => !quirks.readOnly.has(column)));
  const row = sysId === undefined ? undefined : store.find(table, sysId);
  if (sysId !== undefined && row === undefined) {
    notFound(context);
    return;
  }
  if (user.may !== 'work') {
    fail(response, 403, {
      message: 'Operation Failed',
      detail: 'ACL Exception Update Failed due to security constraints',
    });
    return;
  }
  const refused = table in numberPrefix ? dataPolicy(table, { ...row, ...fields }, fields) : undefined;
  if (refused !== undefined) {
    fail(response, 403, { message: 'Operation Failed', detail: `Data Policy Exception: ${refused}` });
    return;
  }
  if (quirks.lose !== 'request') {
    const written = row === undefined ? store.insert(table, fields, user) : row;
    if (row !== undefined) {
      if (table in numberPrefix) store.update(row, fields, user);
      else Object.assign(row, fields);
    }
    if (quirks.lose === undefined) {
      sendJson(response, row === undefined ? 201 : 200, { result: json(context, table, written) });
      return;
    }
  }
  quirks.lose = undefined;
  response.destroy();
}

/** What a default instance insists on. */
function dataPolicy(table: string, after: Row, sent: Row): string | undefined {
  const closes =
    (table === 'incident' && sent['state'] === '6') || (table === 'change_request' && sent['state'] === '3');
  if (closes && (!after['close_code'] || !after['close_notes']))
    return 'The following fields are mandatory: Resolution code, Resolution notes';
  if (table !== 'incident' || sent['state'] === undefined) return undefined;
  if (sent['state'] === '7') return 'Only itil_admin closes incidents';
  if (sent['state'] !== '3') return undefined;
  if (!after['hold_reason']) return 'The following fields are mandatory: On hold reason';
  return after['hold_reason'] === '1' && !sent['comments']
    ? 'The following fields are mandatory: Additional comments'
    : undefined;
}

const changeSteps: Readonly<Record<string, readonly string[]>> = {
  '-5': ['-4', '4'],
  '-4': ['-3', '4'],
  '-3': ['-2', '4'],
  '-2': ['-1', '4'],
  '-1': ['0', '4'],
  '0': ['3'],
};

function answerNextStates(context: Context, sysId: string): void {
  const { fake, response, user } = context;
  const row = fake.store.find('change_request', sysId);
  if (row === undefined || fake.quirks.closed.has('sn_chg_rest')) {
    notFound(context);
    return;
  }
  const available = [row['state'] ?? '', ...(changeSteps[row['state'] ?? ''] ?? [])];
  const labels = fake.store
    .rows('sys_choice')
    .filter((one) => one['name'] === 'change_request' && one['language'] === (user.preferred_language || 'en'));
  const state_label: Row = {};
  for (const one of labels) {
    if (available.includes(one['value'] ?? '')) state_label[one['value'] ?? ''] = one['label'] ?? '';
  }
  sendJson(response, 200, { result: { available_states: available, state_transitions: [[]], state_label } });
}

function json({ request, query, fake, user, violation }: Context, table: string, row: Row): Record<string, unknown> {
  const display = query.get('sysparm_display_value') ?? 'false';
  const links = query.get('sysparm_exclude_reference_link') !== 'true';
  if (request.method === 'PATCH' && !links) violation('a change takes no sysparm_exclude_reference_link');
  else if (request.method !== 'PATCH' && query.has('sysparm_fields') && links) violation('references come with links');
  const fields = query.get('sysparm_fields')?.split(',') ?? columns[table] ?? [];
  return rowJson(row, fields, { store: fake.store, table, user, display });
}

function notFound({ response }: Context): void {
  fail(response, 404, {
    message: 'No Record found',
    detail: "Record doesn't exist or ACL restricts the record retrieval",
  });
}

function fail(
  response: ServerResponse,
  status: number,
  error: { readonly message: string; readonly detail: string | null },
): void {
  sendJson(response, status, { error, status: 'failure' });
}
