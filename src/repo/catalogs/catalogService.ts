import type { LinkSource } from '../../domain/service.ts';
import type { ServiceScope } from '../../domain/ticket.ts';

/** What a catalog says of where a service's tickets are. It names a product and a place there, and no connection of anybody. */
export interface CatalogHint {
  /** The kind of backend, as the registry names it. */
  readonly kind: string;
  readonly select: ServiceScope['select'];
  /** The host of the instance, where the catalog tells it: `acme.atlassian.net`. */
  readonly host?: string;
  /** The address to propose where nobody has such a connection; absent where the catalog does not tell it. */
  readonly url?: string;
}

/** A service as a catalog file describes it. */
export interface CatalogService {
  readonly name: string;
  /** Globs from the root of the repository; empty: all of it. */
  readonly paths: readonly string[];
  /** The team that owns it. */
  readonly group?: string;
  readonly runbooks?: string;
  readonly hints: readonly CatalogHint[];
  readonly source: LinkSource;
}

/** A catalog file of the repository, with its text. */
export interface CatalogFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a file in a folder speaks of: that folder, and everything if it is the root. */
export function pathsBeside(file: string): string[] {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? [] : [`${file.slice(0, slash)}/**`];
}

/** A service of PagerDuty, whose address is the same for nearly everybody. */
export function pagerDutyHint(service: string): CatalogHint {
  return { kind: 'pagerduty', select: { service }, url: 'https://api.pagerduty.com' };
}
