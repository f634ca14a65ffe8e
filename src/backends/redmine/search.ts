import type { TicketQuery } from '../../domain/ports.ts';
import { openPhases, type Instant, type Kind } from '../../domain/ticket.ts';
import type { Filter } from './api.ts';
import { phaseIn, projectsOf, type Catalog } from './catalog.ts';
import type { KnownScope } from './scope.ts';
import { ticketKind } from './ticketKind.ts';

/** A search as far as the server can do it. */
export interface Narrowed {
  readonly filters: readonly Filter[];
  readonly within?: string;
  /** Whether the server finds exactly what is meant, so that its total counts. */
  readonly exact: boolean;
}

/**
 * The tickets of some services. Redmine joins conditions by *and* only, so several scopes together are their projects and their trackers;
 * what is too much is left out afterwards. A category is a filter within one project only.
 */
export function scopeFilters(scopes: readonly KnownScope[]): Narrowed {
  if (scopes.length === 0) return { filters: [], exact: true };
  const [first] = scopes;
  const { project, category } = first ?? {};
  if (scopes.length === 1 && project !== undefined && category !== undefined) {
    const filters: Filter[] = [
      { field: 'category_id', operator: '=', values: [category.id] },
      // A search within a project has those below it too.
      { field: 'subproject_id', operator: '!*' },
      ...trackerFilters(scopes),
    ];
    return { filters, within: project.id, exact: true };
  }
  const projects = projectsOf(scopes);
  const filters: Filter[] = [
    ...(projects === undefined
      ? []
      : [{ field: 'project_id', operator: '=', values: [...new Set(projects.map(({ id }) => id))] } as const]),
    ...trackerFilters(scopes),
  ];
  const byProjectOnly =
    projects !== undefined &&
    scopes.every(({ select }) => select.tracker === undefined && select.category === undefined);
  const exact = byProjectOnly || (scopes.length === 1 && first?.select.category === undefined);
  return { filters, exact };
}

function trackerFilters(scopes: readonly KnownScope[]): readonly Filter[] {
  const ids = new Set(scopes.map(({ tracker }) => tracker?.id));
  const values = [...ids].filter((id) => id !== undefined);
  return values.length < ids.size ? [] : [{ field: 'tracker_id', operator: '=', values }];
}

/**
 * Narrows a search to phases. By the statuses that are *not* meant, so that one which was added since they were read is in the answer
 * and not missing from it.
 */
export function phaseFilters(phases: TicketQuery['phases'], catalog: Catalog): readonly Filter[] {
  const wanted = phases ?? openPhases;
  const unwanted = catalog.statuses.filter((status) => !wanted.includes(phaseIn(catalog, status)));
  return unwanted.length === 0
    ? [{ field: 'status_id', operator: '*' }]
    : [{ field: 'status_id', operator: '!', values: unwanted.map(({ id }) => id) }];
}

/** Only where the scopes have not named trackers: a filter for a field counts once. */
export function kindFilters(kinds: readonly Kind[] | undefined, catalog: Catalog): readonly Filter[] {
  if (kinds === undefined) return [];
  const unwanted = catalog.trackers.filter(({ name }) => !kinds.includes(ticketKind(name)));
  return unwanted.length === 0 ? [] : [{ field: 'tracker_id', operator: '!', values: unwanted.map(({ id }) => id) }];
}

/** By the account's number: `me` would find what is assigned to its groups, too. */
export function assigneeFilters(assignee: TicketQuery['assignee'], me: string): readonly Filter[] {
  switch (assignee) {
    case 'me':
      return [{ field: 'assigned_to_id', operator: '=', values: [me] }];
    case 'nobody':
      return [{ field: 'assigned_to_id', operator: '!*' }];
    case undefined:
      return [];
    default:
      return assignee satisfies never;
  }
}

/**
 * Narrows a search to the longest plain word of those wanted. Not exactly: how a database compares other letters than ASCII's depends on
 * which it is, and Redmine drops short words and signs.
 */
export function textFilters(text: string | undefined): readonly Filter[] {
  const [longest = ''] = (text ?? '').split(/[^a-z0-9]+/i).toSorted((a, b) => b.length - a.length);
  return longest.length < 3 ? [] : [{ field: 'subject', operator: '~', values: [longest] }];
}

export function sinceFilters(at: Instant): readonly Filter[] {
  const second = new Date(wholeSecond(at)).toISOString().replace('.000', '');
  return [
    { field: 'status_id', operator: '*' },
    { field: 'updated_on', operator: '>=', values: [second] },
  ];
}

/** The milliseconds of the second that an instant is in: Redmine reads and tells no parts of one. */
export function wholeSecond(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000) * 1000;
}
