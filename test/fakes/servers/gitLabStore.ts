import { projectNamed, reporter, userNamed, users, type FakeProject, type FakeUser } from './gitLabSite.ts';

export interface FakeNote {
  readonly id: number;
  readonly body: string;
  readonly author: FakeUser;
  readonly created: number;
  readonly system: boolean;
  readonly internal: boolean;
}

export interface FakeEvent {
  readonly id: number;
  readonly user: FakeUser;
  readonly created: number;
  readonly what: { readonly state: string } | { readonly label: string; readonly action: 'add' | 'remove' };
}

export interface FakeTimelineEvent {
  readonly id: number;
  readonly note: string;
  readonly author: FakeUser;
  readonly occurredAt: string;
  readonly editable: boolean;
  readonly promoted: boolean;
}

export interface FakeIssue {
  /** In the whole instance. */
  readonly id: number;
  readonly iid: number;
  readonly project: FakeProject;
  readonly type: string;
  readonly author: FakeUser;
  /** Microseconds, as the database has them. */
  readonly created: number;
  updated: number;
  title: string;
  description: string | null;
  state: 'opened' | 'closed';
  status: string | null;
  severity: string;
  labels: string[];
  assignees: FakeUser[];
  due: string | null;
  replyTo: string | null;
  readonly notes: FakeNote[];
  readonly events: FakeEvent[];
  readonly timeline: FakeTimelineEvent[];
}

export interface NewFakeIssue {
  readonly project?: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly type?: string;
  readonly labels?: readonly string[];
  readonly author?: string;
  readonly due?: string;
  readonly replyTo?: string;
  readonly severity?: string;
}

const statusWords: Readonly<Record<string, string>> = {
  TRIGGERED: 'Triggered',
  ACKNOWLEDGED: 'Acknowledged',
  RESOLVED: 'Resolved',
  IGNORED: 'Ignored',
};

/** Issues and what happens to them, as GitLab's services do it (app/services/issues, app/services/notes). */
export class FakeIssues {
  readonly issues: FakeIssue[] = [];
  readonly #now: () => Date;
  readonly #iids = new Map<number, number>();
  #ids = 500;
  #ticks = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  #id(): number {
    return ++this.#ids;
  }

  /** Never the same twice. */
  micros(): number {
    this.#ticks = Math.max(this.#ticks + 7, this.#now().getTime() * 1000);
    return this.#ticks;
  }

  create(fields: NewFakeIssue): FakeIssue {
    const project = projectNamed(fields.project ?? 'shop/checkout');
    if (project === undefined) throw new Error(`The fake has no project ${fields.project}.`);
    const type = fields.type ?? 'issue';
    const created = this.micros();
    const iid = (this.#iids.get(project.id) ?? 0) + 1;
    this.#iids.set(project.id, iid);
    const issue: FakeIssue = {
      id: this.#id(),
      iid,
      project,
      type,
      author: userNamed(fields.author ?? 'ana'),
      created,
      updated: created,
      title: fields.title,
      description: fields.description ?? null,
      state: 'opened',
      status: type === 'incident' ? 'TRIGGERED' : null,
      severity: fields.severity ?? 'UNKNOWN',
      labels: [...(fields.labels ?? [])],
      assignees: [],
      due: fields.due ?? null,
      replyTo: fields.replyTo ?? null,
      notes: [],
      events: [],
      timeline: [],
    };
    this.issues.push(issue);
    issue.description = this.#commands(issue, issue.description ?? '', issue.author);
    return issue;
  }

  find(project: FakeProject, iid: number): FakeIssue | undefined {
    return this.issues.find((issue) => issue.project === project && issue.iid === iid);
  }

  /** @returns undefined where the text was nothing but commands. */
  note(issue: FakeIssue, text: string, { by, internal }: { by: FakeUser; internal: boolean }): FakeNote | undefined {
    const body = this.#commands(issue, text, by);
    // Who may not write internal notes writes a public one, without a word (Notes::BuildService).
    return body === '' ? undefined : this.#add(issue, body, { by, internal: internal && by.level >= reporter });
  }

  system(issue: FakeIssue, body: string, by: FakeUser): void {
    this.#add(issue, body, { by, internal: false, system: true });
  }

  #add(
    issue: FakeIssue,
    body: string,
    { by, internal, system = false }: { by: FakeUser; internal: boolean; system?: boolean },
  ): FakeNote {
    const note = { id: this.#id(), body, author: by, created: this.micros(), system, internal };
    issue.notes.push(note);
    issue.updated = note.created;
    return note;
  }

  setState(issue: FakeIssue, event: string, by: FakeUser): void {
    const state = event === 'close' ? 'closed' : 'opened';
    if (issue.state === state) return;
    issue.state = state;
    const row = { id: this.#id(), user: by, created: this.micros(), what: { state } };
    issue.events.push(row);
    issue.updated = row.created;
    if (issue.type !== 'incident') return;
    const timeline = { id: this.#id(), author: by, occurredAt: iso(row.created), editable: false, promoted: false };
    issue.timeline.push({ ...timeline, note: state === 'closed' ? '**Ana** resolved the incident' : 'reopened' });
    // Closing resolves; reopening leaves it as it is.
    if (state === 'closed') this.setStatus(issue, 'RESOLVED', { by, suffix: ' by closing the incident' });
  }

  setStatus(issue: FakeIssue, status: string, { by, suffix = '' }: { by: FakeUser; suffix?: string }): void {
    if (issue.status === status) return;
    issue.status = status;
    this.system(issue, `changed the incident status to **${statusWords[status]}**${suffix}`, by);
  }

  setAssignees(issue: FakeIssue, ids: readonly number[], by: FakeUser): void {
    const chosen = users.filter(({ id, level }) => ids.includes(id) && level > 0);
    // The free tier has one.
    const next = chosen.slice(0, 1);
    const added = next.filter((user) => !issue.assignees.includes(user));
    const removed = issue.assignees.filter((user) => !next.includes(user));
    if (added.length + removed.length === 0) return;
    issue.assignees = next;
    const parts = [
      ...(added.length > 0 ? [`assigned to ${mentions(added)}`] : []),
      ...(removed.length > 0 ? [`unassigned ${mentions(removed)}`] : []),
    ];
    this.system(issue, parts.join(' and '), by);
  }

  addLabel(issue: FakeIssue, label: string, by: FakeUser): void {
    issue.labels.push(label);
    const row = { id: this.#id(), user: by, created: this.micros(), what: { label, action: 'add' } } as const;
    issue.events.push(row);
    issue.updated = row.created;
  }

  /** What begins a line and is a command is done and taken out; carriage returns and the end's white space go (Gitlab::QuickActions). */
  #commands(issue: FakeIssue, text: string, by: FakeUser): string {
    return text
      .replaceAll('\r', '')
      .replaceAll(
        /^\/(close|reopen|assign|confidential|label|severity)(?: [^\n]*)?(?:\s*\n|$)/gim,
        (_, name: string) => {
          if (/close|reopen/i.test(name)) this.setState(issue, name.toLowerCase(), by);
          return '';
        },
      )
      .trimEnd();
  }
}

function mentions(list: readonly FakeUser[]): string {
  return list.map(({ username }) => `@${username}`).join(', ');
}

/** Milliseconds, which is what the interface shows of its microseconds. */
export function iso(micros: number): string {
  return new Date(Math.floor(micros / 1000)).toISOString();
}
