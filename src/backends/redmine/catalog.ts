import type { Phase } from '../../domain/ticket.ts';
import type { RedmineApi } from './api.ts';
import { phaseOf } from './phase.ts';
import type { WireNamed, WireProject, WireStatus, WireTracker } from './schema.ts';
import { knownScope, type KnownScope, type Scope } from './scope.ts';

/** What an instance is set up with. Administrators change it now and then. */
export interface Catalog {
  readonly statuses: readonly WireStatus[];
  readonly trackers: readonly WireTracker[];
  /** The least first. */
  readonly priorities: readonly WireNamed[];
  readonly scopes: readonly KnownScope[];
  /** The statuses that new issues get. */
  readonly first: ReadonlySet<string>;
}

export async function readCatalog(api: RedmineApi, alias: string, scopes: readonly Scope[]): Promise<Catalog> {
  const [statuses, trackers, priorities] = await Promise.all([api.statuses(), api.trackers(), api.priorities()]);
  const known = await Promise.all(scopes.map(async (scope) => knownScope(scope, { api, alias, trackers })));
  return { statuses, trackers, priorities, scopes: known, first: firstOf(statuses, trackers) };
}

/** Redmine before 3.0 had one such status, and does not say here which: it is the first one that is open. */
function firstOf(statuses: readonly WireStatus[], trackers: readonly WireTracker[]): ReadonlySet<string> {
  const told = trackers.flatMap(({ default_status: status }) => (status === undefined ? [] : [status.id]));
  const open = statuses.find(({ is_closed: isClosed }) => isClosed !== true);
  return new Set(told.length > 0 || open === undefined ? told : [open.id]);
}

/** The phase of a status. Old instances leave out in issues whether it is a closed one. */
export function phaseIn({ statuses, first }: Pick<Catalog, 'statuses' | 'first'>, status: WireStatus): Phase {
  const known = statuses.find(({ id }) => id === status.id);
  return phaseOf({ ...known, ...status }, first.has(status.id));
}

/** The projects of the scopes, or undefined if a scope goes beyond any project. */
export function projectsOf(scopes: readonly KnownScope[]): readonly WireProject[] | undefined {
  const projects = scopes.flatMap(({ project }) => (project === undefined ? [] : [project]));
  return scopes.length === 0 || projects.length < scopes.length ? undefined : projects;
}
