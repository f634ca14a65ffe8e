import * as v from 'valibot';
import { sendJson } from './loopbackServer.ts';
import type { FakeContext } from './requestTracker.ts';
import { linksJson, listedJson, pick, ticketJson, transactionJson } from './requestTrackerJson.ts';
import { users } from './requestTrackerSite.ts';
import { parseTicketSql } from './requestTrackerSql.ts';
import type { FakeTicket, FakeTransaction } from './requestTrackerStore.ts';

/** Answers what only reads. @returns whether it was that. */
export function answerRead(context: FakeContext): boolean {
  const { request, path } = context;
  const id = Number(/^\/[a-z]+\/(\d+)/.exec(path)?.[1]);
  if (request.method === 'POST' && path === '/tickets') return search(context);
  if (request.method === 'POST' && path === '/attachments') return attachments(context);
  if (request.method !== 'GET') return false;
  if (/^\/ticket\/\d+$/.test(path)) return ticket(context, id);
  if (/^\/ticket\/\d+\/history$/.test(path)) return history(context, id);
  if (/^\/transaction\/\d+$/.test(path)) return transaction(context, id);
  if (/^\/user\/[^/]+$/.test(path)) return user(context, path.slice('/user/'.length));
  return false;
}

function search({
  request,
  response,
  user: { login, may },
  base,
  store,
  quirks,
  now,
  violation,
}: FakeContext): boolean {
  const type = request.headers['content-type'];
  if (type?.startsWith('application/x-www-form-urlencoded') !== true) violation('a search is a form');
  const form = new URLSearchParams(request.body);
  const known = /^(query|fields|fields\[(Queue|Owner|Requestor)\]|per_page|page|orderby|order)$/;
  for (const name of form.keys()) if (!known.test(name)) violation(`unknown parameter ${name}`);
  let found;
  try {
    found = [...store.tickets.values()].filter(parseTicketSql(form.get('query') ?? '', { login, now: now() }));
  } catch (error) {
    sendJson(response, 400, { message: error instanceof Error ? error.message : '' });
    return true;
  }
  const visible =
    may === 'nothing' ? [] : found.filter(({ id, effective, status }) => id === effective && status !== 'deleted');
  const orders = form.getAll('order');
  const by = form.getAll('orderby').map((field, index) => ({ field, sign: orders[index] === 'DESC' ? -1 : 1 }));
  visible.sort(
    (a, b) => by.map(({ field, sign }) => sign * (sortValue(a, field) - sortValue(b, field))).find(Boolean) ?? 0,
  );
  const rows = visible.map((one) => ({ one, json: pick(listedJson(one, base), form.get('fields') ?? '') }));
  const { items, page } = pageOf(rows, form);
  const shown = items.filter(({ one }) => quirks.hides?.(one) !== true).map(({ json }) => json);
  const total = quirks.hides === undefined ? visible.length : null;
  // An empty result has a decimal point, and the next page's address is of no use after a form.
  const pages = total === null ? null : Math.ceil(total / 100);
  sendJson(response, 200, { count: shown.length, total, pages, page, per_page: perPage(form), items: shown });
  return true;
}

/** Times are in whole seconds. */
function sortValue({ id, updated }: FakeTicket, field: string): number {
  return field === 'id' ? id : Math.floor(updated.getTime() / 1000);
}

function ticket({ response, user: who, query, base, store, violation }: FakeContext, id: number): boolean {
  for (const name of query.keys()) if (!/^fields\[(Queue|Owner)\]$/.test(name)) violation(`unknown parameter ${name}`);
  const found = store.find(id);
  if (found === undefined) sendJson(response, 404, { message: 'Not Found' });
  else if (who.may === 'nothing') sendJson(response, 403, { message: 'Forbidden' });
  else {
    const seen = store.historyOf(found).filter((row) => maySee(row, who.may));
    const etag = { etag: `"${seen.at(-1)?.id}"` };
    sendJson(response, 200, { ...ticketJson(found, base), _hyperlinks: linksJson(found, { user: who, base }) }, etag);
  }
  return true;
}

function history({ response, user: who, query, base, store, violation }: FakeContext, id: number): boolean {
  const known = /^(fields|fields\[Creator\]|query|per_page|page|orderby|order)$/;
  for (const name of query.keys()) if (!known.test(name)) violation(`unknown parameter ${name}`);
  const found = store.find(id);
  const rows = found === undefined || who.may === 'nothing' ? [] : store.historyOf(found);
  const json = rows.map((row) => ({ row, json: transactionJson(row, base) }));
  const chosen = json.filter((one) => holds(one.json, JSON.parse(query.get('query') ?? '[]')));
  if (query.get('order') === 'DESC') chosen.reverse();
  const { items, page } = pageOf(chosen, query);
  // What may not be seen is dropped after the page was made, and there is no total.
  const shown = items.filter(({ row }) => maySee(row, who.may)).map((one) => pick(one.json, query.get('fields') ?? ''));
  sendJson(response, 200, {
    count: shown.length,
    total: null,
    pages: null,
    page,
    per_page: perPage(query),
    items: shown,
  });
  return true;
}

function transaction({ response, base, store }: FakeContext, id: number): boolean {
  const row = store.transactions.find((known) => known.id === id);
  if (row === undefined) sendJson(response, 404, { message: 'Not Found' });
  else sendJson(response, 200, { ...transactionJson(row, base), id: row.id });
  return true;
}

function attachments({ request, response, user: who, query, store, violation }: FakeContext): boolean {
  if (request.headers['content-type']?.startsWith('application/json') !== true)
    violation('a search for attachments is JSON');
  if (query.get('fields')?.includes('Parent') === true) response.writeHead(500).end();
  const limits: unknown = JSON.parse(request.body);
  const rows = store.transactions.flatMap((row) => {
    const { text } = row;
    if (text === undefined || who.may === 'nothing' || !maySee(row, who.may)) return [];
    return [
      {
        id: String(row.id + 1000),
        TransactionId: String(row.id),
        ContentType: text.type,
        Content: text.content,
        Filename: null,
      },
    ];
  });
  const { items, page } = pageOf(
    rows.filter((row) => holds(row, limits)),
    query,
  );
  sendJson(response, 200, { count: items.length, total: null, pages: null, page, per_page: perPage(query), items });
  return true;
}

function user({ response, user: who }: FakeContext, name: string): boolean {
  const found = users.find(({ login, id }) => login === name || String(id) === name);
  if (found === undefined) sendJson(response, 404, { message: 'Not Found' });
  else {
    // Only one's own account has its number.
    const own = found.login === who.login ? { id: found.id } : {};
    sendJson(response, 200, { ...own, Name: found.login, RealName: found.name });
  }
  return true;
}

/** Internal comments are for those who work on tickets. */
function maySee({ type }: FakeTransaction, may: string): boolean {
  return may === 'work' || type !== 'Comment';
}

function perPage(parameters: URLSearchParams): number {
  return Math.min(100, Number(parameters.get('per_page') ?? 20));
}

function pageOf<T>(rows: readonly T[], parameters: URLSearchParams): { items: readonly T[]; page: number } {
  const page = Number(parameters.get('page') ?? 1);
  const size = perPage(parameters);
  return { items: rows.slice((page - 1) * size, page * size), page };
}

const limitsSchema = v.array(
  v.strictObject({
    field: v.string(),
    operator: v.optional(v.string(), '='),
    value: v.string(),
    entry_aggregator: v.optional(v.literal('OR')),
  }),
);
type Limit = v.InferOutput<typeof limitsSchema>[number];

/** Conditions on one column are alternatives, and those on different columns go together. */
function holds(row: Readonly<Record<string, unknown>>, limits: unknown): boolean {
  const all = v.parse(limitsSchema, limits);
  const columns = new Set(all.map(({ field }) => field));
  return [...columns].every((column) =>
    all.filter(({ field }) => field === column).some((limit) => holdsOne(row, limit)),
  );
}

function holdsOne(row: Readonly<Record<string, unknown>>, { field, operator, value }: Limit): boolean {
  const actual = row[field];
  switch (operator) {
    case 'IS':
      return actual === null;
    case '>':
      return Number(actual) > Number(value);
    case 'STARTSWITH':
      return String(actual).startsWith(value);
    default:
      return String(actual).toLowerCase() === value.toLowerCase();
  }
}
