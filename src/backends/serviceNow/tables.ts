import type { Kind } from '../../domain/ticket.ts';

/** The tables that hold tickets, all of them children of `task`. */
export const knownTables = [
  'incident',
  'sc_request',
  'sc_req_item',
  'sc_task',
  'change_request',
  'change_task',
  'problem',
] as const;
type KnownTable = (typeof knownTables)[number];

const kindsOf: Readonly<Record<KnownTable, Kind>> = {
  incident: 'incident',
  sc_request: 'request',
  sc_req_item: 'request',
  sc_task: 'task',
  change_request: 'change',
  change_task: 'task',
  problem: 'problem',
};

/** A table of the team's own, named in `tables`, counts as tasks. */
export function kindOfTable(table: string): Kind {
  return isKnown(table) ? kindsOf[table] : 'task';
}

function isKnown(table: string): table is KnownTable {
  return table in kindsOf;
}

/** Names one ticket: its table, for the columns that `task` has not, and its sys_id. */
export interface TaskId {
  readonly table: string;
  readonly sysId: string;
}

export function writeId({ table, sysId }: TaskId): string {
  return `${table}.${sysId}`;
}

/** @returns undefined for what cannot be an id: it would be another address. */
export function readId(id: string): TaskId | undefined {
  const [, table, sysId] = /^([a-z][a-z0-9_]*)\.([0-9a-f]{32})$/.exec(id) ?? [];
  return table === undefined || sysId === undefined ? undefined : { table, sysId };
}
