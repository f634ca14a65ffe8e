import * as v from 'valibot';
import { sendJson } from './loopbackServer.ts';
import type { FakeContext } from './requestTracker.ts';
import { queues } from './requestTrackerSite.ts';
import type { FakeTicket } from './requestTrackerStore.ts';

const changeSchema = v.strictObject({
  Status: v.optional(v.string()),
  Owner: v.optional(v.string()),
  AddRefersTo: v.optional(v.string()),
});
const messageSchema = v.strictObject({
  Content: v.string(),
  ContentType: v.optional(v.string()),
  Subject: v.optional(v.string()),
});
const newSchema = v.strictObject({
  Queue: v.string(),
  Subject: v.string(),
  Content: v.string(),
  ContentType: v.literal('text/plain'),
  Requestor: v.optional(v.array(v.string())),
  Priority: v.optional(v.string()),
  CustomFields: v.optional(v.record(v.string(), v.string())),
});

/** Answers what changes something. @returns whether it was that. */
export function answerWrite(context: FakeContext): boolean {
  const { request, path, response, quirks, violation } = context;
  const [, id, action] = /^\/ticket\/(\d+)(?:\/([a-z]+))?$/.exec(path) ?? [];
  const ticket = context.store.find(Number(id));
  if (request.headers['content-type']?.startsWith('application/json') !== true) violation('a write is JSON');
  if (quirks.lose === 'request') return lose(context);
  if (request.method === 'POST' && path === '/ticket') return create(context);
  if (request.method === 'POST' && (action === 'comment' || action === 'correspond'))
    return write(context, ticket, action);
  if (request.method !== 'PUT' || id === undefined) return false;
  if (ticket === undefined) sendJson(response, 404, { message: 'Resource does not exist; use POST to create' });
  else if (isStale(context, ticket)) sendJson(response, 412, { message: 'Precondition Failed' });
  else change(context, ticket, action);
  return true;
}

function isStale({ request, store }: FakeContext, ticket: FakeTicket): boolean {
  const expected = request.headers['if-match'];
  return expected !== undefined && expected !== `"${store.historyOf(ticket).at(-1)?.id}"`;
}

/** Says 200 whatever happens, and what happened in prose only. */
function change(context: FakeContext, ticket: FakeTicket, action: string | undefined): void {
  const { request, user, store } = context;
  const { Status, Owner, AddRefersTo } = v.parse(changeSchema, JSON.parse(request.body));
  if (user.may !== 'work')
    return answer(context, [action === undefined ? `Ticket ${ticket.id}: Permission Denied` : 'Permission Denied']);
  const said: string[] = [];
  if (action === 'take' || action === 'steal') said.push(store.setOwner(ticket, user.login, { by: user, how: action }));
  if (action === 'untake') said.push(store.setOwner(ticket, 'Nobody', { by: user, how: 'set' }));
  if (Owner !== undefined) said.push(`Ticket ${ticket.id}: ${store.setOwner(ticket, Owner, { by: user, how: 'set' })}`);
  if (Status !== undefined) said.push(store.setStatus(ticket, Status, user));
  if (AddRefersTo !== undefined) {
    if (ticket.links.includes(AddRefersTo)) said.push('Link already exists');
    else {
      ticket.links.push(AddRefersTo);
      store.record(ticket, 'AddLink', { creator: user.login, field: 'RefersTo', newValue: AddRefersTo });
      said.push(`Ticket ${ticket.id} refers to URI ${AddRefersTo}.`);
    }
  }
  answer(context, said.filter(Boolean));
}

function write(context: FakeContext, ticket: FakeTicket | undefined, how: 'comment' | 'correspond'): boolean {
  const { request, response, user, store, violation } = context;
  if (request.headers['if-match'] !== undefined) violation('If-Match on a text');
  const { Content, ContentType, Subject } = v.parse(messageSchema, JSON.parse(request.body));
  // "0" is nothing to Perl, and nothing is an empty text that is taken without a word.
  const content = Content === '0' ? '' : Content;
  if (content !== '' && ContentType === undefined) {
    sendJson(response, 400, { message: 'ContentType is a required field for application/json' });
  } else if (ticket === undefined || user.may !== 'work') sendJson(response, 400, { message: 'Permission Denied' });
  else {
    const row = store.record(ticket, how === 'comment' ? 'Comment' : 'Correspond', {
      creator: user.login,
      data: Subject ?? 'No Subject',
      text: { type: ContentType ?? 'text/plain', content },
    });
    const said = how === 'comment' ? 'Comments added' : 'Correspondence added';
    answer(context, [said], { status: 201, location: `/rt/REST/2.0/transaction/${row.id}` });
  }
  return true;
}

function create(context: FakeContext): boolean {
  const { request, response, user, store, base } = context;
  const fields = v.parse(newSchema, JSON.parse(request.body));
  if (user.may !== 'work' || !queues.some(({ name }) => name.toLowerCase() === fields.Queue.toLowerCase())) {
    sendJson(response, 403, { message: `No permission to create tickets in the queue '${fields.Queue}'` });
    return true;
  }
  const { id } = store.create({
    queue: fields.Queue,
    subject: fields.Subject,
    content: fields.Content,
    creator: user.login,
    requestors: fields.Requestor ?? [],
    priority: fields.Priority ?? '0',
    customFields: Object.fromEntries(Object.entries(fields.CustomFields ?? {}).map(([name, value]) => [name, [value]])),
  });
  answer(
    context,
    { id: String(id), type: 'ticket', _url: `${base}/ticket/${id}` },
    { status: 201, location: `/rt/REST/2.0/ticket/${id}` },
  );
  return true;
}

function answer(
  context: FakeContext,
  body: unknown,
  { status = 200, location }: { readonly status?: number; readonly location?: string } = {},
): void {
  if (context.quirks.lose === 'answer') lose(context);
  else sendJson(context.response, status, body, location === undefined ? {} : { location });
}

function lose({ response }: FakeContext): true {
  response.destroy();
  return true;
}
