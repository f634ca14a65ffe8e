import * as l10n from '@vscode/l10n';
import {
  isOpen,
  type Due,
  type Instant,
  type Person,
  type Phase,
  type Priority,
  type Ticket,
  type TicketLink,
} from '../../domain/ticket.ts';
import type { Cell, WireSla, WireTask } from './schema.ts';
import { kindOfTable, writeId } from './tables.ts';

/** What a row of its own does not say. */
export interface TicketFacts {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly assignee: Person | undefined;
  readonly requester: Person | undefined;
  readonly phase: Phase;
  readonly state: string;
  readonly services: readonly string[];
  readonly slas: readonly WireSla[];
  readonly now: Date;
}

/** The columns of a ticket in a list. Those that a table has not are left out of the answer without a word. */
export const listColumns = [
  'sys_id',
  'number',
  'sys_class_name',
  'short_description',
  'state',
  'active',
  'priority',
  'assigned_to',
  'assignment_group',
  'cmdb_ci',
  'business_service',
  'cmdb_ci.name',
  'business_service.name',
  'assignment_group.name',
  'opened_at',
  'opened_by',
  'caller_id',
  'ref_incident.caller_id',
  'major_incident_state',
  'ref_incident.major_incident_state',
  'sys_created_on',
  'sys_created_by',
  'sys_updated_on',
  'sys_mod_count',
  'due_date',
] as const;

/** Columns that refer to other tickets. */
const linkColumns = ['parent', 'problem_id', 'rfc', 'caused_by', 'request', 'request_item', 'change_request'] as const;

export const detailColumns = [...listColumns, 'description', ...linkColumns] as const;

export function toTicket(row: WireTask, facts: TicketFacts): Ticket {
  const { alias, address, assignee, requester, phase, state, services } = facts;
  const table = row.sys_class_name.value;
  const sysId = row.sys_id.value;
  const updated = instantOf(row.sys_updated_on);
  const group = row.assignment_group.display_value;
  const major = row.major_incident_state.value || row['ref_incident.major_incident_state'].value;
  return {
    ref: { connection: alias, id: writeId({ table, sysId }) },
    key: row.number.value,
    kind: kindOfTable(table),
    title: row.short_description.value || row.number.value,
    phase,
    state,
    ...priorityOf(row.priority),
    assignees: assignee === undefined ? [] : [assignee],
    ...(requester === undefined ? {} : { requester }),
    ...(group === '' ? {} : { group }),
    ...(major === 'accepted' ? { major: true } : {}),
    services,
    created: instantOf(row.sys_created_on) ?? instantOf(row.opened_at) ?? updated ?? new Date(0).toISOString(),
    ...(updated === undefined ? {} : { updated }),
    due: dueOf(row, facts),
    url: `${address}/${table}.do?sys_id=${sysId}`,
    version: versionOf(row),
  };
}

/** Each update counts one up; the time goes with it, for a row that was deleted and restored. */
function versionOf({ sys_mod_count: count, sys_updated_on: updated }: WireTask): string {
  return `${count.value}@${updated.value}`;
}

/** Times come as `2026-11-24 10:06:00`, in UTC. */
export function instantOf({ value }: Pick<Cell, 'value'>): Instant | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(value) ?? [];
  const at = new Date(`${date}T${time}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** ServiceNow's 1 to 5 are ours. */
function priorityOf({ value, display_value: label }: Cell): {
  readonly priority?: Priority;
  readonly priorityLabel?: string;
} {
  const priority = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === value);
  return { ...(priority === undefined ? {} : { priority }), ...(label === '' ? {} : { priorityLabel: label }) };
}

/** The running service levels of an open ticket, or the date that somebody set. */
function dueOf(row: WireTask, { slas, phase, now }: TicketFacts): Due[] {
  if (!isOpen({ phase })) return [];
  const running = slas.flatMap((sla): Due[] => {
    const at = instantOf({ value: sla.planned_end_time });
    if (at === undefined) return [];
    const breached = sla.has_breached === 'true' || Date.parse(at) < now.getTime();
    const paused = sla.stage === 'paused';
    return [{ at, name: sla['sla.name'] || l10n.t('Service level'), breached: breached && !paused, paused }];
  });
  const date = instantOf(row.due_date);
  const due =
    date === undefined
      ? []
      : [{ at: date, name: l10n.t('Due'), breached: Date.parse(date) < now.getTime(), paused: false }];
  return [...running, ...due].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The tickets that a ticket refers to: its parent, its problem, the change that made it. */
export function linksOf(row: WireTask, address: string): TicketLink[] {
  return linkColumns.flatMap((column) => {
    const cell = row[column];
    if (typeof cell !== 'object' || cell === null || !('value' in cell) || !('display_value' in cell)) return [];
    const { value, display_value: label } = cell;
    if (typeof value !== 'string' || typeof label !== 'string' || !/^[0-9a-f]{32}$/.test(value)) return [];
    // The instance leads from `task` to the table that the row is in.
    return [{ label, url: `${address}/task.do?sys_id=${value}` }];
  });
}
