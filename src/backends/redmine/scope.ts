import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { ServiceScope } from '../../domain/ticket.ts';
import type { RedmineApi } from './api.ts';
import { selectorsSchema } from './kind.ts';
import type { WireListedIssue, WireNamed, WireProject, WireTracker } from './schema.ts';

/** A service and what selects its tickets, as the link file says it. */
export interface Scope {
  readonly service: string;
  readonly select: v.InferOutput<typeof selectorsSchema>;
}

/** The same, with what this instance has by those names. */
export interface KnownScope extends Scope {
  readonly project?: WireProject;
  readonly tracker?: WireTracker;
  /** Absent where the scope names no project, or no category: then the name alone decides. */
  readonly category?: WireNamed;
  /** What the instance does not have, or does not show to this account. Such a scope selects nothing, and no list goes without saying so. */
  readonly missing?: DeskError;
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

interface Instance {
  readonly api: RedmineApi;
  readonly alias: string;
  readonly trackers: readonly WireTracker[];
}

/** Looks up what a scope names: Redmine would ignore an unknown name, and list everything. */
export async function knownScope(scope: Scope, { api, alias, trackers }: Instance): Promise<KnownScope> {
  const { select, service } = scope;
  const project = select.project === undefined ? undefined : await visibleProject(api, select.project);
  const tracker = trackers.find((known) => isNamed(known, select.tracker));
  const category = project?.issue_categories.find((known) => isNamed(known, select.category));
  const known = {
    ...scope,
    ...(project === undefined ? {} : { project }),
    ...(tracker === undefined ? {} : { tracker }),
    ...(category === undefined ? {} : { category }),
  };
  const what = missingIn(known);
  if (what === undefined) return known;
  const message = l10n.t('{0} has no {1}, or this account may not see it.', alias, what);
  const next = l10n.t('Look at the service {0} in the link file.', service);
  return { ...known, missing: new DeskError('configuration', message, { next }) };
}

function missingIn({ select, project, tracker, category }: KnownScope): string | undefined {
  if (select.project !== undefined && project === undefined) {
    return l10n.t('project {0}', JSON.stringify(select.project));
  }
  if (select.tracker !== undefined && tracker === undefined) {
    return l10n.t('tracker {0}', JSON.stringify(select.tracker));
  }
  if (select.category !== undefined && project !== undefined && category === undefined) {
    return l10n.t('category {0}', JSON.stringify(select.category));
  }
  return undefined;
}

/** @throws `configuration` for the first scope that names what is not there. */
export function assertComplete(scopes: readonly KnownScope[]): void {
  for (const { missing } of scopes) if (missing !== undefined) throw missing;
}

async function visibleProject(api: RedmineApi, project: string): Promise<WireProject | undefined> {
  try {
    return await api.project(project);
  } catch (error) {
    // Redmine says 403 for a project that this account does not see.
    if (DeskError.is(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** Whether something is what the link file calls it: by its name in any case, or by its number. */
function isNamed({ id, name }: WireNamed, wanted: string | undefined): boolean {
  return wanted !== undefined && (id === wanted || name.toLowerCase() === wanted.toLowerCase());
}

function selects({ select, project, tracker, missing }: KnownScope, issue: WireListedIssue): boolean {
  return (
    missing === undefined &&
    (project === undefined || project.id === issue.project.id) &&
    (tracker === undefined || tracker.id === issue.tracker.id) &&
    (select.category === undefined || (issue.category !== undefined && isNamed(issue.category, select.category)))
  );
}

/** The names of the services that an issue belongs to. */
export function servicesOf(issue: WireListedIssue, scopes: readonly KnownScope[]): readonly string[] {
  return [...new Set(scopes.filter((scope) => selects(scope, issue)).map(({ service }) => service))];
}
