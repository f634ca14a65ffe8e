import * as v from 'valibot';
import type { Http } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import { once } from '../once.ts';
import { cloud, dataCenter, type Dialect } from './dialect.ts';
import type { Jql } from './jql.ts';
import {
  comment,
  commentPage,
  historyPage,
  idPage,
  issue,
  remoteLinks,
  searchPage,
  server,
  transitionPage,
  user,
  type WireComment,
  type WireHistory,
  type WireIssue,
  type WireTransition,
  type WireUser,
} from './schema.ts';

const perPage = 100;

/** The fields that lists show. */
const listed =
  'summary,status,issuetype,project,priority,assignee,reporter,resolution,created,updated,duedate,labels,components';
const detailed = `${listed},description,issuelinks`;

export interface Search {
  readonly jql: Jql;
  /** Where the page begins: a token on Cloud, a number on Data Center. Absent: at the first. */
  readonly at?: string;
  /** Issues that were just written: the index is behind, and looks at these by themselves. Cloud takes at most 50. */
  readonly fresh: readonly string[];
}

export interface Found {
  readonly issues: readonly WireIssue[];
  /** Cloud only; absent on the last page. */
  readonly token?: string;
  /** Data Center only. */
  readonly total?: number;
}

export interface CommitReference {
  readonly globalId: string;
  readonly url: string;
  readonly title: string;
}

/** The requests that go to Jira's platform, one method each. They throw what `Http` throws. */
export class JiraApi {
  readonly #http: Http;
  /** Asked once, and without a credential's right. */
  readonly dialect: () => Promise<Dialect>;

  constructor(http: Http) {
    this.#http = http;
    this.dialect = once(async () => {
      const { body } = await http.required(server, { path: '/rest/api/2/serverInfo' });
      return body.deploymentType === 'Cloud' ? cloud : dataCenter;
    });
  }

  async myself(): Promise<WireUser> {
    return (await this.#http.required(user, { path: await this.#path('/myself') })).body;
  }

  async search({ jql, at, fresh }: Search): Promise<Found> {
    const { cloud: isCloud } = await this.dialect();
    const body = { jql, maxResults: perPage, fields: listed.split(',') };
    if (!isCloud) {
      const answer = await this.#post(searchPage, '/rest/api/2/search', { ...body, startAt: Number(at ?? 0) });
      return { issues: answer.issues, ...(typeof answer.total === 'number' ? { total: answer.total } : {}) };
    }
    const { issues, nextPageToken } = await this.#post(searchPage, '/rest/api/3/search/jql', {
      ...body,
      ...(at === undefined ? {} : { nextPageToken: at }),
      ...reconciled(fresh),
    });
    return { issues, ...(typeof nextPageToken === 'string' ? { token: nextPageToken } : {}) };
  }

  /** The ids of those that a query finds; the first hundred. */
  async searchIds({ jql, fresh }: Search): Promise<readonly string[]> {
    const { cloud: isCloud } = await this.dialect();
    const path = isCloud ? '/rest/api/3/search/jql' : '/rest/api/2/search';
    const body = { jql, maxResults: perPage, fields: ['id'], ...(isCloud ? reconciled(fresh) : {}) };
    return (await this.#post(idPage, path, body)).issues.map(({ id }) => id);
  }

  async #post<S extends v.GenericSchema>(schema: S, path: string, json: unknown): Promise<v.InferOutput<S>> {
    return (await this.#http.required(schema, { method: 'POST', path, json, reads: true })).body;
  }

  async issue(idOrKey: string, expand: 'nothing' | 'changelog' = 'nothing'): Promise<WireIssue | undefined> {
    const query: Query = [['fields', detailed], ...(expand === 'changelog' ? [['expand', 'changelog'] as const] : [])];
    return (await this.#http.optional(issue, { path: await this.#issuePath(idOrKey), query }))?.body;
  }

  /** What changed, the oldest first, from a place on. Data Center has it in one piece. */
  async histories(
    id: string,
    startAt: number,
  ): Promise<{ readonly items: readonly WireHistory[]; readonly more: boolean }> {
    if (!(await this.dialect()).cloud) {
      const all = (await this.issue(id, 'changelog'))?.changelog.histories ?? [];
      return { items: all.toSorted((a, b) => Number(a.id) - Number(b.id)).slice(startAt), more: false };
    }
    const path = await this.#issuePath(id, '/changelog');
    const { values, total, isLast } = (await this.#http.required(historyPage, { path, query: pageQuery(startAt) }))
      .body;
    return {
      items: values,
      more: values.length > 0 && isLast !== true && startAt + values.length < (total ?? Infinity),
    };
  }

  async comments(
    id: string,
    { startAt, order }: { readonly startAt: number; readonly order: 'created' | '-created' },
  ): Promise<{ readonly items: readonly WireComment[]; readonly more: boolean }> {
    const path = await this.#issuePath(id, '/comment');
    const query: Query = [...pageQuery(startAt), ['orderBy', order], ['expand', 'properties']];
    const { comments, total } = (await this.#http.required(commentPage, { path, query })).body;
    return { items: comments, more: comments.length > 0 && startAt + comments.length < total };
  }

  async comment(id: string, commentId: string): Promise<WireComment> {
    const path = await this.#issuePath(id, `/comment/${encodeURIComponent(commentId)}`);
    return (await this.#http.required(comment, { path, query: [['expand', 'properties']] })).body;
  }

  /** Adds a comment of the platform, which a service desk shows to its customer. */
  async addComment(id: string, body: unknown, properties: Readonly<Record<string, unknown>>): Promise<string> {
    const list = Object.entries(properties).map(([key, value]) => ({ key, value }));
    const json = { body, ...(list.length === 0 ? {} : { properties: list }) };
    const path = await this.#issuePath(id, '/comment');
    return (await this.#http.required(comment, { method: 'POST', path, json })).body.id;
  }

  async assign(id: string, account: string | null): Promise<void> {
    const json = (await this.dialect()).account(account);
    await this.#http.noContent({ method: 'PUT', path: await this.#issuePath(id, '/assignee'), json });
  }

  /** The login of an account by its key, which is what a history has on Data Center. */
  async loginOf(key: string): Promise<string | undefined> {
    return (await this.#http.optional(user, { path: '/rest/api/2/user', query: [['key', key]] }))?.body.name;
  }

  async transitions(id: string): Promise<readonly WireTransition[]> {
    const path = await this.#issuePath(id, '/transitions');
    const { body } = await this.#http.required(transitionPage, { path, query: [['expand', 'transitions.fields']] });
    return body.transitions.filter(({ isAvailable }) => isAvailable);
  }

  async transition(id: string, json: unknown): Promise<void> {
    await this.#http.noContent({ method: 'POST', path: await this.#issuePath(id, '/transitions'), json });
  }

  async links(id: string): Promise<v.InferOutput<typeof remoteLinks>> {
    return (await this.#http.required(remoteLinks, { path: await this.#issuePath(id, '/remotelink') })).body;
  }

  /** Ties an address to an issue, once for each `globalId`. @returns whether it is new: 201, and 200 if there was one. */
  async addLink(id: string, { globalId, url, title }: CommitReference): Promise<boolean> {
    const json = { globalId, relationship: 'commit', object: { url, title } };
    const path = await this.#issuePath(id, '/remotelink');
    return (await this.#http.noContent({ method: 'POST', path, json })).status === 201;
  }

  async #issuePath(idOrKey: string, rest = ''): Promise<string> {
    return this.#path(`/issue/${encodeURIComponent(idOrKey)}${rest}`);
  }

  async #path(rest: string): Promise<string> {
    return `${(await this.dialect()).root}${rest}`;
  }
}

function pageQuery(startAt: number): Query {
  return [
    ['startAt', String(startAt)],
    ['maxResults', String(perPage)],
  ];
}

function reconciled(fresh: readonly string[]): { readonly reconcileIssues?: readonly number[] } {
  return fresh.length === 0 ? {} : { reconcileIssues: fresh.slice(-50).map(Number) };
}
