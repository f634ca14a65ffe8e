import type { GenericSchema, InferOutput } from 'valibot';
import type { Instant } from '../../domain/ticket.ts';
import type { Http, HttpRequest } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import {
  issue,
  issues,
  labelEvents,
  linkedIssues,
  note,
  notes,
  project,
  projects,
  stateEvents,
  user,
  users,
  written,
  type WireIssue,
  type WireNote,
  type WireProject,
  type WireUser,
} from './schema.ts';

/** More is cut to this (docs.gitlab.com/api/rest/#pagination). */
export const perPage = 100;

export interface IssueSearch {
  /** Absent: every project that this account sees. */
  readonly project?: number | undefined;
  readonly labels?: readonly string[];
  readonly state?: 'opened' | 'closed' | 'all';
  /** The number of an account, or `None`. */
  readonly assignee?: string;
  readonly author?: number;
  readonly order: 'created_at' | 'updated_at';
  readonly sort: 'asc' | 'desc';
  /** Each includes its instant, in GitLab's microseconds. */
  readonly createdBefore?: Instant | undefined;
  readonly createdAfter?: Instant;
  readonly updatedAfter?: Instant;
  readonly page?: number;
}

interface NoteSearch {
  readonly page?: number;
  readonly sort: 'asc' | 'desc';
  readonly size?: number;
  /** Without what GitLab notes by itself. */
  readonly onlyComments?: boolean;
}

export interface Rows<T> {
  readonly items: readonly T[];
  /** Whether there is another page. A page can be short and not be the last: notes that may not be seen are dropped from it. */
  readonly more: boolean;
  /** Missing where a list has more than 10,000. */
  readonly total: number | undefined;
}

/** An issue's place: the number of its project, and its own within it. */
export interface Place {
  readonly project: number;
  readonly iid: number;
}

const root = '/api/v4';

/** The REST requests that Footbridge sends to GitLab, one method each. They throw what `Http` throws. */
export class GitLabApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async me(): Promise<WireUser> {
    return (await this.#http.required(user, { path: `${root}/user` })).body;
  }

  async userNamed(username: string): Promise<WireUser | undefined> {
    return (await this.#http.required(users, { path: `${root}/users`, query: [['username', username]] })).body[0];
  }

  /** A project by its number or path. Undefined too where it may not be seen. */
  async project(selector: string): Promise<WireProject | undefined> {
    const path = `${root}/projects/${encodeURIComponent(selector)}`;
    return (await this.#http.optional(project, { path }))?.body;
  }

  /** The projects that this account is a member of. */
  async memberProjects(page: number): Promise<Rows<WireProject>> {
    return this.#rows(projects, `${root}/projects`, [
      ['membership', 'true'],
      ['simple', 'true'],
      ['archived', 'false'],
      ['order_by', 'id'],
      ['sort', 'asc'],
      ...paging(page),
    ]);
  }

  async issues(search: IssueSearch): Promise<Rows<WireIssue>> {
    const path = search.project === undefined ? `${root}/issues` : `${root}/projects/${search.project}/issues`;
    const { labels = [], state = 'all', assignee, author, createdBefore, createdAfter, updatedAfter } = search;
    return this.#rows(issues, path, [
      // Without it, `/issues` has only those of one's own.
      ['scope', 'all'],
      ['state', state],
      ...given('labels', labels.length === 0 ? undefined : labels.join(',')),
      ...given('assignee_id', assignee),
      ...given('author_id', author?.toString()),
      ...given('created_before', createdBefore),
      ...given('created_after', createdAfter),
      ...given('updated_after', updatedAfter),
      ['order_by', search.order],
      ['sort', search.sort],
      ...paging(search.page),
    ]);
  }

  /** @param owner the number or the path of the project. */
  async issue(owner: string, iid: number): Promise<WireIssue | undefined> {
    return (await this.#http.optional(issue, { path: `${root}/projects/${encodeURIComponent(owner)}/issues/${iid}` }))
      ?.body;
  }

  async createIssue(owner: number, fields: Readonly<Record<string, unknown>>): Promise<WireIssue> {
    const request: HttpRequest = { method: 'POST', path: `${root}/projects/${owner}/issues`, json: fields };
    return (await this.#http.required(issue, request)).body;
  }

  async changeIssue(place: Place, fields: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#http.noContent({ method: 'PUT', path: pathOf(place), json: fields });
  }

  async notes(place: Place, { page, sort, size, onlyComments = false }: NoteSearch): Promise<Rows<WireNote>> {
    return this.#rows(notes, `${pathOf(place)}/notes`, [
      ['order_by', 'created_at'],
      ['sort', sort],
      ...given('activity_filter', onlyComments ? 'only_comments' : undefined),
      ...paging(page, size),
    ]);
  }

  async note(place: Place, id: number): Promise<WireNote> {
    return (await this.#http.required(note, { path: `${pathOf(place)}/notes/${id}` })).body;
  }

  /** @returns its number; undefined where GitLab took the whole text for commands. */
  async addNote(place: Place, fields: Readonly<Record<string, unknown>>): Promise<number | undefined> {
    const request: HttpRequest = { method: 'POST', path: `${pathOf(place)}/notes`, json: fields };
    return (await this.#http.required(written, request)).body.id;
  }

  async deleteNote(place: Place, id: number): Promise<void> {
    await this.#http.noContent({ method: 'DELETE', path: `${pathOf(place)}/notes/${id}` });
  }

  async stateEvents(place: Place): Promise<InferOutput<typeof stateEvents>> {
    return this.all((page) => this.#rows(stateEvents, `${pathOf(place)}/resource_state_events`, paging(page)));
  }

  async labelEvents(place: Place): Promise<InferOutput<typeof labelEvents>> {
    return this.all((page) => this.#rows(labelEvents, `${pathOf(place)}/resource_label_events`, paging(page)));
  }

  async linkedIssues(place: Place): Promise<InferOutput<typeof linkedIssues>> {
    // Before 13.4, only paid tiers have them.
    return (await this.#http.optional(linkedIssues, { path: `${pathOf(place)}/links` }))?.body ?? [];
  }

  /** Every page of something. */
  async all<T>(read: (page: number) => Promise<Rows<T>>): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page++) {
      const { items, more } = await read(page);
      all.push(...items);
      if (!more) return all;
    }
  }

  async #rows<T>(schema: GenericSchema<unknown, T[]>, path: string, query: Query): Promise<Rows<T>> {
    const { body, headers } = await this.#http.required(schema, { path, query });
    const next = headers['x-next-page'];
    const { link } = headers;
    const full = body.length >= perPage;
    // Only whether there is a next page is read. Its address is ours to write, so no answer can lead elsewhere.
    const more = next === undefined ? (link === undefined ? full : /rel="?next"?/.test(link)) : next !== '';
    const total = headers['x-total'];
    return { items: body, more, total: total === undefined || !/^\d+$/.test(total) ? undefined : Number(total) };
  }
}

function pathOf({ project: owner, iid }: Place): string {
  return `${root}/projects/${owner}/issues/${iid}`;
}

function paging(page = 1, size = perPage): Query {
  return [
    ['per_page', String(size)],
    ['page', String(page)],
  ];
}

function given(name: string, value: string | undefined): Query {
  return value === undefined ? [] : [[name, value]];
}
