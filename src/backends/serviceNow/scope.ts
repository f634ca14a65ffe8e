import * as v from 'valibot';
import type { Kind, ServiceScope } from '../../domain/ticket.ts';
import { selectorsSchema } from './kind.ts';
import { columnsOf, isSysId, oneOf, parseOwnQuery, refersTo, type Conditions } from './query.ts';
import type { Cell, WireTask } from './schema.ts';
import { kindOfTable, knownTables } from './tables.ts';

/** A service and what selects its tickets here. */
export interface Scope {
  readonly service: string;
  readonly tables: readonly string[];
  readonly ci?: string;
  readonly businessService?: string;
  readonly group?: string;
  /** The link file's own query, as alternatives; empty: none. */
  readonly own: readonly Conditions[];
}

/** @throws `configuration` for a query that cannot be used. */
export function parseScope({ service, select }: ServiceScope): Scope {
  const { tables, ci, service: businessService, group, query } = v.parse(selectorsSchema, select);
  return {
    service,
    tables: tables ?? knownTables,
    ...(ci === undefined ? {} : { ci }),
    ...(businessService === undefined ? {} : { businessService }),
    ...(group === undefined ? {} : { group }),
    own: query === undefined ? [] : parseOwnQuery(query),
  };
}

/** What is searched where no scope is given. */
const everything: Scope = { service: '', tables: knownTables, own: [] };

/** What scopes ask for, as conditions; of those on one column any has to hold. */
interface Selection {
  readonly own: Conditions;
  readonly tables: string;
  readonly ci: Conditions;
  readonly service: Conditions;
  readonly group: Conditions;
}

/** The scopes as groups of conditions, each with what has to hold for all. */
export function scopeGroups(
  scopes: readonly Scope[],
  kinds: readonly Kind[] | undefined,
  common: Conditions,
): readonly Conditions[] {
  const all = (scopes.length === 0 ? [everything] : scopes).flatMap((scope) => selectionsOf(scope, kinds));
  // The address of a request has room for so much only, and a repository may have many services that differ in one name.
  const merged = (['ci', 'service', 'group'] as const).reduce(mergeBy, all);
  return merged.map(({ own, tables, ci, service, group }) => [
    // The link file's part stands first, so that nothing of it can join what is before.
    ...own,
    tables,
    ...[ci, service, group].filter((any) => any.length > 0).map((any) => any.join('^OR')),
    ...common,
  ]);
}

function selectionsOf(scope: Scope, kinds: readonly Kind[] | undefined): Selection[] {
  const tables = scope.tables.filter((table) => kinds === undefined || kinds.includes(kindOfTable(table)));
  if (tables.length === 0) return [];
  const fixed = {
    tables: oneOf('sys_class_name', tables),
    ci: scope.ci === undefined ? [] : [refersTo('cmdb_ci', scope.ci)],
    service: scope.businessService === undefined ? [] : [refersTo('business_service', scope.businessService)],
    group: scope.group === undefined ? [] : [refersTo('assignment_group', scope.group)],
  };
  return scope.own.length === 0 ? [{ ...fixed, own: [] }] : scope.own.map((own) => ({ ...fixed, own }));
}

/** Joins what differs in one column only. */
function mergeBy(all: readonly Selection[], column: 'ci' | 'service' | 'group'): Selection[] {
  const byRest = new Map<string, Selection>();
  for (const one of all) {
    const key = JSON.stringify([{ ...one, [column]: [] }, one[column].length > 0]);
    const known = byRest.get(key);
    byRest.set(key, known === undefined ? one : { ...one, [column]: [...new Set([...known[column], ...one[column]])] });
  }
  return [...byRest.values()];
}

/** The table to search: the one that all scopes are about, for its own columns, else the parent of all. */
export function searchedTable(scopes: readonly Scope[]): string {
  const tables = new Set((scopes.length === 0 ? [everything] : scopes).flatMap((scope) => scope.tables));
  const [only] = tables;
  return only !== undefined && tables.size === 1 ? only : 'task';
}

/** The columns that the link file's queries look at. */
export function ownColumns(scopes: readonly Scope[]): readonly string[] {
  return [...new Set(scopes.flatMap(({ own }) => own.flatMap(columnsOf)))];
}

/**
 * Whether a row has the table and the names of a scope; what its own query says only the instance knows. An instance ignores a condition
 * that it cannot read, so what it was asked for is looked at again.
 */
export function hasSelected(scope: Scope, row: WireTask): boolean {
  return (
    scope.tables.includes(row.sys_class_name.value) &&
    refers(row.cmdb_ci, row['cmdb_ci.name'], scope.ci) &&
    refers(row.business_service, row['business_service.name'], scope.businessService) &&
    refers(row.assignment_group, row['assignment_group.name'], scope.group)
  );
}

function refers(reference: Cell, name: Cell, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (isSysId(wanted)) return reference.value === wanted;
  // Compares as the instance does, in any case.
  const names = [name.value, name.display_value, reference.display_value].map((one) => one.toLowerCase());
  return names.includes(wanted.toLowerCase());
}
