import * as v from 'valibot';
import type { Connection } from '../../domain/connection.ts';
import type { RemoteRepository } from '../../domain/codeHost.ts';
import type { Links, LinkSource, Service, ServiceLink } from '../../domain/service.ts';
import type { LinkFileContext } from '../linkFileParse.ts';
import type { CatalogHint, CatalogService } from './catalogService.ts';

interface SourcedHint extends CatalogHint {
  readonly source: LinkSource;
}

/**
 * The links that catalogs and remotes tell, for a repository that has no link file. Of two catalogs with one service the first counts,
 * and the other one adds the products that the first does not name. Every service is in the git desk too.
 * @param found in the order in which they count.
 * @param whole the service that stands for the repository itself.
 */
export function catalogLinks(
  found: readonly CatalogService[],
  {
    remotes,
    whole,
    ...context
  }: LinkFileContext & { readonly remotes: readonly RemoteRepository[]; readonly whole: Service },
): Links {
  const services = merged(found);
  const proposed: Connection[] = [];
  const linked = services.map(({ service, hints }): Service => {
    const links = hints.flatMap((hint) => linkOf(hint, context, proposed));
    return { ...service, tickets: [...service.tickets, ...links] };
  });
  const remoteLinks = remotes.flatMap((remote) => linksOfRemote(remote, context));
  return { services: withRemote(linked, remoteLinks, whole), proposed };
}

interface Merged {
  readonly service: Service;
  readonly hints: readonly SourcedHint[];
}

function merged(found: readonly CatalogService[]): Merged[] {
  const byName = new Map<string, Merged>();
  for (const { hints, ...described } of found) {
    const sourced = hints.map((hint) => ({ ...hint, source: described.source }));
    const known = byName.get(described.name);
    const service: Service = known?.service ?? {
      ...described,
      tickets: [{ connection: 'git', select: {}, source: 'default' }],
      serviceLevels: {},
      standUp: [],
    };
    const kinds = new Set(known?.hints.map(({ kind }) => kind));
    const all = [...(known?.hints ?? []), ...sourced.filter(({ kind }) => !kinds.has(kind))];
    byName.set(described.name, { service, hints: all });
  }
  return [...byName.values()];
}

/** The link to the user's connection that a hint means; else to one that is proposed, if the catalog tells its address. */
function linkOf(hint: SourcedHint, { kinds, connections }: LinkFileContext, proposed: Connection[]): ServiceLink[] {
  const selectors = kinds.find(({ kind }) => kind === hint.kind)?.selectors;
  const parsed = selectors === undefined ? undefined : v.safeParse(selectors, hint.select);
  if (parsed?.success !== true) return [];
  const connection = ownConnection(hint, connections) ?? proposedConnection(hint, connections, proposed);
  return connection === undefined ? [] : [{ connection: connection.alias, select: parsed.output, source: hint.source }];
}

/** The only one of that kind, or of that host. With several, and no host told, it would be a guess. */
function ownConnection({ kind, host }: CatalogHint, connections: readonly Connection[]): Connection | undefined {
  const same = connections.filter((own) => own.kind === kind && (host === undefined || hostOf(own) === host));
  return same.length === 1 ? same[0] : undefined;
}

function proposedConnection(
  { kind, url }: CatalogHint,
  own: readonly Connection[],
  proposed: Connection[],
): Connection | undefined {
  if (url === undefined) return undefined;
  const known = proposed.find((one) => one.kind === kind && one.url === url);
  if (known !== undefined) return known;
  const taken = new Set([...own, ...proposed].map(({ alias }) => alias));
  let alias = kind;
  for (let number = 2; taken.has(alias); number++) alias = `${kind}-${number}`;
  const added = { alias, kind, url };
  proposed.push(added);
  return added;
}

/**
 * The issues of the repository itself. Only for a connection that the user has: nearly every repository is at a code host, and most
 * people do not look for operations tickets there.
 */
function linksOfRemote({ host, path }: RemoteRepository, { connections }: LinkFileContext): ServiceLink[] {
  return connections.flatMap((own): ServiceLink[] => {
    if (hostOf(own) !== host) return [];
    if (own.kind === 'github') return [{ connection: own.alias, select: { repository: path }, source: 'git remote' }];
    if (own.kind === 'gitlab') return [{ connection: own.alias, select: { project: path }, source: 'git remote' }];
    return [];
  });
}

/** `https://api.github.com` is github.com. */
function hostOf({ url }: Connection): string | undefined {
  return url === undefined ? undefined : new URL(url).host.replace(/^api\.github\.com$/, 'github.com');
}

/** The repository's own issues belong to its only service, else to the repository as a whole; a catalog that names some comes first. */
function withRemote(services: readonly Service[], links: readonly ServiceLink[], whole: Service): Service[] {
  const named = new Set(services.flatMap(({ tickets }) => tickets.map(({ connection }) => connection)));
  const added = links.filter(({ connection }) => !named.has(connection));
  const [only, ...others] = services;
  if (only === undefined) return [{ ...whole, tickets: [...whole.tickets, ...added] }];
  if (added.length === 0) return [...services];
  if (others.length === 0) return [{ ...only, tickets: [...only.tickets, ...added] }];
  return [...services, { ...whole, tickets: added }];
}
