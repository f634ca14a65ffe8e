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
}

export function parseScope({ service, select }: ServiceScope): Scope {
  return { service, select: v.parse(selectorsSchema, select) };
}

/**
 * Looks up what a scope names.
 * @throws `configuration` for what the instance does not have or does not show: Redmine would ignore an unknown name, and list everything.
 */
export async function knownScope(
  scope: Scope,
  {
    api,
    alias,
    trackers,
  }: { readonly api: RedmineApi; readonly alias: string; readonly trackers: readonly WireTracker[] },
): Promise<KnownScope> {
  const { select } = scope;
  const missing = (what: string): DeskError =>
    new DeskError('configuration', l10n.t('{0} has no {1}, or this account may not see it.', alias, what), {
      next: l10n.t('Look at the service {0} in the link file.', scope.service),
    });
  const project = select.project === undefined ? undefined : await visibleProject(api, select.project);
  if (select.project !== undefined && project === undefined) {
    throw missing(l10n.t('project {0}', JSON.stringify(select.project)));
  }
  const tracker = trackers.find((known) => isNamed(known, select.tracker));
  if (select.tracker !== undefined && tracker === undefined) {
    throw missing(l10n.t('tracker {0}', JSON.stringify(select.tracker)));
  }
  const category = project?.issue_categories.find((known) => isNamed(known, select.category));
  if (select.category !== undefined && project !== undefined && category === undefined) {
    throw missing(l10n.t('category {0}', JSON.stringify(select.category)));
  }
  return {
    ...scope,
    ...(project === undefined ? {} : { project }),
    ...(tracker === undefined ? {} : { tracker }),
    ...(category === undefined ? {} : { category }),
  };
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

function selects({ select, project, tracker }: KnownScope, issue: WireListedIssue): boolean {
  return (
    (project === undefined || project.id === issue.project.id) &&
    (tracker === undefined || tracker.id === issue.tracker.id) &&
    (select.category === undefined || (issue.category !== undefined && isNamed(issue.category, select.category)))
  );
}

/** The names of the services that an issue belongs to. */
export function servicesOf(issue: WireListedIssue, scopes: readonly KnownScope[]): readonly string[] {
  return [...new Set(scopes.filter((scope) => selects(scope, issue)).map(({ service }) => service))];
}
