import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import type { Priority, Ticket } from '../../domain/ticket.ts';
import { once } from '../once.ts';
import type { JiraApi } from './api.ts';
import type { DeskApi } from './deskApi.ts';
import { toTicket } from './map.ts';
import { People } from './people.ts';
import { spreadPriorities } from './priority.ts';
import type { WireIssue } from './schema.ts';
import { ScopeQueries, type Scope } from './scope.ts';
import { servicesOf } from './services.ts';
import type { SiteApi } from './siteApi.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the site, without a slash at its end. */
  readonly address: string;
  readonly api: JiraApi;
  readonly site: SiteApi;
  readonly desk: DeskApi;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** An issue as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly wire: WireIssue;
}

/** One account's view of one site: what every method of the backend needs to turn answers into tickets. */
export class JiraSession {
  readonly alias: string;
  readonly address: string;
  readonly api: JiraApi;
  readonly site: SiteApi;
  readonly desk: DeskApi;
  readonly scopes: readonly Scope[];
  readonly people: People;
  readonly queries: ScopeQueries;
  readonly now: Clock;
  /** The names of all types of issue that this account sees, with their ids. */
  readonly issueTypes: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly #priorities: () => Promise<ReadonlyMap<string, Priority>>;
  readonly #requests = new Map<string, () => Promise<boolean>>();
  #written: readonly string[] = [];

  constructor({ alias, address, api, site, desk, scopes, clock }: SessionOptions) {
    this.alias = alias;
    this.address = address;
    this.api = api;
    this.site = site;
    this.desk = desk;
    this.scopes = scopes;
    this.people = new People(api);
    this.queries = new ScopeQueries(desk, alias);
    this.now = clock;
    this.issueTypes = once(async () => site.issueTypes());
    this.#priorities = once(async () => spreadPriorities((await site.priorities()).map(({ id }) => id)));
  }

  /** The issues that were written last, for which the search index of Jira Cloud is asked to look itself. */
  get fresh(): readonly string[] {
    return this.#written;
  }

  wrote(id: string): void {
    this.#written = [...this.#written.filter((other) => other !== id), id].slice(-50);
  }

  /** Rows of a list that these scopes have found, as tickets. */
  async tickets(rows: readonly WireIssue[]): Promise<Ticket[]> {
    if (rows.length === 0) return [];
    const services = await servicesOf(this, rows, 'listed');
    return Promise.all(rows.map(async (row) => this.#toTicket(row, services.get(row.id) ?? [])));
  }

  /** One issue as it is now, by its id. @throws `notFound`, also where it may not be seen: Jira does not tell which. */
  async read(id: string, expand: 'nothing' | 'changelog' = 'nothing'): Promise<Current> {
    // Whatever is not a number would be another address.
    const wire = /^\d+$/.test(id) ? await this.api.issue(id, expand) : undefined;
    return this.current(wire, id);
  }

  async current(wire: WireIssue | undefined, asked: string): Promise<Current> {
    if (wire === undefined) {
      throw new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', asked, this.alias), {
        next: l10n.t('It may also be that this account may not see it.'),
      });
    }
    const services = await servicesOf(this, [wire], 'single');
    return { wire, ticket: await this.#toTicket(wire, services.get(wire.id) ?? []) };
  }

  /**
   * Whether an issue is the request of a customer, who sees replies in the portal.
   * @throws whatever keeps this from being known: then nothing may be written that a customer could see.
   */
  async isRequest({ id, fields }: WireIssue): Promise<boolean> {
    const type = fields.project.projectTypeKey;
    if (type !== '' && type !== 'service_desk') return false;
    const ask = this.#requests.get(id) ?? once(async () => this.desk.isRequest(id));
    this.#requests.set(id, ask);
    return ask();
  }

  async #toTicket(wire: WireIssue, services: readonly string[]): Promise<Ticket> {
    const { alias, address } = this;
    const [assignee, requester, priorities] = await Promise.all([
      this.people.person(wire.fields.assignee),
      this.people.person(wire.fields.reporter),
      this.#priorities(),
    ]);
    return toTicket(wire, { alias, address, assignee, requester, services, priorities, now: this.now() });
  }
}
