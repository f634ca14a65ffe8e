import { nameOfUser, redmineProjects, workflow, type FakeSite } from './redmineSite.ts';
import type { FakeIssue, FakeJournal } from './redmineStore.ts';

/** How Redmine 5.0 writes an issue in lists: what is not set is left out, or null. */
export function listedIssue(issue: FakeIssue, site: FakeSite): Record<string, unknown> {
  const project = redmineProjects.find(({ id }) => id === issue.project);
  const { assignee, category } = issue;
  return {
    id: issue.id,
    project: { id: issue.project, name: project?.name },
    tracker: site.trackers.find(({ id }) => id === issue.tracker),
    status: site.statuses.find(({ id }) => id === issue.status),
    priority: site.priorities.find(({ id }) => id === issue.priority),
    author: person(issue.author),
    ...(assignee === undefined ? {} : { assigned_to: person(assignee) }),
    ...(category === undefined ? {} : { category: project?.categories.find(({ id }) => id === category) }),
    subject: issue.subject,
    description: issue.description,
    start_date: null,
    due_date: issue.due,
    done_ratio: 0,
    is_private: false,
    estimated_hours: null,
    created_on: stamp(issue.created),
    updated_on: stamp(issue.updated),
    closed_on: null,
  };
}

export interface Seeing {
  readonly site: FakeSite;
  readonly user: number;
  /** Whether private notes of others are shown. */
  readonly seesPrivate: boolean;
  readonly mayEdit: boolean;
}

export function singleIssue(issue: FakeIssue, { site, user, seesPrivate, mayEdit }: Seeing): Record<string, unknown> {
  const allowed = [issue.status, ...(mayEdit ? (workflow[issue.status] ?? []) : [])];
  return {
    ...listedIssue(issue, site),
    changesets: [],
    journals: issue.journals
      .filter((journal) => seesPrivate || !journal.isPrivate || journal.user === user)
      .map((journal) => journalJson(journal)),
    // A reader is offered none.
    allowed_statuses: mayEdit ? site.statuses.filter(({ id }) => allowed.includes(id)) : [],
  };
}

function journalJson({ id, user, notes, at, isPrivate, details }: FakeJournal): Record<string, unknown> {
  return { id, user: person(user), notes, created_on: stamp(at), private_notes: isPrivate, details };
}

function person(id: number): { readonly id: number; readonly name: string } {
  return { id, name: nameOfUser(id) };
}

function stamp(date: Date): string {
  return date.toISOString().replace('.000', '');
}
