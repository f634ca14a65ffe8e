import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Person, Ticket } from '../../domain/ticket.ts';
import type { GitHubApi } from './api.ts';
import { issueId, parseIssueId, sameName, type IssuePlace } from './issueId.ts';
import { Labels } from './labels.ts';
import { toTicket } from './map.ts';
import { People } from './people.ts';
import { isIssue, type WireIssue, type WireListedIssue } from './schema.ts';
import { hasLabels, type Scope } from './scope.ts';
import { ShownLists } from './shownIssues.ts';

interface SessionOptions {
  readonly alias: string;
  readonly api: GitHubApi;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** An issue as it was read by itself, where it is now: a repository may have been renamed, and an issue moved to another one. */
export interface Current {
  readonly ticket: Ticket;
  readonly wire: WireIssue;
  readonly place: IssuePlace;
}

/** One account's view of one instance: what every method of the backend needs to turn answers into tickets. */
export class GitHubSession {
  readonly alias: string;
  readonly api: GitHubApi;
  readonly people: People;
  readonly scopes: readonly Scope[];
  /** The repositories that the services name, each once. */
  readonly repositories: readonly string[];
  readonly shown = new ShownLists();
  readonly #clock: Clock;
  /** The names of renamed repositories as they are now, by those that the link file has. */
  readonly #renamed = new Map<string, string>();
  readonly #labels = new Map<string, Labels>();

  constructor({ alias, api, scopes, clock }: SessionOptions) {
    this.alias = alias;
    this.api = api;
    this.people = new People(api);
    this.scopes = scopes;
    const names = scopes.flatMap(({ select: { repository } }) => (repository === undefined ? [] : [repository]));
    this.repositories = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** Issues of an answer as tickets. Pull requests among them are dropped. */
  async tickets(rows: readonly WireListedIssue[]): Promise<Ticket[]> {
    const personOf = await this.people.personOf();
    return rows.filter(isIssue).map((row) => this.#toTicket(row, personOf));
  }

  /** Keeps that the list of a repository answers by another name than it was asked by. One issue may have been moved by itself. */
  learnName(asked: string, { repository_url: name }: Pick<WireListedIssue, 'repository_url'>): void {
    if (sameName(asked, name) || this.#renamed.get(asked.toLowerCase()) === name) return;
    this.#renamed.set(asked.toLowerCase(), name);
    this.#labels.clear();
  }

  /** One issue as it is now. @throws `notFound`, also where it may not be seen: GitHub does not tell the two apart. */
  async read(id: string): Promise<Current> {
    const asked = parseIssueId(id);
    const wire = asked === undefined ? undefined : await this.api.issue(asked);
    if (wire === undefined || !isIssue(wire)) throw this.notFound(id);
    const place = { repository: wire.repository_url, number: wire.number };
    return { wire, place, ticket: this.#toTicket(wire, await this.people.personOf()) };
  }

  notFound(key: string): DeskError {
    return new DeskError('notFound', l10n.t('Issue {0} was not found in {1}.', key, this.alias), {
      next: l10n.t('It may have been deleted or be a pull request, or this account may not see its repository.'),
    });
  }

  /** What labels mean in a repository: as all the services have mapped them that take tickets from it. */
  labelsOf(repository: string): Labels {
    const key = repository.toLowerCase();
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const maps = this.scopes.flatMap(({ select }) =>
      select.labelMap !== undefined && this.#selects(select.repository, repository) ? [select.labelMap] : [],
    );
    const labels = new Labels(maps);
    this.#labels.set(key, labels);
    return labels;
  }

  #toTicket(wire: WireListedIssue, personOf: (login: string) => Person): Ticket {
    const { repository_url: repository, number } = wire;
    const services = this.scopes
      .filter(({ select }) => this.#selects(select.repository, repository) && hasLabels(select, wire))
      .map(({ service }) => service);
    return toTicket(wire, {
      alias: this.alias,
      key: this.#keyOf({ repository, number }),
      labels: this.labelsOf(repository),
      services: [...new Set(services)],
      personOf,
      now: this.now(),
    });
  }

  /** The number alone, as people say it, where every service has the same repository. */
  #keyOf(place: IssuePlace): string {
    const [only, ...others] = this.repositories;
    const isOnly =
      only !== undefined &&
      others.length === 0 &&
      this.scopes.every(({ select }) => select.repository !== undefined) &&
      this.#selects(only, place.repository);
    return isOnly ? `#${place.number}` : issueId(place);
  }

  #selects(selected: string | undefined, repository: string): boolean {
    return (
      selected === undefined ||
      sameName(selected, repository) ||
      sameName(this.#renamed.get(selected.toLowerCase()) ?? '', repository)
    );
  }
}
