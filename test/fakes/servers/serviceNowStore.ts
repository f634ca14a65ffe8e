import { createHash } from 'node:crypto';
import { stampOf } from './serviceNowQuery.ts';
import {
  choices,
  columns,
  initialState,
  numberPrefix,
  plainTables,
  references,
  snowUser,
  snowUsers,
  type Row,
  type SnowUser,
} from './serviceNowSite.ts';

const priorities = ['1', '2', '3', '2', '3', '4', '3', '4', '5'];
/** How many characters columns have; more is cut off without a word. */
const lengths: Readonly<Record<string, number>> = { short_description: 160, description: 4000 };
const journalColumns = new Set(['work_notes', 'comments']);
const ended: Readonly<Record<string, readonly string[]>> = { incident: ['7', '8'], problem: ['4', '107'] };

/** Tables and rows, with what an instance does when one is written. */
export class SnowStore {
  readonly tables = new Map<string, Row[]>();
  readonly #byId = new Map<string, Row>();
  readonly #now: () => Date;
  #count = 0;

  constructor(now: () => Date) {
    this.#now = now;
    for (const table of Object.keys(columns)) this.tables.set(table, []);
    for (const [table, rows] of Object.entries(plainTables))
      this.tables.set(
        table,
        rows.map((row) => ({ ...row })),
      );
    this.tables.set(
      'sys_choice',
      choices.map((row) => ({ ...row })),
    );
    const users = snowUsers.map(({ sys_id, user_name, name, preferred_language }) => ({
      sys_id,
      user_name,
      name,
      preferred_language,
    }));
    this.tables.set('sys_user', users);
  }

  rows(table: string): readonly Row[] {
    const parent = this.tables.get(table === 'task' || table in numberPrefix ? 'task' : table) ?? [];
    return table in numberPrefix ? parent.filter((row) => row['sys_class_name'] === table) : parent;
  }

  find(table: string, sysId: string): Row | undefined {
    const row = this.#byId.get(sysId);
    if (row !== undefined && (table === 'task' || table in numberPrefix)) {
      return table === 'task' || row['sys_class_name'] === table ? row : undefined;
    }
    return this.rows(table).find((one) => one['sys_id'] === sysId);
  }

  /** Adds a row as it is, to a table without rules. */
  add(table: string, fields: Row): Row {
    const now = stampOf(this.#now());
    const row = {
      sys_id: this.#newId(),
      sys_created_on: now,
      sys_created_by: 'system',
      sys_updated_on: now,
      sys_mod_count: '0',
      ...fields,
    };
    this.tables.get(table)?.push(row);
    return row;
  }

  remove(row: Row): void {
    this.#byId.delete(row['sys_id'] ?? '');
    for (const [table, rows] of this.tables)
      this.tables.set(
        table,
        rows.filter((one) => one !== row),
      );
  }

  /** A new ticket, with what the instance fills in. */
  insert(table: string, fields: Row, by: SnowUser = snowUser('system')): Row {
    const now = stampOf(this.#now());
    const row: Row = Object.fromEntries((columns[table] ?? []).map((column) => [column, '']));
    const number = 10_000 + (this.tables.get('task')?.length ?? 0) + 1;
    Object.assign(row, {
      sys_id: this.#newId(),
      sys_class_name: table,
      number: `${numberPrefix[table] ?? 'TASK'}${String(number).padStart(7, '0')}`,
      state: initialState[table] ?? '1',
      active: 'true',
      impact: '3',
      urgency: '3',
      opened_at: now,
      opened_by: by.sys_id,
      sys_created_on: now,
      sys_created_by: by.user_name,
      sys_updated_on: now,
      sys_mod_count: '0',
    });
    for (const [column, value] of Object.entries(fields))
      if (column in row) row[column] = value.slice(0, lengths[column]);
    this.#rules(row);
    this.tables.get('task')?.push(row);
    this.#byId.set(row['sys_id'] ?? '', row);
    return row;
  }

  /** Changes a ticket. What changes nothing is no update. */
  update(row: Row, fields: Row, by: SnowUser): void {
    const table = row['sys_class_name'] ?? '';
    const known = Object.entries(fields).filter(([column]) => columns[table]?.includes(column) === true);
    const changed = known.filter(([column, value]) =>
      journalColumns.has(column) ? value !== '' : row[column] !== value.slice(0, lengths[column]),
    );
    if (changed.length === 0) return;
    const count = String(Number(row['sys_mod_count']) + 1);
    Object.assign(row, { sys_mod_count: count, sys_updated_on: stampOf(this.#now()) });
    for (const [column, value] of changed) {
      const documentkey = row['sys_id'] ?? '';
      const audit = {
        documentkey,
        tablename: table,
        fieldname: column,
        record_checkpoint: count,
        sys_created_by: by.user_name,
      };
      if (journalColumns.has(column)) {
        this.add('sys_journal_field', {
          element_id: documentkey,
          element: column,
          name: table,
          value,
          sys_created_by: by.user_name,
        });
        this.add('sys_audit', { ...audit, oldvalue: 'JOURNAL FIELD ADDITION', newvalue: value });
        continue;
      }
      const next = value.slice(0, lengths[column]);
      this.add('sys_audit', { ...audit, oldvalue: row[column] ?? '', newvalue: next });
      row[column] = next;
    }
    this.#rules(row);
  }

  /** A column by a path of references, as queries and lists use it. */
  read(table: string, row: Row, path: string): string | undefined {
    const [first = '', ...rest] = path.split('.');
    if (first === 'ref_incident' && table === 'task') {
      return row['sys_class_name'] === 'incident' ? this.read('incident', row, rest.join('.')) : '';
    }
    if (columns[table]?.includes(first) !== true) return undefined;
    const value = row[first] ?? '';
    if (rest.length === 0) return value;
    const target = references[first];
    if (target === undefined) return undefined;
    const referred = this.find(target, value);
    const inner = target === 'task' && referred !== undefined ? (referred['sys_class_name'] ?? target) : target;
    return referred === undefined ? '' : this.read(inner, referred, rest.join('.'));
  }

  hasColumn(table: string, path: string): boolean {
    const [first = '', ...rest] = path.split('.');
    if (first === 'ref_incident' && table === 'task') return this.hasColumn('incident', rest.join('.'));
    if (columns[table]?.includes(first) !== true) return false;
    const target = references[first];
    return rest.length === 0 || (target !== undefined && this.hasColumn(target, rest.join('.')));
  }

  #rules(row: Row): void {
    const [impact, urgency] = [Number(row['impact']), Number(row['urgency'])];
    row['priority'] = priorities[(impact - 1) * 3 + urgency - 1] ?? '4';
    row['active'] = String(!(ended[row['sys_class_name'] ?? ''] ?? ['3', '4', '7']).includes(row['state'] ?? ''));
  }

  #newId(): string {
    this.#count++;
    return createHash('md5').update(`row ${this.#count}`).digest('hex');
  }
}
