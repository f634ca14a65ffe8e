import { create } from 'axios';
import { openGitHub } from '../../src/backends/gitHub/index.ts';
import { readChanges, readOpen } from '../../src/app/readOpen.ts';
import type { Backend, Log } from '../../src/domain/ports.ts';
import { openPhases } from '../../src/domain/ticket.ts';
import { sendJson, startLoopbackServer, type LoopbackServer } from '../../test/fakes/servers/loopbackServer.ts';
import { median, relativeRow, row, type Bench } from './row.ts';

const ticketCount = 10_000;
const perPage = 100;
const connectionCount = 5;
/** Milliseconds, as over a network. */
const latency = 20;

/** Lists over HTTP, beside the same requests made by bare axios. */
export const benchNetwork: Bench = async (say) => {
  say(`Reading ${ticketCount} tickets over HTTP…`);
  const server = await startIssues(ticketCount);
  const count = await listAll(open(server));
  if (count !== ticketCount) throw new Error(`The list has ${count} tickets.`);
  const list = await median(5, () => listAll(open(server)));
  const bare = await median(5, () => bareList(server));
  const backend = open(server);
  const { tickets } = await readOpen(backend, { phases: openPhases, enough: Number.POSITIVE_INFINITY });
  const before = server.requests.length;
  await readChanges(backend, { tickets, more: false, asOf: new Date().toISOString() }, openPhases);
  const asked = server.requests.length - before;
  await server.close();
  say(`Reading from ${connectionCount} connections at once…`);
  const servers = await Promise.all(Array.from({ length: connectionCount }, async () => startIssues(perPage, latency)));
  const inTurn = await median(5, async () => {
    for (const each of servers) await listAll(open(each));
  });
  const all = await median(5, () => Promise.all(servers.map((each) => listAll(open(each)))));
  await Promise.all(servers.map(async (each) => each.close()));
  return [
    relativeRow(`list ${ticketCount} tickets of GitHub`, list, 1.2, {
      figure: bare,
      of: 'the same pages by bare axios',
    }),
    row('refresh when nothing changed', asked, '≤ 1 requests', {
      figure: ticketCount / perPage,
      of: 'a whole reading',
    }),
    relativeRow(`${connectionCount} connections at once`, all, 0.8, { figure: inTurn, of: 'one after the other' }),
  ];
};

function changeOf(number: number): string {
  return new Date(Date.parse('2026-11-01T00:00:00.000Z') + number * 60_000).toISOString();
}
const lastChange = changeOf(ticketCount);

/** A server that answers lists of issues from memory, as api.github.com does, with links and nothing new since. */
async function startIssues(count: number, delay = 0): Promise<LoopbackServer> {
  const issues = Array.from({ length: count }, (_, index) => issue(index + 1));
  return startLoopbackServer(async ({ target, headers }, response) => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const url = new URL(target, `http://${headers.host}`);
    if (url.pathname.endsWith('/user')) return sendJson(response, 200, { login: 'ana', id: 1, name: 'Ana Lima' });
    if (url.pathname.endsWith('/labels')) return sendJson(response, 200, []);
    const since = url.searchParams.get('since') ?? '';
    const page = Number(url.searchParams.get('page') ?? '1');
    const found = issues.slice(issues.findIndex(({ updated_at }) => updated_at >= since));
    const rows = since > lastChange ? [] : found;
    if (url.searchParams.get('direction') === 'desc') rows.reverse();
    url.searchParams.set('page', String(page + 1));
    const next = page * perPage < rows.length ? { link: `<${url.href}>; rel="next"` } : {};
    return sendJson(response, 200, rows.slice((page - 1) * perPage, page * perPage), { etag: `"${page}"`, ...next });
  });
}

function open({ origin }: LoopbackServer): Backend {
  return openGitHub({
    connection: { alias: 'github', kind: 'github', url: origin },
    credential: { type: 'token', token: 'not-a-secret' },
    scopes: [{ service: 'shop', select: { repository: 'acme/shop' } }],
    clock: () => new Date(),
    log: silent,
  });
}

async function listAll(backend: Backend): Promise<number> {
  let count = 0;
  let next: string | undefined;
  do {
    const page = await backend.list({}, next);
    count += page.items.length;
    ({ next } = page);
  } while (next !== undefined);
  return count;
}

/** Goes through the same pages, and parses them. */
async function bareList({ origin }: LoopbackServer): Promise<void> {
  const client = create({ baseURL: origin, headers: { authorization: 'Bearer not-a-secret' } });
  for (let page = 1; page <= ticketCount / perPage; page++) {
    const params = { state: 'open', sort: 'updated', direction: 'desc', per_page: perPage, page };
    await client.get('/api/v3/repos/acme/shop/issues', { params });
  }
}

/** With the addresses that GitHub sends with each: they are half of what goes over the wire. */
function account(login: string): object {
  const names = [
    'followers',
    'following',
    'gists',
    'starred',
    'subscriptions',
    'orgs',
    'repos',
    'events',
    'received_events',
  ];
  const url = `https://api.github.com/users/${login}`;
  const addresses = Object.fromEntries(names.map((name) => [`${name}_url`, `${url}/${name}`]));
  return {
    login,
    id: 2,
    node_id: 'U_2',
    type: 'User',
    site_admin: false,
    html_url: `https://github.com/${login}`,
    url,
    ...addresses,
  };
}

function issue(number: number) {
  const at = changeOf(number);
  const url = `https://api.github.com/repos/acme/shop/issues/${number}`;
  return {
    id: 1_000_000 + number,
    number,
    node_id: `I_${number}`,
    title: `Ticket ${number}`,
    state: 'open',
    user: account('ben'),
    labels: [
      { id: 1, node_id: 'LA_1', url: `${url}/labels/incident`, name: 'incident', color: 'd73a4a', default: false },
      { id: 2, node_id: 'LA_2', url: `${url}/labels/P2`, name: 'P2', color: 'fbca04', default: false },
    ],
    assignee: null,
    assignees: [account('cem')],
    comments: 3,
    created_at: at,
    updated_at: at,
    closed_at: null,
    author_association: 'MEMBER',
    body: 'It began at eight. Nobody can pay. '.repeat(30),
    html_url: `https://github.com/acme/shop/issues/${number}`,
    repository_url: 'https://api.github.com/repos/acme/shop',
    url,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    reactions: { url: `${url}/reactions`, total_count: 1, '+1': 1, '-1': 0, laugh: 0, hooray: 0, heart: 0, eyes: 0 },
    sub_issues_summary: { total: 0, completed: 0, percent_completed: 0 },
    locked: false,
    active_lock_reason: null,
    milestone: null,
    type: null,
    state_reason: null,
  };
}

function ignore(): void {
  // The bench prints figures.
}
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
