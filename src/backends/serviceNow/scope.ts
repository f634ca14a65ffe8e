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

/** The scopes as groups of conditions, each with what has to hold for all. */
export function scopeGroups(
  scopes: readonly Scope[],
  kinds: readonly Kind[] | undefined,
  common: Conditions,
): readonly Conditions[] {
  return (scopes.length === 0 ? [everything] : scopes).flatMap((scope) => {
    const tables = scope.tables.filter((table) => kinds === undefined || kinds.includes(kindOfTable(table)));
    if (tables.length === 0) return [];
    const fixed = [
      oneOf('sys_class_name', tables),
      ...(scope.ci === undefined ? [] : [refersTo('cmdb_ci', scope.ci)]),
      ...(scope.businessService === undefined ? [] : [refersTo('business_service', scope.businessService)]),
      ...(scope.group === undefined ? [] : [refersTo('assignment_group', scope.group)]),
      ...common,
    ];
    // The link file's part stands first, so that nothing of it can join what is before.
    return scope.own.length === 0 ? [fixed] : scope.own.map((own) => [...own, ...fixed]);
  });
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
