import { pdPolicies, pdServices, type FakePdUser } from './pagerDutySite.ts';

export interface FakePdLog {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly agent: { readonly id: string; readonly type: string; readonly summary: string };
  readonly summary: string;
  readonly incident: FakePdIncident;
  readonly assignees: readonly string[];
  readonly message?: string;
}

export interface FakePdNote {
  readonly id: string;
  readonly user: string;
  readonly content: string;
  readonly at: Date;
}

export interface FakePdIncident {
  readonly id: string;
  readonly number: number;
  readonly service: string;
  readonly key: string;
  readonly created: Date;
  readonly body: unknown;
  /** What the monitoring tool sent. */
  readonly trigger: unknown;
  readonly notes: FakePdNote[];
  title: string;
  policy: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  via: 'escalation_policy' | 'direct_assignment';
  assigned: readonly string[];
  acknowledgedBy: readonly string[];
  pending: readonly { readonly type: string; readonly at: Date }[];
  urgency: string;
  priority: string | undefined;
  updated: Date;
  mergedInto: FakePdIncident | undefined;
}

export interface NewFakePdIncident {
  readonly title: string;
  readonly body?: unknown;
  readonly trigger?: unknown;
  readonly service?: string;
  readonly policy?: string;
  readonly urgency?: string;
  readonly priority?: string;
  readonly key?: string;
  readonly created?: Date;
  readonly number?: number;
}

export interface FakePdChange {
  readonly id: string;
  readonly service: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** How many times it is not shown yet: events are queued. */
  hidden: number;
}

const minute = 60_000;

/** Incidents, their notes and their log, as PagerDuty keeps them. */
export class FakePdStore {
  readonly incidents: FakePdIncident[] = [];
  readonly log: FakePdLog[] = [];
  readonly changes: FakePdChange[] = [];
  readonly #now: () => Date;
  #last = 0;
  #ids = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Times are in whole seconds. Each thing that happens here takes one, so that they can be told apart. */
  tick(): Date {
    this.#last = Math.max(Math.floor(this.#now().getTime() / 1000) * 1000, this.#last + 1000);
    return new Date(this.#last);
  }

  id(prefix: string): string {
    this.#ids++;
    return `${prefix}${this.#ids.toString(36).toUpperCase().padStart(13, '0')}`;
  }

  create(fields: NewFakePdIncident): FakePdIncident {
    const service = pdServices.find(({ id }) => id === (fields.service ?? 'PCHECK1'));
    if (service === undefined) throw new Error('The fake has no such service.');
    const created = fields.created ?? this.tick();
    const incident: FakePdIncident = {
      id: this.id('Q'),
      number: fields.number ?? (this.incidents.at(-1)?.number ?? 0) + 1,
      service: service.id,
      key: fields.key ?? `key-${this.#ids}`,
      created,
      body: fields.body ?? null,
      trigger: fields.trigger,
      notes: [],
      title: fields.title,
      policy: fields.policy ?? service.policy,
      status: 'triggered',
      via: 'escalation_policy',
      assigned: [],
      acknowledgedBy: [],
      pending: [],
      urgency: fields.urgency ?? 'high',
      priority: fields.priority,
      updated: created,
      mergedInto: undefined,
    };
    this.incidents.push(incident);
    this.#call(incident);
    const agent = { id: service.id, type: 'service_reference', summary: service.name };
    this.record(incident, 'trigger', { agent, summary: 'Triggered through the API', at: created });
    this.record(incident, 'notify', { agent, summary: 'Notified Olga On-Call via SMS', at: created });
    return incident;
  }

  find(id: string): FakePdIncident | undefined {
    return this.incidents.find((one) => one.id === id);
  }

  record(incident: FakePdIncident, type: string, what: Partial<FakePdLog> & Pick<FakePdLog, 'agent'>): void {
    const at = what.at ?? this.tick();
    this.log.push({ id: this.id('R'), type: `${type}_log_entry`, at, summary: type, incident, assignees: [], ...what });
    incident.updated = at;
  }

  setStatus(incident: FakePdIncident, status: FakePdIncident['status'], by: FakePdUser): void {
    incident.status = status;
    if (status === 'acknowledged') {
      incident.acknowledgedBy = [by.id];
      const at = this.tick();
      incident.pending = [{ type: 'unacknowledge', at: new Date(at.getTime() + 30 * minute) }];
      this.record(incident, 'acknowledge', { agent: agentOf(by), summary: `Acknowledged by ${by.name}`, at });
    } else if (status === 'resolved') {
      Object.assign(incident, { assigned: [], acknowledgedBy: [], pending: [] });
      this.record(incident, 'resolve', { agent: agentOf(by), summary: `Resolved by ${by.name}` });
    } else {
      this.#call(incident);
      this.record(incident, 'reopen', { agent: agentOf(by), summary: `Reopened by ${by.name}` });
    }
  }

  /** Whoever gets an incident has to hear of it, so it is triggered again. */
  assign(incident: FakePdIncident, users: readonly string[], by: FakePdUser): void {
    Object.assign(incident, { status: 'triggered', via: 'direct_assignment', assigned: users, acknowledgedBy: [] });
    incident.pending = [];
    this.record(incident, 'assign', { agent: agentOf(by), summary: `Assigned by ${by.name}`, assignees: users });
  }

  delegate(incident: FakePdIncident, policy: string, by: FakePdUser): void {
    incident.policy = policy;
    this.#call(incident);
    this.record(incident, 'delegate', { agent: agentOf(by), summary: `Delegated by ${by.name}` });
  }

  snooze(incident: FakePdIncident, seconds: number, by: FakePdUser): void {
    const at = this.tick();
    incident.pending = [{ type: 'unacknowledge', at: new Date(at.getTime() + seconds * 1000) }];
    this.record(incident, 'snooze', { agent: agentOf(by), summary: `Snoozed by ${by.name}`, at });
  }

  addNote(incident: FakePdIncident, content: string, by: FakePdUser): FakePdNote {
    const note = { id: this.id('N'), user: by.id, content, at: this.tick() };
    incident.notes.push(note);
    const summary = 'Added a note';
    this.record(incident, 'annotate', { agent: agentOf(by), summary, at: note.at });
    return note;
  }

  #call(incident: FakePdIncident): void {
    const policy = pdPolicies.find(({ id }) => id === incident.policy);
    Object.assign(incident, { status: 'triggered', via: 'escalation_policy', acknowledgedBy: [] });
    incident.assigned = policy?.calls.slice(0, 1).map(({ user }) => user) ?? [];
    incident.pending = [{ type: 'escalate', at: new Date(this.#last + 30 * minute) }];
  }
}

function agentOf({ id, name }: FakePdUser): FakePdLog['agent'] {
  return { id, type: 'user_reference', summary: name };
}
