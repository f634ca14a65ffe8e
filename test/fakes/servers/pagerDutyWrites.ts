import * as v from 'valibot';
import { sendJson } from './loopbackServer.ts';
import type { FakePdContext } from './pagerDuty.ts';
import { incidentJson, noteJson, sendError } from './pagerDutyJson.ts';
import { pdPriorities, pdServices, pdUsers, type FakePdUser } from './pagerDutySite.ts';
import type { FakePdIncident } from './pagerDutyStore.ts';

const reference = <T extends string>(type: T) =>
  v.strictObject({ id: v.string(), type: v.literal(`${type}_reference`) });

const changeSchema = v.strictObject({
  incident: v.strictObject({
    type: v.literal('incident_reference'),
    status: v.optional(v.picklist(['triggered', 'acknowledged', 'resolved'])),
    assignments: v.optional(v.pipe(v.array(v.strictObject({ assignee: reference('user') })), v.minLength(1))),
    escalation_policy: v.optional(reference('escalation_policy')),
  }),
});
const newSchema = v.strictObject({
  incident: v.strictObject({
    type: v.literal('incident'),
    title: v.pipe(v.string(), v.nonEmpty()),
    service: reference('service'),
    incident_key: v.optional(v.string()),
    urgency: v.optional(v.picklist(['high', 'low'])),
    priority: v.optional(reference('priority')),
    escalation_policy: v.optional(reference('escalation_policy')),
    body: v.optional(v.strictObject({ type: v.literal('incident_body'), details: v.string() })),
  }),
});
const noteSchema = v.strictObject({ note: v.strictObject({ content: v.pipe(v.string(), v.nonEmpty()) }) });
const snoozeSchema = v.strictObject({
  duration: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(604_800)),
});
const eventSchema = v.strictObject({
  routing_key: v.string(),
  payload: v.strictObject({
    summary: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024)),
    source: v.string(),
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    custom_details: v.record(v.string(), v.string()),
  }),
  links: v.array(v.strictObject({ href: v.pipe(v.string(), v.url()), text: v.string() })),
});

/** Answers what changes something. @returns whether it was that. */
export function answerPdWrite(context: FakePdContext): boolean {
  const { request, path, response, user, store, quirks, violation } = context;
  if (request.headers['content-type']?.startsWith('application/json') !== true) violation('a write is JSON');
  const [, id, part] = /^\/incidents(?:\/([A-Za-z0-9]+))?(?:\/([a-z]+))?$/.exec(path) ?? [];
  const by = user ?? pdUsers.find(({ email }) => email === request.headers.from);
  if (request.headers.from === undefined) violation('a write says in whose name it is');
  if (by === undefined) return fail(context, 400, 1008, 'Requester User Not Found');
  if (quirks.lose === 'request') return lose(context);
  if (by.may !== 'respond') return fail(context, 403, 2010, 'Access Denied');
  if (request.method === 'POST' && path === '/incidents') return create(context);
  const incident = store.find(id ?? '');
  if (incident === undefined) return fail(context, 404, 2100, 'Not Found');
  if (request.method === 'PUT' && part === undefined) return change(context, incident, by);
  if (request.method !== 'POST') return false;
  if (part === 'notes') {
    const { content } = v.parse(noteSchema, JSON.parse(request.body)).note;
    const note = store.addNote(incident, content, by);
    return answer(context, 200, { note: noteJson(note) });
  }
  if (part !== 'snooze') return false;
  const { duration } = v.parse(snoozeSchema, JSON.parse(request.body));
  if (incident.status !== 'acknowledged') return fail(context, 400, 2001, 'Invalid Input Provided');
  store.snooze(incident, duration, by);
  sendJson(response, 201, { incident: incidentJson(incident) });
  return true;
}

function change(context: FakePdContext, incident: FakePdIncident, by: FakePdUser): boolean {
  const { request, store } = context;
  const { status, assignments, escalation_policy: policy } = v.parse(changeSchema, JSON.parse(request.body)).incident;
  if (status === 'resolved' && incident.status === status) return fail(context, 400, 1001, 'Incident Already Resolved');
  if (status === 'acknowledged' && incident.status === status)
    return fail(context, 400, 1002, 'Incident Already Acknowledged');
  if (status === undefined && incident.status === 'resolved')
    return fail(context, 400, 1001, 'Incident Already Resolved');
  if (status !== undefined) store.setStatus(incident, status, by);
  if (assignments !== undefined) {
    store.assign(
      incident,
      assignments.map(({ assignee }) => assignee.id),
      by,
    );
  }
  if (policy !== undefined) store.delegate(incident, policy.id, by);
  return answer(context, 200, { incident: incidentJson(incident) });
}

function create(context: FakePdContext): boolean {
  const { request, store, violation } = context;
  const fields = v.parse(newSchema, JSON.parse(request.body)).incident;
  const { title, service, incident_key: key, urgency, priority, escalation_policy: policy, body } = fields;
  if (!pdServices.some(({ id }) => id === service.id)) return fail(context, 400, 2001, 'Service Not Found');
  if (priority !== undefined && !pdPriorities.some(({ id }) => id === priority.id)) violation('no such priority');
  const open = store.incidents.find((one) => one.key === key && one.status !== 'resolved');
  if (open !== undefined) return fail(context, 400, 2002, 'Open incident with matching dedup key already exists');
  const incident = store.create({
    title,
    service: service.id,
    ...(body === undefined ? {} : { body: body.details }),
    ...(key === undefined ? {} : { key }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(priority === undefined ? {} : { priority: priority.id }),
    ...(policy === undefined ? {} : { policy: policy.id }),
  });
  return answer(context, 201, { incident: incidentJson(incident) });
}

/** The Events API: another host, no credential but the key in the body, and what it takes is queued. */
export function takeChangeEvent(context: FakePdContext): boolean {
  const { request, path, response, store, quirks, violation } = context;
  if (request.method !== 'POST' || path !== '/v2/change/enqueue') return false;
  if (request.headers.authorization !== undefined) violation('a credential at the Events API');
  const { routing_key: key, ...body } = v.parse(eventSchema, JSON.parse(request.body));
  const service = pdServices.find(({ integrations }) => integrations.some((one) => one.key === key));
  if (quirks.lose === 'request') return lose(context);
  if (service === undefined) {
    sendJson(response, 400, { status: 'invalid event', message: 'Invalid routing key' });
    return true;
  }
  const { payload, links } = body;
  const { summary, source, custom_details } = payload;
  const event = { id: store.id('E'), service: service.id, at: store.tick(), hidden: 1 };
  store.changes.unshift({ ...event, body: { summary, source, custom_details, links } });
  return answer(context, 202, { status: 'success', message: 'Change event processed' });
}

function answer(context: FakePdContext, status: number, body: unknown): true {
  if (context.quirks.lose === 'answer') return lose(context);
  sendJson(context.response, status, body);
  return true;
}

function fail({ response }: FakePdContext, status: number, code: number, message: string): true {
  sendError(response, status, code, message);
  return true;
}

function lose({ response }: FakePdContext): true {
  response.destroy();
  return true;
}
