import * as l10n from '@vscode/l10n';
import { DeskError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import { kinds, type Kind, type Ticket } from '../../domain/ticket.ts';
import type { RedmineApi } from './api.ts';
import { readCatalog, type Catalog } from './catalog.ts';
import { toTicket } from './map.ts';
import { People } from './people.ts';
import type { WireIssue, WireListedIssue, WireNamed } from './schema.ts';
import type { KnownScope, Scope } from './scope.ts';
import { formattingOf, type Formatting } from './texts.ts';
import { ticketKind } from './ticketKind.ts';
import { listedVersion, readVersion } from './version.ts';

interface SessionOptions {
  readonly alias: string;
  /** The address of the instance, without a slash at its end. */
  readonly address: string;
  readonly api: RedmineApi;
  readonly scopes: readonly Scope[];
  readonly clock: Clock;
}

/** A ticket as it was read by itself. */
export interface Current {
  readonly ticket: Ticket;
  readonly wire: WireIssue;
}

/** How many texts tell how an instance is written. */
const sampled = 50;

/** How long what an instance is set up with counts as known, in milliseconds. */
const catalogAge = 10 * 60 * 1000;

/** One account's view of one instance: what every method of the backend needs to turn answers into tickets. */
export class RedmineSession {
  readonly alias: string;
  readonly address: string;
  readonly api: RedmineApi;
  readonly people: People;
  readonly #scopes: readonly Scope[];
  readonly #clock: Clock;
  #catalog: { readonly at: number; readonly asked: Promise<Catalog> } | undefined;
  #creatable: readonly Kind[] | undefined;
  #formatting: Promise<Formatting> | undefined;

  constructor({ alias, address, api, scopes, clock }: SessionOptions) {
    this.alias = alias;
    this.address = address;
    this.api = api;
    this.people = new People(api);
    this.#scopes = scopes;
    this.#clock = clock;
  }

  now(): Date {
    return this.#clock();
  }

  /** What the instance is set up with. The credential is proved first: a bad one would see another instance than the account does. */
  async catalog(): Promise<Catalog> {
    const now = this.now().getTime();
    if (this.#catalog !== undefined && now - this.#catalog.at < catalogAge) return this.#catalog.asked;
    const asked = this.people.me().then(async () => readCatalog(this.api, this.alias, this.#scopes));
    const entry = { at: now, asked };
    this.#catalog = entry;
    try {
      const catalog = await asked;
      this.#creatable = creatableIn(catalog);
      // What is missing may be there, or shown, at the next look.
      if (catalog.scopes.some(({ missing }) => missing !== undefined)) this.#catalog = undefined;
      return catalog;
    } catch (error) {
      if (this.#catalog === entry) this.#catalog = undefined;
      throw error;
    }
  }

  /** The kinds that the trackers of the linked projects stand for; before they are known, what the link file tells. */
  creatableKinds(): readonly Kind[] {
    if (this.#creatable !== undefined) return this.#creatable;
    const withProject = this.#scopes.filter(({ select }) => select.project !== undefined);
    return kinds.filter((kind) =>
      withProject.some(({ select: { tracker } }) => tracker === undefined || ticketKind(tracker) === kind),
    );
  }

  /** How texts are written here, by those of the issues that changed last. */
  async formatting(): Promise<Formatting> {
    this.#formatting ??= this.api
      .issues({ filters: [{ field: 'status_id', operator: '*' }], order: 'changed', limit: sampled })
      .then(({ items }) => formattingOf(items.map(({ description }) => description)));
    try {
      return await this.#formatting;
    } catch (error) {
      this.#formatting = undefined;
      throw error;
    }
  }

  /** Rows of a list as tickets. */
  async tickets(rows: readonly WireListedIssue[]): Promise<Ticket[]> {
    const [catalog, { id: me }] = await Promise.all([this.catalog(), this.people.me()]);
    const { alias, address } = this;
    const now = this.now();
    return rows.map((wire) => toTicket(wire, { alias, address, catalog, me, version: listedVersion(wire), now }));
  }

  /** One ticket as it is now. @throws `notFound`; `forbidden` where it may not be seen. */
  async read(id: string): Promise<Current> {
    const [catalog, { id: me }] = await Promise.all([this.catalog(), this.people.me()]);
    // Whatever is not a number would be another address.
    const wire = /^[1-9]\d{0,9}$/.test(id) ? await this.#issue(id) : undefined;
    if (wire === undefined) {
      throw new DeskError('notFound', l10n.t('Ticket {0} was not found in {1}.', `#${id}`, this.alias));
    }
    const { alias, address } = this;
    const version = readVersion(wire);
    return { wire, ticket: toTicket(wire, { alias, address, catalog, me, version, now: this.now() }) };
  }

  async #issue(id: string): Promise<WireIssue | undefined> {
    try {
      return await this.api.issue(id);
    } catch (error) {
      if (!DeskError.is(error, 'forbidden')) throw error;
      throw new DeskError('forbidden', l10n.t('{0} may not be seen with this account in {1}.', `#${id}`, this.alias), {
        ...(error.detail === undefined ? {} : { detail: error.detail }),
        next: l10n.t('Ask who runs {0} for the right to see its project.', this.alias),
      });
    }
  }
}

/** The trackers of the projects that the scopes name: a new ticket needs a project. */
function creatableIn({ scopes }: Catalog): readonly Kind[] {
  const possible = new Set(scopes.flatMap((scope) => creatableTrackers(scope)).map(({ name }) => ticketKind(name)));
  return kinds.filter((kind) => possible.has(kind));
}

/** The trackers that a new ticket of a scope can have. */
export function creatableTrackers({ project, tracker, missing }: KnownScope): readonly WireNamed[] {
  if (project === undefined || missing !== undefined) return [];
  return project.trackers.filter(({ id }) => tracker === undefined || tracker.id === id);
}
