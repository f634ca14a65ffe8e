import type * as v from 'valibot';
import type { Http } from '../../http/http.ts';
import {
  issueAnswer,
  issuesAnswer,
  madeAnswer,
  meAnswer,
  prioritiesAnswer,
  projectAnswer,
  projectsAnswer,
  roleAnswer,
  statusesAnswer,
  trackersAnswer,
  userAnswer,
  versionAnswer,
  type WireIssue,
  type WireListedIssue,
  type WireMe,
  type WireNamed,
  type WireProject,
  type WireStatus,
  type WireTracker,
} from './schema.ts';

/** More is cut to this. */
export const perPage = 100;

/** A condition on a column, as Redmine's own pages send it. The short form (`status_id=1|2`) cannot say all of them. */
export interface Filter {
  readonly field:
    | 'project_id'
    | 'tracker_id'
    | 'status_id'
    | 'category_id'
    | 'assigned_to_id'
    | 'author_id'
    | 'issue_id'
    | 'subject'
    | 'updated_on'
    | 'subproject_id';
  readonly operator: '=' | '!' | '*' | '!*' | '~' | '<=' | '>=';
  readonly values?: readonly string[];
}

export interface Search {
  readonly filters: readonly Filter[];
  readonly order: 'changed' | 'id';
  /** The number of the project that the search is within. Without one, a filter for a category is ignored. */
  readonly within?: string | undefined;
  /** How many at most; absent: a whole page. Redmine takes 3 ms for each. */
  readonly limit?: number;
}

interface Rows<T> {
  readonly items: readonly T[];
  readonly total: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** The requests that Footbridge sends to Redmine, one method each. They throw what `Http` throws. */
export class RedmineApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The account of the credential, with its roles. 401 for a bad one: nothing else tells it, all other answers are an anonymous reader's. */
  async me(): Promise<WireMe> {
    const query = [['include', 'memberships']] as const;
    return (await this.#http.required(meAnswer, { path: '/users/current.json', query })).body.user;
  }

  async issues({ filters, order, within, limit = perPage }: Search): Promise<Rows<WireListedIssue>> {
    const query = [
      ['set_filter', '1'] as const,
      ...(within === undefined ? [] : [['project_id', within] as const]),
      ...filters.flatMap(({ field, operator, values = [''] }) => [
        ['f[]', field] as const,
        [`op[${field}]`, operator] as const,
        ...values.map((value) => [`v[${field}][]`, value] as const),
      ]),
      ['sort', order === 'changed' ? 'updated_on:desc,id:desc' : 'id:desc'] as const,
      ['limit', String(limit)] as const,
    ];
    const { body } = await this.#http.required(issuesAnswer, { path: '/issues.json', query });
    return { items: body.issues, total: body.total_count };
  }

  /** One issue with its whole history. */
  async issue(id: string): Promise<WireIssue | undefined> {
    const query = [['include', 'journals,allowed_statuses,relations,changesets']] as const;
    return (await this.#http.optional(issueAnswer, { path: `/issues/${id}.json`, query }))?.body.issue;
  }

  /** Sends a change. That it is taken says nothing: what this account may not set is left out without a word. */
  async update(id: string, issue: Fields): Promise<void> {
    await this.#http.noContent({ method: 'PUT', path: `/issues/${id}.json`, json: { issue: withNumbers(issue) } });
  }

  /** @returns the number of the new issue. */
  async create(issue: Fields): Promise<string> {
    return (
      await this.#http.required(madeAnswer, {
        method: 'POST',
        path: '/issues.json',
        json: { issue: withNumbers(issue) },
      })
    ).body.issue.id;
  }

  /** Takes the text of a journal away, and with it the journal. */
  async retract(journal: string): Promise<void> {
    await this.#http.noContent({ method: 'PUT', path: `/journals/${journal}.json`, json: { journal: { notes: '' } } });
  }

  async statuses(): Promise<readonly WireStatus[]> {
    return (await this.#http.required(statusesAnswer, { path: '/issue_statuses.json' })).body.issue_statuses;
  }

  async trackers(): Promise<readonly WireTracker[]> {
    return (await this.#http.required(trackersAnswer, { path: '/trackers.json' })).body.trackers;
  }

  /** In their order, the least first. */
  async priorities(): Promise<readonly WireNamed[]> {
    return (await this.#http.required(prioritiesAnswer, { path: '/enumerations/issue_priorities.json' })).body
      .issue_priorities;
  }

  async project(project: string): Promise<WireProject | undefined> {
    const path = `/projects/${encodeURIComponent(project)}.json`;
    const query = [['include', 'trackers,issue_categories']] as const;
    return (await this.#http.optional(projectAnswer, { path, query }))?.body.project;
  }

  async projects(offset: number): Promise<Rows<v.InferOutput<typeof projectsAnswer>['projects'][number]>> {
    const query = [
      ['limit', String(perPage)],
      ['offset', String(offset)],
    ] as const;
    const { body } = await this.#http.required(projectsAnswer, { path: '/projects.json', query });
    return { items: body.projects, total: body.total_count };
  }

  /** What a role may do. */
  async permissions(role: string): Promise<readonly string[]> {
    return (await this.#http.optional(roleAnswer, { path: `/roles/${role}.json` }))?.body.role.permissions ?? [];
  }

  async userName(id: string): Promise<string | undefined> {
    const user = (await this.#http.optional(userAnswer, { path: `/users/${id}.json` }))?.body.user;
    return user === undefined ? undefined : fullName(user);
  }

  async versionName(id: string): Promise<string | undefined> {
    return (await this.#http.optional(versionAnswer, { path: `/versions/${id}.json` }))?.body.version.name;
  }
}

export function fullName({ firstname, lastname }: Pick<WireMe, 'firstname' | 'lastname'>): string {
  return `${firstname} ${lastname}`.trim();
}

/** Numbers are texts here, since they name things; on the wire they are numbers. An empty one takes away. */
function withNumbers(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name.endsWith('_id') && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ]),
  );
}
