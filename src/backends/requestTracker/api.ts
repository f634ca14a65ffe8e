import * as v from 'valibot';
import type { Http, HttpRequest } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import {
  account,
  attachment,
  identified,
  listedTicket,
  messages,
  pageOf,
  singleTransaction,
  ticket,
  transaction,
  type WireAttachment,
  type WireListedTicket,
  type WireTicket,
  type WireTransaction,
} from './schema.ts';
import type { TicketSql } from './ticketSql.ts';

/** More is cut to this. */
export const perPage = 100;

export interface Search {
  readonly query: TicketSql;
  readonly order: 'changed' | 'id';
  readonly page?: number;
  readonly customFields?: boolean;
}

/** A condition on a column; several on one column are joined by `entry_aggregator`. */
export interface Limit {
  readonly field: string;
  readonly operator?: string;
  readonly value: string;
  readonly entry_aggregator?: string;
}

export interface HistorySearch {
  readonly where?: readonly Limit[];
  readonly page?: number;
  readonly order?: 'oldest' | 'newest';
}

export interface Rows<T> {
  readonly items: readonly T[];
  /** Undefined where the server does not tell, because not everything may be seen. Then rows may be missing from the page too. */
  readonly total: number | undefined;
}

/** A ticket with what a later write compares. */
export interface Read {
  readonly wire: WireTicket;
  readonly etag: string;
}

const root = '/REST/2.0';
const none = undefined;

/** The requests that Footbridge sends to Request Tracker, one method each. They throw what `Http` throws. */
export class RtApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** An account by its number or login. */
  async account(user: string): Promise<v.InferOutput<typeof account> | undefined> {
    return (await this.#http.optional(account, { path: `${root}/user/${encodeURIComponent(user)}` }))?.body;
  }

  /** A page of tickets. Sent as a form, since a query with many numbers is too long for an address. */
  async search({ query, order, page = 1, customFields = false }: Search): Promise<Rows<WireListedTicket>> {
    const fields = 'Subject,Status,Priority,Created,LastUpdated,Due,Queue,Owner,Requestor';
    const { items, total } = await this.#find(pageOf(listedTicket), query, [
      ['fields', customFields ? `${fields},CustomFields` : fields],
      ['fields[Queue]', 'Name'],
      ['fields[Owner]', 'RealName'],
      ['fields[Requestor]', 'RealName'],
      ['per_page', String(perPage)],
      ['page', String(page)],
      // `-LastUpdated`, as the manual has it, sorts the wrong way round.
      ...(order === 'changed' ? orderBy('LastUpdated') : []),
      ...orderBy('id'),
    ]);
    return { items, total: total ?? none };
  }

  /** The numbers of the tickets that a query finds; the first hundred. */
  async searchIds(query: TicketSql): Promise<readonly string[]> {
    const { items } = await this.#find(pageOf(identified), query, [['per_page', String(perPage)], ...orderBy('id')]);
    return items.map((item) => item.id);
  }

  async #find<S extends v.GenericSchema>(schema: S, query: TicketSql, form: Query): Promise<v.InferOutput<S>> {
    const request: HttpRequest = {
      method: 'POST',
      path: `${root}/tickets`,
      form: [['query', query], ...form],
      reads: true,
    };
    return (await this.#http.required(schema, request)).body;
  }

  /** One ticket. That of another number, where this one was merged into it. */
  async ticket(id: string): Promise<Read | undefined> {
    const answer = await this.#http.optional(ticket, {
      path: `${root}/ticket/${id}`,
      query: [
        ['fields[Queue]', 'Name'],
        ['fields[Owner]', 'RealName'],
      ],
    });
    return answer === undefined ? none : { wire: answer.body, etag: answer.headers['etag'] ?? '' };
  }

  /** Changes fields of a ticket, if it is still as it was. @returns what the server says to it, which need not be that it did it. */
  async change(id: string, fields: Readonly<Record<string, unknown>>, etag?: string): Promise<string> {
    return this.#put(`/ticket/${id}`, fields, etag);
  }

  /** Takes a free ticket, takes one from its owner, or gives an own one back. */
  async own(id: string, action: 'take' | 'steal' | 'untake', etag: string): Promise<string> {
    return this.#put(`/ticket/${id}/${action}`, {}, etag);
  }

  async #put(path: string, json: unknown, etag: string | undefined): Promise<string> {
    const answer = await this.#http.required(messages, {
      method: 'PUT',
      path: `${root}${path}`,
      json,
      headers: etag === undefined || etag === '' ? {} : { 'if-match': etag },
    });
    return answer.body.filter((message) => message !== null).join(' ');
  }

  /**
   * Adds a text. Without `If-Match`: a text takes nothing away from anybody, and a comment with it is refused by some versions.
   * @returns the number of its transaction, if the server says it.
   */
  async write(
    id: string,
    how: 'comment' | 'correspond',
    content: Readonly<Record<string, string>>,
  ): Promise<string | undefined> {
    const answer = await this.#http.noContent({ method: 'POST', path: `${root}/ticket/${id}/${how}`, json: content });
    return /\/transaction\/(\d+)$/.exec(answer.headers['location'] ?? '')?.[1];
  }

  async create(fields: Readonly<Record<string, unknown>>): Promise<string> {
    return (await this.#http.required(identified, { method: 'POST', path: `${root}/ticket`, json: fields })).body.id;
  }

  /** A page of what happened to a ticket and to those merged into it. Empty too where there is no such ticket, or it may not be seen. */
  async history(
    id: string,
    { where = [], page = 1, order = 'oldest' }: HistorySearch,
  ): Promise<readonly WireTransaction[]> {
    const answer = await this.#http.required(pageOf(transaction), {
      path: `${root}/ticket/${id}/history`,
      query: [
        ['fields', 'Type,Creator,Created,Field,OldValue,NewValue,Data,ObjectId'],
        ['fields[Creator]', 'RealName'],
        ...(where.length === 0 ? [] : [['query', JSON.stringify(where)] as const]),
        ['per_page', String(perPage)],
        ['page', String(page)],
        ['orderby', 'id'],
        ['order', order === 'oldest' ? 'ASC' : 'DESC'],
      ],
    });
    return answer.body.items;
  }

  async transaction(id: string): Promise<v.InferOutput<typeof singleTransaction>> {
    const query = [['fields[Creator]', 'RealName']] as const;
    return (await this.#http.required(singleTransaction, { path: `${root}/transaction/${id}`, query })).body;
  }

  /** The texts of transactions, without the files that came with them: one request for all. */
  async texts(transactions: readonly string[]): Promise<readonly WireAttachment[]> {
    if (transactions.length === 0) return [];
    const either = { entry_aggregator: 'OR' };
    // Not `Parent`: asking for it is a fault 500 where an attachment has none.
    const query = [
      ['fields', 'TransactionId,ContentType,Content'],
      ['per_page', String(perPage)],
    ] as const;
    const limits = [
      ...transactions.map((id) => ({ field: 'TransactionId', value: id, ...either })),
      ...['text/plain', 'text/html'].map((value) => ({ field: 'ContentType', value, ...either })),
      { field: 'Filename', operator: 'IS', value: 'NULL' },
    ];
    const all: WireAttachment[] = [];
    for (let page = 1; ; page++) {
      const { items } = await this.#attachments([...query, ['page', String(page)]], limits);
      all.push(...items);
      // What may be seen of a history may be read, so nothing is left out of these pages.
      if (items.length < perPage) return all;
    }
  }

  async #attachments(query: Query, limits: readonly Limit[]): Promise<{ items: WireAttachment[] }> {
    const path = `${root}/attachments`;
    return (await this.#http.required(pageOf(attachment), { method: 'POST', path, query, json: limits, reads: true }))
      .body;
  }
}

function orderBy(field: string): (readonly [string, string])[] {
  return [
    ['orderby', field],
    ['order', 'DESC'],
  ];
}
