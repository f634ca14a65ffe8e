import { workflow } from './redmineSite.ts';

export interface FakeDetail {
  readonly property: 'attr';
  readonly name: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
}

export interface FakeJournal {
  readonly id: number;
  readonly user: number;
  notes: string | null;
  readonly at: Date;
  readonly isPrivate: boolean;
  readonly details: readonly FakeDetail[];
}

export interface FakeIssue {
  readonly id: number;
  readonly project: number;
  readonly tracker: number;
  status: number;
  readonly priority: number;
  readonly author: number;
  assignee: number | undefined;
  readonly category: number | undefined;
  subject: string;
  description: string;
  due: string | null;
  readonly created: Date;
  updated: Date;
  readonly journals: FakeJournal[];
}

type NewIssue = Partial<
  Pick<
    FakeIssue,
    'project' | 'tracker' | 'status' | 'priority' | 'author' | 'assignee' | 'category' | 'description' | 'due'
  >
> & {
  readonly subject: string;
};

/** What is written in one request. */
export interface FakeUpdate {
  readonly status?: number;
  /** `null`: nobody. */
  readonly assignee?: number | null;
  readonly notes?: string;
  readonly isPrivate?: boolean;
}

/** Issues and their journals, as Redmine keeps them: times in whole seconds, one order of journals for all. */
export class FakeIssues {
  readonly #now: () => Date;
  readonly #issues = new Map<number, FakeIssue>();
  #lastIssue = 0;
  #lastJournal = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get all(): readonly FakeIssue[] {
    return [...this.#issues.values()];
  }

  find(id: number): FakeIssue | undefined {
    return this.#issues.get(id);
  }

  remove(id: number): void {
    this.#issues.delete(id);
  }

  create(fields: NewIssue): FakeIssue {
    const at = this.#second();
    const issue: FakeIssue = {
      project: 1,
      tracker: 1,
      status: 1,
      priority: 2,
      author: 5,
      assignee: undefined,
      category: undefined,
      due: null,
      ...fields,
      id: ++this.#lastIssue,
      // As a web form sends it.
      description: (fields.description ?? '').replaceAll(/\r?\n/g, '\r\n'),
      created: at,
      updated: at,
      journals: [],
    };
    this.#issues.set(issue.id, issue);
    return issue;
  }

  /** A status that the workflow does not have is left out without a word. A private note and a change are two journals. */
  update(issue: FakeIssue, user: number, { status, assignee, notes = '', isPrivate = false }: FakeUpdate): void {
    const details: FakeDetail[] = [];
    if (status !== undefined && workflow[issue.status]?.includes(status) === true) {
      details.push(attribute('status_id', issue.status, status));
      issue.status = status;
    }
    const wanted = assignee === null ? undefined : (assignee ?? issue.assignee);
    if (wanted !== issue.assignee) {
      details.push(attribute('assigned_to_id', issue.assignee, wanted));
      issue.assignee = wanted;
    }
    const at = this.#second();
    // Also where nothing was done.
    issue.updated = at;
    if (details.length === 0 && notes === '') return;
    const journal = (given: Partial<FakeJournal>): void => {
      issue.journals.push({ id: ++this.#lastJournal, user, notes: null, at, isPrivate: false, details: [], ...given });
    };
    if (isPrivate && details.length > 0 && notes !== '') {
      journal({ details });
      journal({ notes, isPrivate });
    } else journal({ details, notes: notes === '' ? null : notes, isPrivate });
  }

  #second(): Date {
    return new Date(Math.floor(this.#now().getTime() / 1000) * 1000);
  }
}

function attribute(name: string, from: number | undefined, to: number | undefined): FakeDetail {
  return { property: 'attr', name, old_value: from?.toString() ?? null, new_value: to?.toString() ?? null };
}
