import type * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/ticket.ts';
import type { Http } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import { perPage, readAllPages, type Counted } from './pages.ts';
import * as wire from './schema.ts';

/** `From`: the e-mail address of the user who does it. Every write of an account-wide key needs it. */
export type From = string;

export interface IncidentSearch {
  readonly statuses?: readonly string[];
  readonly serviceIds?: readonly string[];
  readonly userIds?: readonly string[];
  readonly incidentKey?: string;
  /** When they were made; absent: at any time. At most six months. */
  readonly made?: { readonly since: Instant; readonly until: Instant };
  readonly order?: 'oldest' | 'newest';
  readonly offset?: number;
  readonly limit?: number;
  readonly total?: boolean;
}

/** Log entries, the newest first. */
export interface LogSearch {
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly offset?: number;
  readonly limit?: number;
}

/** The requests that Footbridge sends to PagerDuty's REST API, one method each. They throw what `Http` throws. */
export class PdApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The user that a key belongs to; undefined for an account-wide key, which is nobody's. */
  async me(): Promise<wire.WireUser | undefined> {
    try {
      return (await this.#http.required(wire.oneUser, { path: '/users/me' })).body.user;
    } catch (error) {
      if (DeskError.is(error, 'refused', 'notFound', 'forbidden')) return undefined;
      throw error;
    }
  }

  async usersLike(text: string): Promise<readonly wire.WireUser[]> {
    const query = [['query', text], ...limits({})] as const;
    return (await this.#http.required(wire.users, { path: '/users', query })).body.users;
  }

  async incidents(search: IncidentSearch): Promise<Counted<wire.WireListedIncident>> {
    const { statuses = [], serviceIds = [], userIds = [], incidentKey, made, order = 'newest', total } = search;
    const query: Query = [
      // Without it, whatever was made more than a month ago is missing. It would also undo `since` and `until`.
      ...(made === undefined ? [['date_range', 'all'] as const] : span(made)),
      ...statuses.map((status) => ['statuses[]', status] as const),
      ...serviceIds.map((id) => ['service_ids[]', id] as const),
      ...userIds.map((id) => ['user_ids[]', id] as const),
      ...(incidentKey === undefined ? [] : [['incident_key', incidentKey] as const]),
      ['sort_by', `incident_number:${order === 'newest' ? 'desc' : 'asc'}`],
      ...limits(search),
      ...(total === true ? [['total', 'true'] as const] : []),
    ];
    const { body } = await this.#http.required(wire.incidents, { path: '/incidents', query });
    return { ...body, items: body.incidents };
  }

  async incident(id: string): Promise<wire.WireIncident | undefined> {
    const query = [
      ['include[]', 'body'],
      ['include[]', 'first_trigger_log_entries'],
    ] as const;
    return (await this.#http.optional(wire.oneIncident, { path: `/incidents/${encodeURIComponent(id)}`, query }))?.body
      .incident;
  }

  async change(id: string, fields: Readonly<Record<string, unknown>>, from: From): Promise<void> {
    await this.#http.noContent({
      method: 'PUT',
      path: `/incidents/${encodeURIComponent(id)}`,
      json: { incident: { type: 'incident_reference', ...fields } },
      headers: { from },
    });
  }

  async snooze(id: string, seconds: number, from: From): Promise<void> {
    const path = `/incidents/${encodeURIComponent(id)}/snooze`;
    await this.#http.noContent({ method: 'POST', path, json: { duration: seconds }, headers: { from } });
  }

  /** @returns the id of the new one. */
  async create(fields: Readonly<Record<string, unknown>>, from: From): Promise<string> {
    const json = { incident: { type: 'incident', ...fields } };
    const request = { method: 'POST', path: '/incidents', json, headers: { from } } as const;
    return (await this.#http.required(wire.created, request)).body.incident.id;
  }

  /** All of an incident's notes: there are at most 2,000. */
  async notes(id: string): Promise<readonly wire.WireNote[]> {
    return (await this.#http.required(wire.notes, { path: `/incidents/${encodeURIComponent(id)}/notes` })).body.notes;
  }

  /** @returns the id of the new one. */
  async addNote(id: string, content: string, from: From): Promise<string> {
    const path = `/incidents/${encodeURIComponent(id)}/notes`;
    const request = { method: 'POST', path, json: { note: { content } }, headers: { from } } as const;
    return (await this.#http.required(wire.oneNote, request)).body.note.id;
  }

  /** What happened to one incident, or to all that this account sees. */
  async logEntries(incident: string | undefined, search: LogSearch): Promise<Counted<wire.WireLogEntry>> {
    const path = incident === undefined ? '/log_entries' : `/incidents/${encodeURIComponent(incident)}/log_entries`;
    const { body } = await this.#http.required(wire.logEntries, { path, query: [...span(search), ...limits(search)] });
    return { ...body, items: body.log_entries };
  }

  /** From the most urgent to the least. Empty: the account has none, or its plan does not have them. */
  async priorities(): Promise<readonly wire.WirePriority[]> {
    const priorities = await this.#optional(wire.priorities, '/priorities');
    return priorities?.priorities ?? [];
  }

  async service(id: string): Promise<wire.WireService | undefined> {
    const query = [['include[]', 'integrations']] as const;
    return (await this.#http.optional(wire.oneService, { path: `/services/${encodeURIComponent(id)}`, query }))?.body
      .service;
  }

  async services(): Promise<readonly wire.WireService[]> {
    return readAllPages(async (query) => {
      const { body } = await this.#http.required(wire.services, { path: '/services', query });
      return { ...body, items: body.services };
    });
  }

  async escalationPolicies(): Promise<readonly wire.WireEscalationPolicy[]> {
    return readAllPages(async (query) => {
      const { body } = await this.#http.required(wire.escalationPolicies, { path: '/escalation_policies', query });
      return { ...body, items: body.escalation_policies };
    });
  }

  /** Who is called now, for each policy and level. */
  async onCalls(policies: readonly string[]): Promise<readonly wire.WireOnCall[]> {
    const which = policies.map((id) => ['escalation_policy_ids[]', id] as const);
    return readAllPages(async (page) => {
      const query = [...which, ['earliest', 'true'], ...page] as const;
      const { body } = await this.#http.required(wire.onCalls, { path: '/oncalls', query });
      return { ...body, items: body.oncalls };
    });
  }

  /** The change events of a service since a moment; undefined where the plan or the account does not have them. */
  async changeEvents(service: string, since: Instant): Promise<readonly wire.WireChangeEvent[] | undefined> {
    const path = `/services/${encodeURIComponent(service)}/change_events`;
    let isThere = true;
    const events = await readAllPages(async (page) => {
      const body = await this.#optional(wire.changeEvents, path, [['since', seconds(since)], ...page]);
      isThere &&= body !== undefined;
      return { items: body?.change_events ?? [], more: body?.more ?? false };
    });
    return isThere ? events : undefined;
  }

  /** What a plan without it answers with 402, or as if it were not there. */
  async #optional<S extends v.GenericSchema>(
    schema: S,
    path: string,
    query: Query = [],
  ): Promise<v.InferOutput<S> | undefined> {
    try {
      return (await this.#http.optional(schema, { path, query }))?.body;
    } catch (error) {
      if (DeskError.is(error, 'refused', 'forbidden')) return undefined;
      throw error;
    }
  }
}

function span({ since, until }: Pick<LogSearch, 'since' | 'until'>): Query {
  return [
    ...(since === undefined ? [] : [['since', seconds(since)] as const]),
    ...(until === undefined ? [] : [['until', seconds(until)] as const]),
  ];
}

function limits({ limit = perPage, offset = 0 }: { readonly limit?: number; readonly offset?: number }): Query {
  return [
    ['limit', String(limit)],
    ['offset', String(offset)],
  ];
}

function seconds(at: Instant): string {
  return at.replace(/\.\d+Z$/, 'Z');
}
