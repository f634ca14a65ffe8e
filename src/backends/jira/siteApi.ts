import * as v from 'valibot';
import type { Http } from '../../http/http.ts';
import type { Dialect } from './dialect.ts';
import { createFields, created, createTypes, namedList, projectList, projectPage } from './schema.ts';

const perPage = 50;

export type WireProject = v.InferOutput<typeof projectList>[number];
export type WireCreateField = v.InferOutput<typeof createFields>[number];

/** The requests about the site itself: its priorities, its types of issue, its projects, and what a new issue needs. */
export class SiteApi {
  readonly #http: Http;
  readonly #dialect: () => Promise<Dialect>;

  constructor(http: Http, dialect: () => Promise<Dialect>) {
    this.#http = http;
    this.#dialect = dialect;
  }

  /** In the site's own order, the most urgent first. */
  async priorities(): Promise<v.InferOutput<typeof namedList>> {
    return (await this.#http.required(namedList, { path: await this.#path('/priority') })).body;
  }

  async issueTypes(): Promise<v.InferOutput<typeof namedList>> {
    return (await this.#http.required(namedList, { path: await this.#path('/issuetype') })).body;
  }

  /** The types of issue that this account may make in a project; undefined where there is none of that name. */
  async createTypes(project: string): Promise<v.InferOutput<typeof createTypes> | undefined> {
    const path = await this.#path(`/issue/createmeta/${encodeURIComponent(project)}/issuetypes`);
    return (await this.#http.optional(createTypes, { path, query: [['maxResults', '200']] }))?.body;
  }

  async createFields(project: string, type: string): Promise<readonly WireCreateField[]> {
    const path = await this.#path(
      `/issue/createmeta/${encodeURIComponent(project)}/issuetypes/${encodeURIComponent(type)}`,
    );
    return (await this.#http.required(createFields, { path, query: [['maxResults', '200']] })).body;
  }

  async create(fields: Readonly<Record<string, unknown>>): Promise<string> {
    const path = await this.#path('/issue');
    return (await this.#http.required(created, { method: 'POST', path, json: { fields } })).body.id;
  }

  async projects(): Promise<readonly WireProject[]> {
    const { cloud, root } = await this.#dialect();
    if (!cloud) return (await this.#http.required(projectList, { path: `${root}/project` })).body;
    const all: WireProject[] = [];
    for (;;) {
      const query = [
        ['startAt', String(all.length)],
        ['maxResults', String(perPage)],
      ] as const;
      const { body } = await this.#http.required(projectPage, { path: `${root}/project/search`, query });
      all.push(...body.values);
      if (body.isLast !== false || body.values.length === 0) return all;
    }
  }

  async #path(rest: string): Promise<string> {
    return `${(await this.#dialect()).root}${rest}`;
  }
}
