import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { Http } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import {
  approvalRow,
  auditRow,
  choice,
  journalRow,
  journals,
  named,
  nextStates,
  resultOf,
  slaRow,
  task,
  user,
  type WireApproval,
  type WireAudit,
  type WireChoice,
  type WireSla,
  type WireTask,
  type WireUser,
} from './schema.ts';
import type { TaskId } from './tables.ts';

/** How many rows a page has. Without a limit the instance sends 10,000. */
export const perPage = 100;
const perBulk = 1000;

export interface Search {
  readonly table: string;
  readonly query: string;
  readonly fields: readonly string[];
  readonly offset?: number;
}

export interface Rows<T> {
  readonly items: readonly T[];
  /** Whether the instance has more. A page can be short, or empty, and not be the last: rights are looked at after the limit. */
  readonly more: boolean;
  /** How many there are by its count, which looks at no rights. */
  readonly total: number | undefined;
}

interface RowsRequest {
  readonly table: string;
  readonly query: string;
  readonly fields: string;
  readonly display: 'all' | 'false';
  readonly limit: number;
  readonly offset: number;
}

/** The requests that Footbridge sends to ServiceNow, one method each. They throw what `Http` throws. */
export class SnowApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The account behind the credential; undefined where it may not see itself. */
  async me(): Promise<WireUser | undefined> {
    const rows = await this.#rows(user, {
      table: 'sys_user',
      query: 'user_name=javascript:gs.getUserName()',
      fields: userFields,
      display: 'false',
      limit: 1,
      offset: 0,
    });
    return rows.items[0];
  }

  async users(query: string): Promise<readonly WireUser[]> {
    return this.#all(user, { table: 'sys_user', query, fields: userFields });
  }

  /** A page of tickets. */
  async search({ table, query, fields, offset = 0 }: Search): Promise<Rows<WireTask>> {
    return this.#rows(task, { table, query, fields: fields.join(','), display: 'all', limit: perPage, offset });
  }

  async task({ table, sysId }: TaskId, fields: readonly string[]): Promise<WireTask | undefined> {
    const answer = await this.#http.optional(resultOf(task), {
      path: pathOf(table, sysId),
      query: fieldsQuery(fields, 'all'),
    });
    return answer?.body.result;
  }

  /** Changes fields of a ticket. @returns the row as the instance says it is afterwards. */
  async change(
    { table, sysId }: TaskId,
    json: Readonly<Record<string, string>>,
    fields: readonly string[],
  ): Promise<WireTask> {
    const answer = await this.#http.required(resultOf(task), {
      method: 'PATCH',
      path: pathOf(table, sysId),
      // A change takes no `sysparm_exclude_reference_link` (Table API, "Update a record"): its answer has the links too.
      query: fieldsQuery(fields, 'all').filter(([name]) => name !== 'sysparm_exclude_reference_link'),
      json,
    });
    return answer.body.result;
  }

  async create(table: string, json: Readonly<Record<string, string>>, fields: readonly string[]): Promise<WireTask> {
    const answer = await this.#http.required(resultOf(task), {
      method: 'POST',
      path: pathOf(table),
      query: fieldsQuery(fields, 'all'),
      json,
    });
    return answer.body.result;
  }

  async choices(query: string): Promise<readonly WireChoice[]> {
    return this.#all(choice, { table: 'sys_choice', query, fields: 'name,element,value,label,language' });
  }

  async journal(sysId: string): Promise<readonly v.InferOutput<typeof journalRow>[]> {
    return this.#all(journalRow, {
      table: 'sys_journal_field',
      query: `element_id=${sysId}^elementINwork_notes,comments^ORDERBYsys_created_on`,
      fields: 'sys_id,element,value,sys_created_by,sys_created_on',
    });
  }

  /** The journals as the record shows them. */
  async shownJournals({ table, sysId }: TaskId): Promise<v.InferOutput<typeof journals>> {
    const answer = await this.#http.required(resultOf(journals), {
      path: pathOf(table, sysId),
      query: fieldsQuery(['work_notes', 'comments'], 'true'),
    });
    return answer.body.result;
  }

  /** What was changed in some columns of a ticket, the oldest first. */
  async audit(sysId: string, columns: readonly string[]): Promise<readonly WireAudit[]> {
    return this.#all(auditRow, {
      table: 'sys_audit',
      query: `documentkey=${sysId}^fieldnameIN${columns.join(',')}^ORDERBYsys_created_on`,
      fields: 'sys_id,fieldname,oldvalue,newvalue,sys_created_by,sys_created_on',
    });
  }

  async slas(sysIds: readonly string[]): Promise<readonly WireSla[]> {
    return this.#all(slaRow, {
      table: 'task_sla',
      query: `taskIN${sysIds.join(',')}^active=true`,
      fields: 'task,sla.name,stage,planned_end_time,has_breached',
    });
  }

  async approvals(sysId: string): Promise<readonly WireApproval[]> {
    const fields = 'sys_id,approver,group,group.assignment_group,state';
    const query = `sysapproval=${sysId}^ORdocument_id=${sysId}^ORDERBYsys_created_on`;
    return this.#all(approvalRow, { table: 'sysapproval_approver', query, fields, display: 'all' });
  }

  async decide(approval: string, state: 'approved' | 'rejected'): Promise<void> {
    await this.#http.noContent({ method: 'PATCH', path: pathOf('sysapproval_approver', approval), json: { state } });
  }

  /** Where a change may go now; undefined where the instance has no Change Management API, or not for this account. */
  async nextStates(sysId: string): Promise<v.InferOutput<typeof nextStates>['result'] | undefined> {
    const path = `/api/sn_chg_rest/change/${sysId}/nextstates`;
    try {
      return (await this.#http.required(nextStates, { path })).body.result;
    } catch (error) {
      if (DeskError.is(error, 'notFound', 'forbidden')) return undefined;
      throw error;
    }
  }

  /** Things with a name: groups, business services, configuration items. */
  async named(table: string, query: string): Promise<readonly v.InferOutput<typeof named>[]> {
    return this.#all(named, { table, query, fields: 'sys_id,name' });
  }

  /** Every row that a query finds. One that moves to the next page while they are read is taken once. */
  async #all<S extends v.GenericSchema>(
    schema: S,
    request: Pick<RowsRequest, 'table' | 'query' | 'fields'> & Partial<Pick<RowsRequest, 'display'>>,
  ): Promise<readonly v.InferOutput<S>[]> {
    const all = new Map<string, v.InferOutput<S>>();
    for (let offset = 0; ; offset += perBulk) {
      const { items, more } = await this.#rows(schema, { display: 'false', ...request, limit: perBulk, offset });
      for (const item of items) all.set(JSON.stringify(item), item);
      if (!more) return [...all.values()];
    }
  }

  async #rows<S extends v.GenericSchema>(
    schema: S,
    { table, query, fields, display, limit, offset }: RowsRequest,
  ): Promise<Rows<v.InferOutput<S>>> {
    const answer = await this.#http.required(resultOf(v.array(schema)), {
      path: pathOf(table),
      query: [
        ['sysparm_query', query],
        ...fieldsQuery([fields], display),
        ['sysparm_limit', String(limit)],
        ['sysparm_offset', String(offset)],
      ],
    });
    const { link, 'x-total-count': count } = answer.headers;
    const total = count !== undefined && /^\d+$/.test(count) ? Number(count) : undefined;
    const items = answer.body.result;
    return { items, total, more: hasMore({ link, total, end: offset + limit, full: items.length >= limit }) };
  }
}

/** The address of the next page is only looked for: we build our own, and never go where an answer says. */
function hasMore({
  link,
  total,
  end,
  full,
}: {
  readonly link: string | undefined;
  readonly total: number | undefined;
  readonly end: number;
  readonly full: boolean;
}): boolean {
  if (link !== undefined) return /rel="?next"?/.test(link);
  return total === undefined ? full : end < total;
}

const userFields = 'sys_id,name,user_name,preferred_language';

function pathOf(table: string, sysId?: string): string {
  return `/api/now/table/${table}${sysId === undefined ? '' : `/${sysId}`}`;
}

function fieldsQuery(fields: readonly string[], display: 'all' | 'true' | 'false'): Query {
  return [
    ['sysparm_fields', fields.join(',')],
    ['sysparm_display_value', display],
    ['sysparm_exclude_reference_link', 'true'],
  ];
}
