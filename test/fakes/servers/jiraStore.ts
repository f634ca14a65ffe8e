import {
  jiraPriorities,
  jiraProjects,
  jiraStatuses,
  jiraTypes,
  type FakeProject,
  type FakeStatus,
} from './jiraSite.ts';

export interface FakeComment {
  readonly id: string;
  readonly author: string;
  readonly body: unknown;
  readonly created: Date;
  readonly isPublic: boolean;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
}

export interface FakeHistory {
  readonly id: string;
  readonly author: string;
  readonly created: Date;
  readonly items: readonly object[];
}

export interface FakeApproval {
  readonly id: string;
  readonly name: string;
  readonly approvers: readonly string[];
  decision: 'pending' | 'approved' | 'declined';
}

export interface FakeIssue {
  readonly id: string;
  readonly key: string;
  readonly project: FakeProject;
  readonly type: (typeof jiraTypes)[number];
  readonly created: Date;
  readonly creator: string;
  summary: string;
  description: unknown;
  labels: readonly string[];
  components: readonly string[];
  status: FakeStatus;
  resolution: { readonly id: string; readonly name: string } | undefined;
  assignee: string | undefined;
  priority: { readonly id: string; readonly name: string };
  duedate: string | undefined;
  updated: Date;
  /** Whether it was made in the portal, so that a customer sees it. */
  isRequest: boolean;
}

export interface NewFakeIssue {
  readonly summary: string;
  readonly project?: string;
  readonly type?: string;
  readonly description?: unknown;
  readonly labels?: readonly string[];
  readonly components?: readonly string[];
  readonly creator?: string;
  readonly priority?: string;
  readonly duedate?: string;
  readonly status?: string;
  readonly assignee?: string;
  readonly isRequest?: boolean;
}

/** Issues and what happened to them, and the index that searches look at. */
export class FakeIssues {
  readonly issues = new Map<string, FakeIssue>();
  /** What the index knows. It is behind as long as `lags` is set. */
  readonly indexed = new Map<string, FakeIssue>();
  lags = false;
  readonly comments = new Map<string, FakeComment[]>();
  readonly histories = new Map<string, FakeHistory[]>();
  readonly links = new Map<string, { globalId: string; object: { url: string; title: string } }[]>();
  readonly approvals = new Map<string, FakeApproval[]>();
  readonly levels = new Map<string, readonly object[]>();
  readonly #now: () => Date;
  #last = 0;
  #keys = 0;
  #ids = 10_200;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** No two things happen in one millisecond. */
  tick(): Date {
    this.#last = Math.max(this.#last + 1, this.#now().getTime());
    return new Date(this.#last);
  }

  nextId(): string {
    this.#ids++;
    return String(this.#ids);
  }

  create(fields: NewFakeIssue): FakeIssue {
    const project = jiraProjects.find(({ key }) => key === (fields.project ?? 'OPS'));
    const type = jiraTypes.find(({ name }) => name === (fields.type ?? '[System] Incident'));
    const status = jiraStatuses.find(({ name }) => name === (fields.status ?? 'Open'));
    const priority = jiraPriorities.find(({ name }) => name === (fields.priority ?? 'Medium'));
    if (!project || !type || !status || !priority) throw new Error(`The fake cannot make ${JSON.stringify(fields)}.`);
    const created = this.tick();
    const { summary, description, creator = 'ana', labels = [], components = [], assignee, duedate } = fields;
    const issue: FakeIssue = {
      id: this.nextId(),
      key: `${project.key}-${++this.#keys}`,
      project,
      type,
      status,
      priority,
      created,
      updated: created,
      resolution: undefined,
      summary,
      description,
      creator,
      labels,
      components,
      assignee,
      duedate,
      isRequest: fields.isRequest ?? project.projectTypeKey === 'service_desk',
    };
    this.issues.set(issue.id, issue);
    this.#index(issue);
    return issue;
  }

  find(idOrKey: string): FakeIssue | undefined {
    return this.issues.get(idOrKey) ?? [...this.issues.values()].find(({ key }) => key === idOrKey);
  }

  delete(issue: FakeIssue): void {
    this.issues.delete(issue.id);
    this.indexed.delete(issue.id);
  }

  touch(issue: FakeIssue): Date {
    issue.updated = this.tick();
    this.#index(issue);
    return issue.updated;
  }

  #index(issue: FakeIssue): void {
    if (!this.lags) this.indexed.set(issue.id, { ...issue });
  }

  record(issue: FakeIssue, author: string, items: readonly object[]): void {
    const created = this.touch(issue);
    const list = this.histories.get(issue.id) ?? [];
    list.push({ id: this.nextId(), author, created, items });
    this.histories.set(issue.id, list);
  }

  comment(issue: FakeIssue, what: Omit<FakeComment, 'id' | 'created'>): FakeComment {
    const comment = { ...what, id: this.nextId(), created: this.touch(issue) };
    this.comments.set(issue.id, [...(this.comments.get(issue.id) ?? []), comment]);
    return comment;
  }
}
