/** What somebody may do in every repository. `actions` is the token of a workflow: it may write, and is no person. */
export interface FakeLogin {
  readonly login: string;
  readonly name: string | null;
  readonly token: string;
  readonly role: 'write' | 'triage' | 'read' | 'none' | 'actions';
}

export const gitHubUsers: readonly FakeLogin[] = [
  { login: 'ana', name: 'Ana López', token: 'ghp_ana', role: 'write' },
  { login: 'Ben', name: null, token: 'ghp_ben', role: 'write' },
  { login: 'tom', name: 'Tom', token: 'ghp_tom', role: 'triage' },
  { login: 'rita', name: 'Rita', token: 'ghp_rita', role: 'read' },
  { login: 'eve', name: 'Eve', token: 'ghp_eve', role: 'none' },
  { login: 'github-actions[bot]', name: null, token: 'ghs_run', role: 'actions' },
];

export interface FakeRepository {
  readonly id: number;
  name: string;
  /** Former names, which lead on to where it is. */
  readonly formerly: string[];
  readonly labels: string[];
  readonly issues: Map<number, FakeIssue>;
  hasIssues: boolean;
}

export interface FakeEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: string;
  readonly at: string;
  readonly more: Readonly<Record<string, unknown>>;
}

export interface FakeIssue {
  readonly id: number;
  readonly number: number;
  readonly repository: FakeRepository;
  readonly isPull: boolean;
  readonly author: string | null;
  readonly created: string;
  readonly timeline: FakeEvent[];
  title: string;
  body: string | null;
  labels: string[];
  assignees: string[];
  state: 'open' | 'closed';
  reason: string | null;
  updated: string;
  milestone: { readonly title: string; readonly due_on: string | null } | null;
  type: string | null;
  /** Deleted, or moved to another repository. */
  gone: 'deleted' | FakeIssue | undefined;
}

export interface NewFakeIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly author?: string | null;
  readonly isPull?: boolean;
}

/** Repositories with their issues and pull requests, and what GitHub does to them. */
export class FakeGitHubStore {
  readonly repositories: FakeRepository[] = [];
  readonly #now: () => Date;
  #lastId = 1000;

  constructor(now: () => Date) {
    this.#now = now;
  }

  repository(name: string): FakeRepository {
    const known = this.find(name);
    if (known !== undefined) return known;
    const labels = ['bug', 'enhancement', 'question'];
    const made: FakeRepository = {
      id: this.repositories.length + 1,
      name,
      formerly: [],
      labels,
      issues: new Map(),
      hasIssues: true,
    };
    this.repositories.push(made);
    return made;
  }

  /** By its name, in any case; former names lead on. */
  find(name: string): FakeRepository | undefined {
    const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
    return this.repositories.find((one) => same(one.name) || one.formerly.some(same));
  }

  add(name: string, { title, body = null, labels = [], author = 'ana', isPull = false }: NewFakeIssue): FakeIssue {
    const repository = this.repository(name);
    const now = this.stamp();
    const issue: FakeIssue = {
      id: ++this.#lastId,
      number: repository.issues.size + 1,
      repository,
      isPull,
      author,
      created: now,
      updated: now,
      timeline: [],
      title,
      body,
      labels: [],
      assignees: [],
      state: 'open',
      reason: null,
      milestone: null,
      type: null,
      gone: undefined,
    };
    repository.issues.set(issue.number, issue);
    for (const label of labels) this.label(issue, label, author ?? 'ghost');
    return issue;
  }

  /** Adds a row to the timeline. Reading along changes nothing, and a mention elsewhere neither. */
  record(issue: FakeIssue, event: string, actor: string, more: Readonly<Record<string, unknown>> = {}): FakeEvent {
    const row = { id: ++this.#lastId, event, actor, at: this.stamp(), more };
    issue.timeline.push(row);
    if (!['subscribed', 'mentioned', 'cross-referenced', 'referenced'].includes(event)) issue.updated = row.at;
    return row;
  }

  comment(issue: FakeIssue, actor: string, body: string): FakeEvent {
    this.record(issue, 'subscribed', actor);
    return this.record(issue, 'commented', actor, { body });
  }

  label(issue: FakeIssue, label: string, actor: string): void {
    const { labels } = issue.repository;
    const same = (other: string): boolean => other.toLowerCase() === label.toLowerCase();
    const known = labels.find(same) ?? label;
    if (!labels.includes(known)) labels.push(known);
    if (issue.labels.includes(known)) return;
    issue.labels.push(known);
    this.record(issue, 'labeled', actor, { label: { name: known, color: 'ededed' } });
  }

  /** @returns whether it was there. */
  unlabel(issue: FakeIssue, label: string, actor: string): boolean {
    const known = issue.labels.find((other) => other.toLowerCase() === label.toLowerCase());
    if (known === undefined) return false;
    issue.labels = issue.labels.filter((other) => other !== known);
    this.record(issue, 'unlabeled', actor, { label: { name: known, color: 'ededed' } });
    return true;
  }

  /** At most ten, and only who may see the repository. Others are left out without a word. */
  assign(issue: FakeIssue, login: string, actor: string): void {
    const user = gitHubUsers.find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (user === undefined || ['none', 'read', 'actions'].includes(user.role)) return;
    if (issue.assignees.includes(user.login) || issue.assignees.length >= 10) return;
    issue.assignees.push(user.login);
    this.record(issue, 'assigned', actor, { assignee: { login: user.login } });
  }

  unassign(issue: FakeIssue, login: string, actor: string): void {
    const known = issue.assignees.find((other) => other.toLowerCase() === login.toLowerCase());
    if (known === undefined) return;
    issue.assignees = issue.assignees.filter((other) => other !== known);
    this.record(issue, 'unassigned', actor, { assignee: { login: known } });
  }

  setState(
    issue: FakeIssue,
    state: 'open' | 'closed',
    { reason, actor }: { readonly reason: string | null; readonly actor: string },
  ): void {
    if (issue.state === state) return;
    issue.state = state;
    issue.reason = reason;
    this.record(issue, state === 'closed' ? 'closed' : 'reopened', actor, {
      state_reason: state === 'closed' ? reason : null,
      commit_id: null,
      commit_url: null,
    });
  }

  /** In whole seconds, as GitHub has them. */
  stamp(): string {
    return `${this.#now().toISOString().slice(0, 19)}Z`;
  }
}
