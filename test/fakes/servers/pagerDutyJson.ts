import type { ServerResponse } from 'node:http';
import { sendJson } from './loopbackServer.ts';
import { pdPolicies, pdPriorities, pdServices, pdUser, type FakePdService } from './pagerDutySite.ts';
import type { FakePdChange, FakePdIncident, FakePdLog, FakePdNote } from './pagerDutyStore.ts';

export function incidentJson(incident: FakePdIncident, includes: readonly string[] = []): object {
  const { id, number, title, status, created, updated, urgency, key, trigger, mergedInto } = incident;
  const priority = pdPriorities.find((one) => one.id === incident.priority);
  return {
    id,
    type: 'incident',
    summary: `[#${number}] ${title}`,
    self: `https://api.pagerduty.com/incidents/${id}`,
    html_url: `https://example.pagerduty.com/incidents/${id}`,
    incident_number: number,
    title,
    description: title,
    created_at: time(created),
    updated_at: time(updated),
    status,
    incident_key: key,
    service: serviceReference(incident.service),
    assignments: incident.assigned.map((user) => ({ at: time(updated), assignee: userReference(user) })),
    assigned_via: incident.via,
    last_status_change_at: time(created),
    acknowledgements: incident.acknowledgedBy.map((user) => ({ at: time(updated), acknowledger: userReference(user) })),
    escalation_policy: policyReference(incident.policy),
    teams: [{ id: 'PTEAM01', type: 'team_reference', summary: 'Shop team' }],
    urgency,
    priority: priority === undefined ? null : priorityJson(priority),
    pending_actions: incident.pending.map(({ type, at }) => ({ type, at: time(at) })),
    alert_counts: { all: 0, triggered: 0, resolved: 0 },
    is_mergeable: true,
    incident_type: { name: 'incident_default' },
    resolve_reason:
      mergedInto === undefined
        ? null
        : { type: 'merge_resolve_reason', incident: { ...reference(mergedInto.id, 'incident', mergedInto.title) } },
    first_trigger_log_entry: includes.includes('first_trigger_log_entries')
      ? { type: 'trigger_log_entry', channel: { type: 'auto', details: trigger } }
      : { id: `R${id}`, type: 'trigger_log_entry_reference', summary: 'Triggered' },
    ...(includes.includes('body') ? { body: { type: 'incident_body', details: incident.body } } : {}),
  };
}

export function priorityJson({ id, name }: { readonly id: string; readonly name: string }): object {
  return { id, type: 'priority', summary: name, name, description: '', color: 'a8171c' };
}

export function logJson({ id, type, at, agent, summary, incident, assignees, message }: FakePdLog): object {
  return {
    id,
    type,
    summary,
    created_at: time(at),
    agent,
    channel: { type: 'api' },
    service: serviceReference(incident.service),
    incident: reference(incident.id, 'incident', `[#${incident.number}] ${incident.title}`),
    teams: [],
    contexts: [],
    ...(assignees.length === 0 ? {} : { assignees: assignees.map(userReference) }),
    ...(message === undefined ? {} : { message }),
  };
}

export function noteJson({ id, user, content, at }: FakePdNote): object {
  return {
    id,
    user: userReference(user),
    content,
    created_at: time(at),
    channel: { summary: 'The PagerDuty website' },
  };
}

export function serviceJson({ id, name, policy, integrations }: FakePdService, withKeys: boolean): object {
  return {
    ...reference(id, 'service', name),
    type: 'service',
    name,
    description: `Where ${name} is watched`,
    escalation_policy: policyReference(policy),
    integrations: integrations.map((one) =>
      withKeys
        ? { id: one.id, type: one.type, integration_key: one.key }
        : { id: one.id, type: `${one.type}_reference`, summary: one.id },
    ),
  };
}

export function changeJson({ id, service, body, at }: FakePdChange): object {
  return {
    id,
    type: 'change_event',
    timestamp: time(at),
    services: [serviceReference(service)],
    integration: { id: 'PINT002', type: 'inbound_integration_reference' },
    images: [],
    ...body,
  };
}

export function userJson(id: string): object {
  const { name, email } = pdUser(id);
  return { ...reference(id, 'user', name), type: 'user', name, email };
}

export function userReference(id: string): object {
  return reference(id, 'user', pdUser(id).name);
}

export function policyReference(id: string): object {
  return reference(id, 'escalation_policy', pdPolicies.find((policy) => policy.id === id)?.name ?? '');
}

function serviceReference(id: string): object {
  return reference(id, 'service', pdServices.find((service) => service.id === id)?.name ?? '');
}

function reference(id: string, type: string, summary: string): object {
  return {
    id,
    type: `${type}_reference`,
    summary,
    self: `https://api.pagerduty.com/${type}s/${id}`,
    html_url: `https://example.pagerduty.com/${type}s/${id}`,
  };
}

function time(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function sendError(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
  errors: readonly string[] = [],
): void {
  sendJson(response, status, { error: { message, code, errors } });
}
