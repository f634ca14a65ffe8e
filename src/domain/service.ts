import type { Connection } from './connection.ts';
import type { ServiceScope } from './ticket.ts';

/** Where a link between the repository and a service was read, in the order in which they count. */
export type LinkSource =
  | 'settings'
  | '.footbridge.yml'
  | 'catalog-info.yaml'
  | 'service.datadog.yaml'
  | 'compass.yml'
  | 'git remote'
  | 'default';

/** Something the repository builds or runs. */
export interface Service {
  readonly name: string;
  /** Globs, from the repository's root. Empty: the whole repository. */
  readonly paths: readonly string[];
  readonly tickets: readonly ServiceLink[];
  /** The team that owns it, where a catalog tells. */
  readonly group?: string;
  readonly serviceLevels: Readonly<Partial<Record<ServiceLevelName, ServiceLevel>>>;
  /** A folder or page with the runbooks, from the repository's root. */
  readonly runbooks?: string;
  /** Aliases of the channels that take its stand-up notes. */
  readonly standUp: readonly string[];
  readonly source: LinkSource;
}

/** The queue, project, … of one connection that holds a service's tickets. */
export interface ServiceLink {
  readonly connection: string;
  readonly select: ServiceScope['select'];
  /** Absent: the service's own. */
  readonly source?: LinkSource;
}

export type ServiceLevelName = 'P1' | 'P2' | 'P3' | 'P4' | 'P5';

/** Targets in milliseconds from the ticket's creation. */
export interface ServiceLevel {
  readonly respond?: number;
  readonly resolve?: number;
}

/** What links a repository to operations: its services, and the connections that it proposes but cannot force on anybody. */
export interface Links {
  readonly services: readonly Service[];
  readonly proposed: readonly Connection[];
}

/** The selectors of a link, for people to read; empty if it selects everything. */
export function selectorText({ select }: ServiceLink): string {
  return Object.entries(select)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ');
}

/** The scopes of one connection: what a backend needs to know to list a repository's tickets. */
export function scopesOf(services: readonly Service[], alias: string): ServiceScope[] {
  return services.flatMap((service) =>
    service.tickets
      .filter((link) => link.connection === alias)
      .map((link) => ({ service: service.name, select: link.select })),
  );
}
