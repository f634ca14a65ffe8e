import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Person, Ticket } from '../../domain/ticket.ts';
import type { GitLabApi, Place } from './api.ts';
import type { Incidents } from './incidents.ts';
import { pathOf, placeOf, toTicket } from './map.ts';
import type { People } from './people.ts';
import type { WireIssue } from './schema.ts';
import { isOneProject, servicesOf, type Source, type Sources } from './sources.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly api: GitLabApi;
  readonly incidents: Incidents;
  readonly people: People;
  readonly sources: Sources;
  readonly clock: Clock;
}

/** A ticket as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly issue: WireIssue;
  readonly place: Place;
  /** `group/project` */
  readonly path: string;
  /** The escalation status, where it has one. */
  readonly status: string | undefined;
}

/** What is the same for all tickets of a page. */
interface Facts {
  readonly me: Person;
  readonly sources: readonly Source[];
  readonly isShortKey: boolean;
}

/** One account's view of one instance: what every method of the backend needs to turn answers into tickets. */
export class GitLabSession {
  readonly alias: string;
  readonly address: string;
  readonly api: GitLabApi;
  readonly incidents: Incidents;
  readonly people: People;
  readonly sources: Sources;
  readonly #clock: Clock;

  constructor({ alias, address, api, incidents, people, sources, clock }: SessionOptions) {
    this.alias = alias;
    this.address = address;
    this.api = api;
    this.incidents = incidents;
    this.people = people;
    this.sources = sources;
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** Issues as tickets: one more request for each project that has open incidents among them. */
  async tickets(issues: readonly WireIssue[]): Promise<Ticket[]> {
    const [statuses, facts] = await Promise.all([this.#statuses(issues), this.#facts()]);
    return issues.map((issue) => this.#toTicket(issue, statuses.get(issue.id), facts));
  }

  /** One ticket as it is now. @throws `notFound`, also where it may not be seen. */
  async read({ id }: { readonly id: string }): Promise<Current> {
    const place = placeOf({ id });
    const issue = place === undefined ? undefined : await this.api.issue(String(place.project), place.iid);
    if (issue !== undefined) return this.current(issue);
    throw new DeskError(
      'notFound',
      l10n.t(
        'Ticket {0} was not found in {1}.',
        place === undefined ? JSON.stringify(id) : `#${place.iid}`,
        this.alias,
      ),
    );
  }

  async current(issue: WireIssue): Promise<Current> {
    const path = pathOf(issue);
    const [statuses, facts] = await Promise.all([
      issue.issue_type === 'incident' ? this.incidents.statuses(path, [issue.iid]) : undefined,
      this.#facts(),
    ]);
    const status = statuses?.get(issue.iid);
    const place = { project: issue.project_id, iid: issue.iid };
    return { issue, place, path, status, ticket: this.#toTicket(issue, status, facts) };
  }

  async #statuses(issues: readonly WireIssue[]): Promise<ReadonlyMap<number, string>> {
    const byPath = new Map<string, WireIssue[]>();
    for (const issue of issues) {
      // A closed one is closed, whatever its status.
      if (issue.issue_type !== 'incident' || issue.state === 'closed') continue;
      const path = pathOf(issue);
      byPath.set(path, [...(byPath.get(path) ?? []), issue]);
    }
    const found = await Promise.all(
      [...byPath].map(async ([path, members]) => {
        const statuses = await this.incidents.statuses(
          path,
          members.map(({ iid }) => iid),
        );
        return members.flatMap(({ id, iid }) => {
          const status = statuses.get(iid);
          return status === undefined ? [] : [[id, status] as const];
        });
      }),
    );
    return new Map(found.flat());
  }

  async #facts(): Promise<Facts> {
    const [me, sources] = await Promise.all([this.people.me(), this.sources.all()]);
    return { me, sources, isShortKey: isOneProject(sources) };
  }

  #toTicket(issue: WireIssue, status: string | undefined, { me, sources, isShortKey }: Facts): Ticket {
    return toTicket(issue, {
      alias: this.alias,
      me,
      status,
      services: servicesOf(sources, issue),
      isShortKey,
      now: this.now(),
    });
  }
}
