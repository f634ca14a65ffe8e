import { sendJson } from './loopbackServer.ts';
import type { FakePdContext } from './pagerDuty.ts';
import {
  changeJson,
  incidentJson,
  logJson,
  noteJson,
  policyReference,
  priorityJson,
  sendError,
  serviceJson,
  userJson,
  userReference,
} from './pagerDutyJson.ts';
import { pdPolicies, pdPriorities, pdServices, pdUsers } from './pagerDutySite.ts';
import type { FakePdIncident, FakePdLog } from './pagerDutyStore.ts';

/** Answers what only reads. @returns whether it was that. */
export function answerPdRead(context: FakePdContext): boolean {
  const { request, path, response, query, store, user, quirks, violation } = context;
  if (request.method !== 'GET') return false;
  if (request.headers.accept !== 'application/vnd.pagerduty+json;version=2') violation('the version is not asked for');
  const [, collection = '', id, part] = /^\/([a-z_]+)(?:\/([A-Za-z0-9]+))?(?:\/([a-z_]+))?$/.exec(path) ?? [];
  switch (part === undefined && id === undefined ? collection : `${collection}/${part ?? (id === 'me' ? id : '')}`) {
    case 'users/me':
      known(context, []);
      if (user === undefined) sendError(response, 400, 2001, 'Invalid Input Provided', ['A user token is needed']);
      else sendJson(response, 200, { user: userJson(user.id) });
      return true;
    case 'users':
      known(context, ['query', 'limit', 'offset']);
      return page(
        context,
        'users',
        pdUsers.filter(({ email }) => email.includes(query.get('query') ?? '')),
        (one) => userJson(one.id),
      );
    case 'incidents':
      return incidents(context);
    case 'priorities':
      known(context, []);
      if (quirks.plan === 'small') sendError(response, 402, 2012, 'Account does not have the abilities: priorities');
      else sendJson(response, 200, { priorities: pdPriorities.map(priorityJson), more: false, total: null });
      return true;
    case 'services':
      known(context, ['limit', 'offset']);
      return page(context, 'services', pdServices, (one) => serviceJson(one, false));
    case 'escalation_policies':
      known(context, ['limit', 'offset']);
      return page(context, 'escalation_policies', pdPolicies, ({ id: policy, name }) => ({
        ...policyReference(policy),
        name,
        description: null,
      }));
    case 'oncalls':
      return onCalls(context);
    case 'log_entries':
      return log(context, store.log);
    case 'services/':
      return service(context, id ?? '');
    case 'services/change_events':
      return changes(context, id ?? '');
    default:
      return collection === 'incidents' && id !== undefined && incidentRead(context, id, part);
  }
}

function incidentRead(context: FakePdContext, id: string, part: string | undefined): boolean {
  const { response, query, store } = context;
  const incident = store.find(id);
  if (incident === undefined) sendError(response, 404, 2100, 'Not Found');
  else if (part === undefined) {
    known(context, ['include[]']);
    sendJson(response, 200, { incident: incidentJson(incident, query.getAll('include[]')) });
  } else if (part === 'notes') {
    known(context, []);
    sendJson(response, 200, { notes: incident.notes.map(noteJson).toReversed() });
  } else if (part === 'log_entries') {
    return log(
      context,
      store.log.filter((entry) => entry.incident === incident),
    );
  } else return false;
  return true;
}

function incidents(context: FakePdContext): boolean {
  const { query, response, store, violation } = context;
  const lists = ['statuses[]', 'service_ids[]', 'user_ids[]'];
  known(context, [...lists, 'date_range', 'since', 'until', 'incident_key', 'sort_by', 'limit', 'offset', 'total']);
  const sort = /^incident_number:(asc|desc)$/.exec(query.get('sort_by') ?? '')?.[1];
  if (sort === undefined) violation('cannot sort by it');
  const made = madeBetween(context);
  if (made === undefined) {
    sendError(response, 400, 2001, 'Invalid Input Provided', ['Time range is too long']);
    return true;
  }
  const [statuses, services, users] = lists.map((name) => query.getAll(name));
  const key = query.get('incident_key');
  const found = store.incidents.filter(
    (incident) =>
      made(incident.created) &&
      isAmong(statuses, incident.status) &&
      isAmong(services, incident.service) &&
      // It never finds what is resolved.
      isAmong(users, ...incident.assigned) &&
      (key === null || incident.key === key),
  );
  const sorted = found.toSorted((a, b) => (sort === 'asc' ? a.number - b.number : b.number - a.number));
  return page(context, 'incidents', sorted, (incident: FakePdIncident) => incidentJson(incident));
}

function isAmong(wanted: readonly string[] | undefined, ...given: readonly string[]): boolean {
  return wanted === undefined || wanted.length === 0 || given.some((value) => wanted.includes(value));
}

const day = 24 * 60 * 60 * 1000;

/** Which times of making are asked for: those of the last month unless it says otherwise. Undefined: more than six months. */
function madeBetween({ query }: FakePdContext): ((at: Date) => boolean) | undefined {
  if (query.get('date_range') === 'all') return () => true;
  const until = Date.parse(query.get('until') ?? new Date().toISOString());
  const since = Date.parse(query.get('since') ?? new Date(until - 30 * day).toISOString());
  if (until - since > 181 * day) return undefined;
  return (at) => at.getTime() >= since && at.getTime() < until;
}

/** The newest first. */
function log(context: FakePdContext, entries: readonly FakePdLog[]): boolean {
  known(context, ['since', 'until', 'limit', 'offset']);
  const { query } = context;
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const until = Date.parse(query.get('until') ?? '2999-01-01T00:00:00Z');
  const found = entries.filter(({ at }) => at.getTime() >= since && at.getTime() < until).toReversed();
  return page(context, 'log_entries', found, logJson);
}

function onCalls(context: FakePdContext): boolean {
  known(context, ['escalation_policy_ids[]', 'earliest', 'limit', 'offset']);
  const wanted = context.query.getAll('escalation_policy_ids[]');
  const turns = pdPolicies
    .filter(({ id }) => wanted.includes(id))
    .flatMap(({ id, calls }) => calls.map((call, index) => ({ id, ...call, level: index + 1 })));
  return page(context, 'oncalls', turns, ({ id, user, end, level }) => ({
    escalation_policy: policyReference(id),
    escalation_level: level,
    schedule: null,
    user: userReference(user),
    start: end === null ? null : '2026-11-24T08:00:00Z',
    end,
  }));
}

function service(context: FakePdContext, id: string): boolean {
  known(context, ['include[]']);
  const { query, response } = context;
  const found = pdServices.find((one) => one.id === id);
  if (found === undefined) sendError(response, 404, 2100, 'Not Found');
  else sendJson(response, 200, { service: serviceJson(found, query.getAll('include[]').includes('integrations')) });
  return true;
}

function changes(context: FakePdContext, id: string): boolean {
  known(context, ['since', 'limit', 'offset']);
  const { query, store, quirks, response } = context;
  if (quirks.plan === 'small') {
    sendError(response, 402, 2012, 'Account does not have the abilities: change_events');
    return true;
  }
  const since = Date.parse(query.get('since') ?? '');
  const shown = store.changes.filter((one) => one.service === id && one.at.getTime() >= since && one.hidden-- <= 0);
  return page(context, 'change_events', shown, changeJson);
}

function known({ query, violation }: FakePdContext, names: readonly string[]): void {
  for (const name of query.keys()) if (!names.includes(name)) violation(`unknown parameter ${name}`);
}

function page<T>(context: FakePdContext, name: string, rows: readonly T[], json: (row: T) => object): boolean {
  const { query, response, violation } = context;
  const [limit, offset] = [Number(query.get('limit') ?? 25), Number(query.get('offset') ?? 0)];
  if (limit > 100) violation('more than a page');
  if (offset + limit > 10_000) {
    sendError(response, 400, 2001, 'Invalid Input Provided', ['Offset must be less than 10000.']);
    return true;
  }
  const items = rows.slice(offset, offset + limit).map(json);
  const total = query.get('total') === 'true' ? rows.length : null;
  sendJson(response, 200, { [name]: items, limit, offset, more: offset + limit < rows.length, total });
  return true;
}
