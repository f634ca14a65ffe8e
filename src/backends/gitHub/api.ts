import * as v from 'valibot';
import { DeskError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/ticket.ts';
import type { Http } from '../../http/http.ts';
import { nextLink } from '../../http/nextLink.ts';
import { serialiseQuery, type Query } from '../../http/query.ts';
import type { IssuePlace } from './issueId.ts';
import { KnownPages, type WirePage } from './knownPages.ts';
import {
  account,
  comment,
  issue,
  label,
  listedIssue,
  repository,
  timelineEvent,
  type WireComment,
  type WireEvent,
  type WireIssue,
  type WireListedIssue,
} from './schema.ts';

/** The most that GitHub gives at once. */
const perPage = 100;

export interface IssueSearch {
  /** Absent: of every repository that the account sees. */
  readonly repository?: string;
  readonly labels: readonly string[];
  readonly state: 'open' | 'closed' | 'all';
  /** A login, or `none`. Of every repository only those of the account can be asked for. */
  readonly assignee?: string;
  readonly order: 'latest' | 'oldest';
  readonly since?: Instant;
}

export interface IssueChange {
  readonly state: 'open' | 'closed';
  readonly state_reason: 'completed' | 'not_planned' | 'reopened';
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

const size = ['per_page', String(perPage)] as const;

/** The requests that Footbridge sends to GitHub, one method each. They throw what `Http` throws. */
export class GitHubApi {
  readonly #http: Http;
  /** The address of the API. */
  readonly #base: string;
  readonly #knownIssues = new KnownPages<WireListedIssue>();
  readonly #knownLabels = new KnownPages<{ readonly name: string }>();

  constructor(http: Http, base: string) {
    this.#http = http;
    this.#base = base;
  }

  async me(): Promise<v.InferOutput<typeof account>> {
    return (await this.#http.required(account, { path: '/user' })).body;
  }

  /** The first page of a list of issues. Free of charge as long as it is the same as last time. */
  async issues({
    repository: name,
    labels,
    state,
    assignee,
    order,
    since,
  }: IssueSearch): Promise<WirePage<WireListedIssue>> {
    // A comma parts labels, so one that has a comma cannot be asked for.
    const askable = labels.filter((one) => !one.includes(','));
    const query: Query = [
      ['state', state],
      ['sort', 'updated'],
      ['direction', order === 'latest' ? 'desc' : 'asc'],
      size,
      ...(askable.length === 0 ? [] : [['labels', askable.join(',')] as const]),
      ...(since === undefined ? [] : [['since', since] as const]),
      ...(name === undefined || assignee === undefined ? [] : [['assignee', assignee] as const]),
      ...(name === undefined
        ? [['filter', assignee === undefined || assignee === 'none' ? 'all' : 'assigned'] as const]
        : []),
    ];
    const path = `${name === undefined ? '' : `/repos/${name}`}/issues?${serialiseQuery(query)}`;
    return this.#known(listedIssue, path, this.#knownIssues);
  }

  async moreIssues(path: string): Promise<WirePage<WireListedIssue>> {
    return this.#page(listedIssue, path);
  }

  /** The names of the labels that a repository has. */
  async labels(name: string): Promise<readonly string[]> {
    const first = await this.#known(label, `/repos/${name}/labels?${serialiseQuery([size])}`, this.#knownLabels);
    return [...first.items, ...(await this.#rest(label, first.next))].map((one) => one.name);
  }

  /** Undefined where there is none, where it may not be seen, and where it was deleted. */
  async issue(place: IssuePlace): Promise<WireIssue | undefined> {
    return (await this.#http.optional(issue, { path: issuePath(place) }))?.body;
  }

  async timeline(place: IssuePlace): Promise<WirePage<WireEvent>> {
    return this.moreTimeline(`${issuePath(place)}/timeline?${serialiseQuery([size])}`);
  }

  async moreTimeline(path: string): Promise<WirePage<WireEvent>> {
    return this.#page(timelineEvent, path);
  }

  async wholeTimeline(place: IssuePlace): Promise<readonly WireEvent[]> {
    const first = await this.timeline(place);
    return [...first.items, ...(await this.#rest(timelineEvent, first.next))];
  }

  /** Every comment, or those changed at or after an instant. */
  async comments(place: IssuePlace, since?: Instant): Promise<readonly WireComment[]> {
    const query: Query = [size, ...(since === undefined ? [] : [['since', since] as const])];
    return this.#rest(comment, `${issuePath(place)}/comments?${serialiseQuery(query)}`);
  }

  async comment(name: string, id: number): Promise<WireComment> {
    return (await this.#http.required(comment, { path: `/repos/${name}/issues/comments/${id}` })).body;
  }

  /** @returns the number of the comment. */
  async addComment(place: IssuePlace, body: string): Promise<number> {
    const path = `${issuePath(place)}/comments`;
    return (await this.#http.required(comment, { method: 'POST', path, json: { body } })).body.id;
  }

  async change(place: IssuePlace, json: IssueChange): Promise<void> {
    await this.#http.noContent({ method: 'PATCH', path: issuePath(place), json });
  }

  /** Who may not assign gets a success all the same, and nothing is done. */
  async assign(place: IssuePlace, assignees: readonly string[]): Promise<void> {
    await this.#http.noContent({ method: 'POST', path: `${issuePath(place)}/assignees`, json: { assignees } });
  }

  async unassign(place: IssuePlace, assignees: readonly string[]): Promise<void> {
    await this.#http.noContent({ method: 'DELETE', path: `${issuePath(place)}/assignees`, json: { assignees } });
  }

  /** Makes the label, where the repository has none of the name yet and the account may (github/docs#35718). */
  async addLabel(place: IssuePlace, name: string): Promise<void> {
    await this.#http.noContent({ method: 'POST', path: `${issuePath(place)}/labels`, json: { labels: [name] } });
  }

  /** Without complaint where somebody else has removed it already. */
  async removeLabel(place: IssuePlace, name: string): Promise<void> {
    try {
      await this.#http.noContent({ method: 'DELETE', path: `${issuePath(place)}/labels/${encodeURIComponent(name)}` });
    } catch (error) {
      if (!DeskError.is(error, 'notFound')) throw error;
    }
  }

  async create(name: string, json: NewIssue): Promise<WireIssue> {
    return (await this.#http.required(issue, { method: 'POST', path: `/repos/${name}/issues`, json })).body;
  }

  /** The latest issues that somebody made in a repository. */
  async latestBy(name: string, creator: string): Promise<readonly WireIssue[]> {
    const query: Query = [['creator', creator], ['state', 'all'], ['sort', 'created'], ['direction', 'desc'], size];
    return (await this.#page(issue, `/repos/${name}/issues?${serialiseQuery(query)}`)).items;
  }

  /** What a repository is called now: a request that writes is not led on from a former name. */
  async nameOf(name: string): Promise<string> {
    return (await this.#http.required(repository, { path: `/repos/${name}` })).body.full_name;
  }

  /** The repositories that were pushed to last, as far as the account has to do with them. */
  async repositories(): Promise<WirePage<v.InferOutput<typeof repository>>> {
    return this.moreRepositories(`/user/repos?${serialiseQuery([['sort', 'pushed'], size])}`);
  }

  async moreRepositories(path: string): Promise<WirePage<v.InferOutput<typeof repository>>> {
    return this.#page(repository, path);
  }

  async #known<S extends v.GenericSchema>(
    item: S,
    path: string,
    pages: KnownPages<v.InferOutput<S>>,
  ): Promise<WirePage<v.InferOutput<S>>> {
    const known = pages.get(path);
    const rows = v.array(item);
    const answer =
      known === undefined
        ? await this.#http.required(rows, { path })
        : await this.#http.changed(rows, { path }, known.etag);
    if (answer === undefined) return known?.page ?? { items: [], next: undefined };
    const page = { items: answer.body, next: nextLink(answer.headers['link'], this.#base) };
    pages.keep(path, answer.headers['etag'], page);
    return page;
  }

  async #page<S extends v.GenericSchema>(item: S, path: string): Promise<WirePage<v.InferOutput<S>>> {
    const { body, headers } = await this.#http.required(v.array(item), { path });
    return { items: body, next: nextLink(headers['link'], this.#base) };
  }

  /** What is on a page and on all that follow. */
  async #rest<S extends v.GenericSchema>(item: S, from: string | undefined): Promise<readonly v.InferOutput<S>[]> {
    const all: v.InferOutput<S>[] = [];
    for (let path = from; path !== undefined;) {
      const { items, next } = await this.#page(item, path);
      all.push(...items);
      path = next;
    }
    return all;
  }
}

function issuePath({ repository: name, number }: IssuePlace): string {
  return `/repos/${name}/issues/${number}`;
}
