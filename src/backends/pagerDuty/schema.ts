import * as v from 'valibot';
import type { Instant } from '../../domain/ticket.ts';

// What REST API v2 answers (github.com/PagerDuty/api-schema, reference/REST/openapiv3.json). Times are in whole seconds.

const text = v.nullish(v.string(), '');

/** A time, in UTC whatever zone it came in. */
const instant = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'a time'),
  v.transform((value): Instant => new Date(value).toISOString()),
);

/** Something that is named in the answer for something else. `type` ends in `_reference` unless it was asked for in full. */
const reference = v.object({ id: v.string(), type: text, summary: text, html_url: v.nullish(v.string()) });
export type WireReference = v.InferOutput<typeof reference>;

export const priority = v.object({ id: v.string(), summary: text, name: text });
export type WirePriority = v.InferOutput<typeof priority>;

/** Text, or the fields that a monitoring tool has sent. */
const details = v.nullish(v.unknown());

const incidentFields = {
  id: v.string(),
  incident_number: v.pipe(v.number(), v.integer()),
  title: text,
  summary: text,
  status: v.string(),
  urgency: text,
  created_at: instant,
  updated_at: v.nullish(instant),
  last_status_change_at: v.nullish(instant),
  html_url: v.nullish(v.string()),
  service: v.nullish(reference),
  escalation_policy: v.nullish(reference),
  teams: v.nullish(v.array(reference), []),
  priority: v.nullish(priority),
  /** `escalation_policy`: the policy calls whoever is on call. `direct_assignment`: somebody has chosen. */
  assigned_via: text,
  assignments: v.nullish(v.array(v.object({ at: v.nullish(instant), assignee: reference })), []),
  pending_actions: v.nullish(v.array(v.object({ type: v.string(), at: instant })), []),
  incident_type: v.nullish(v.object({ name: text })),
};

export const incident = v.object({
  ...incidentFields,
  body: v.nullish(v.object({ details })),
  first_trigger_log_entry: v.nullish(v.object({ channel: v.nullish(v.object({ details })) })),
  resolve_reason: v.nullish(v.object({ incident: v.nullish(reference) })),
});
export type WireIncident = v.InferOutput<typeof incident>;

export const listedIncident = v.object(incidentFields);
export type WireListedIncident = v.InferOutput<typeof listedIncident>;

export const user = v.object({ id: v.string(), name: text, email: text, summary: text });
export type WireUser = v.InferOutput<typeof user>;

export const note = v.object({ id: v.string(), user: v.nullish(reference), content: text, created_at: instant });
export type WireNote = v.InferOutput<typeof note>;

export const logEntry = v.object({
  id: v.string(),
  type: v.string(),
  summary: text,
  created_at: instant,
  agent: v.nullish(reference),
  incident: v.nullish(reference),
  service: v.nullish(reference),
  assignees: v.nullish(v.array(reference), []),
  /** Of a status update. */
  message: v.nullish(v.string()),
});
export type WireLogEntry = v.InferOutput<typeof logEntry>;

const integration = v.object({ id: v.string(), type: text, integration_key: v.nullish(v.string()) });

export const service = v.object({
  id: v.string(),
  name: text,
  summary: text,
  description: text,
  escalation_policy: v.nullish(reference),
  integrations: v.nullish(v.array(integration), []),
});
export type WireService = v.InferOutput<typeof service>;

export const escalationPolicy = v.object({ id: v.string(), name: text, summary: text, description: text });
export type WireEscalationPolicy = v.InferOutput<typeof escalationPolicy>;

/** `end` is null for who is on call at all times. */
export const onCall = v.object({
  escalation_level: v.number(),
  user: reference,
  end: v.nullish(instant),
});
export type WireOnCall = v.InferOutput<typeof onCall>;

/** What Footbridge writes into a change event, where it did: anybody may put anything there. */
const ownDetails = v.fallback(
  v.nullish(v.object({ incident: text, commit: text, url: text, told_by: text, told_by_name: text })),
  null,
);

export const changeEvent = v.object({
  id: v.string(),
  summary: text,
  timestamp: instant,
  source: text,
  links: v.nullish(v.array(v.object({ href: text, text })), []),
  custom_details: ownDetails,
});
export type WireChangeEvent = v.InferOutput<typeof changeEvent>;

/** A page of a list that is counted: `offset + limit` may not be more than 10,000, and `total` is there only when asked for. */
const page = { more: v.nullish(v.boolean(), false), total: v.nullish(v.number()) };

export const incidents = v.object({ ...page, incidents: v.array(listedIncident) });
export const logEntries = v.object({ ...page, log_entries: v.array(logEntry) });
export const services = v.object({ ...page, services: v.array(service) });
export const escalationPolicies = v.object({ ...page, escalation_policies: v.array(escalationPolicy) });
export const onCalls = v.object({ ...page, oncalls: v.array(onCall) });
export const changeEvents = v.object({ ...page, change_events: v.array(changeEvent) });
export const priorities = v.object({ ...page, priorities: v.array(priority) });
export const users = v.object({ ...page, users: v.array(user) });
export const notes = v.object({ notes: v.array(note) });
export const oneIncident = v.object({ incident });
export const oneNote = v.object({ note: v.object({ id: v.string() }) });
export const oneUser = v.object({ user });
export const oneService = v.object({ service });
export const created = v.object({ incident: v.object({ id: v.string() }) });
