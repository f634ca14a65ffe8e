import * as l10n from '@vscode/l10n';
import { originOf, type Connection } from '../domain/connection.ts';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import { scopesOf, type Links } from '../domain/service.ts';
import type { ServiceScope } from '../domain/ticket.ts';

/** One connection as the open repositories use it. */
export interface Source {
  readonly connection: Connection;
  /** The product's name. */
  readonly product: string;
  /** Recognises its keys, as people type them. */
  readonly keyPattern: RegExp;
  /** Whether its tickets belong to an open repository, and so are listed. */
  readonly linked: boolean;
  /** The services that are linked to it. None, for a linked one: the whole connection. */
  readonly scopes: readonly ServiceScope[];
  /** Whether a link file proposes it and the user has not taken it over: it has no credential and is not asked. */
  readonly proposed: boolean;
  /** The backend; the same one each time. @throws `notSignedIn`, `configuration` */
  backend(): Promise<Backend>;
}

/** What is known of a kind of backend before it is loaded. */
export interface SourceKind {
  readonly kind: string;
  readonly name: string;
  readonly keyPattern: RegExp;
}

/** A repository, as far as it says where its tickets are. */
export interface LinkedRepository {
  readonly links: Links;
  readonly desk: Connection;
  /** Which of several accounts at one address this repository uses: the user's own alias, by the one that is linked. */
  readonly chosen?: ReadonlyMap<string, string>;
}

export interface SourceOptions {
  readonly repositories: readonly LinkedRepository[];
  /** The user's own connections. Only these ever get a credential. */
  readonly connections: readonly Connection[];
  readonly kinds: readonly SourceKind[];
  open(connection: Connection, scopes: readonly ServiceScope[]): Promise<Backend>;
}

/**
 * The git desks of the repositories, the connections that their services are linked to, and the user's others.
 * A proposal of a link file that has the kind and address of one of the user's own connections is that connection.
 */
export function sourcesOf(options: SourceOptions): Source[] {
  const uses = new Map<string, Use>();
  for (const repository of options.repositories) {
    const { links, desk } = repository;
    use(uses, { connection: desk, linked: true, proposed: false, scopes: scopesOf(links.services, 'git') });
    for (const alias of linkedAliases(links)) {
      const own = ownConnection(alias, repository, options.connections);
      const proposal = links.proposed.find((connection) => connection.alias === alias);
      const connection = own ?? proposal ?? { alias, kind: '' };
      use(uses, { connection, linked: true, proposed: own === undefined, scopes: scopesOf(links.services, alias) });
    }
  }
  for (const connection of options.connections) {
    use(uses, { connection, linked: false, proposed: false, scopes: [] });
  }
  return [...uses.values()].map((one) => sourceOf(one, options));
}

type Use = Pick<Source, 'connection' | 'linked' | 'proposed' | 'scopes'>;

/** Two repositories that link to one connection are read with one question. */
function use(uses: Map<string, Use>, added: Use): void {
  const key = `${added.connection.alias} ${added.connection.url ?? ''}`;
  const known = uses.get(key);
  uses.set(key, known === undefined ? added : { ...known, scopes: [...known.scopes, ...added.scopes] });
}

/** What the services of a repository are linked to, beside its git desk. */
export function linkedAliases({ services }: Links): Set<string> {
  const aliases = new Set(services.flatMap((service) => service.tickets.map((link) => link.connection)));
  aliases.delete('git');
  return aliases;
}

/** The user's connection that a link file means by an alias: the one that was chosen, of the same name, or the first. */
function ownConnection(
  alias: string,
  repository: LinkedRepository,
  connections: readonly Connection[],
): Connection | undefined {
  const accounts = accountsFor(alias, repository, connections);
  const chosen = repository.chosen?.get(alias);
  return accounts.find((own) => own.alias === chosen) ?? accounts.find((own) => own.alias === alias) ?? accounts[0];
}

/** The user's connections that a link file can mean by an alias. The address decides, not the name. */
export function accountsFor(
  alias: string,
  { links }: Pick<LinkedRepository, 'links'>,
  connections: readonly Connection[],
): readonly Connection[] {
  const meant =
    links.proposed.find((connection) => connection.alias === alias) ??
    connections.find((connection) => connection.alias === alias);
  return meant === undefined ? [] : connections.filter((own) => own.kind === meant.kind && sameAddress(own, meant));
}

function sameAddress(a: Connection, b: Connection): boolean {
  return a.url?.replace(/\/+$/, '') === b.url?.replace(/\/+$/, '');
}

function sourceOf(use: Use, options: SourceOptions): Source {
  const { connection, proposed, scopes } = use;
  const kind = options.kinds.find((known) => known.kind === connection.kind);
  const open = (): Promise<Backend> => {
    if (kind === undefined) return Promise.reject(unknown(connection));
    return proposed ? Promise.reject(notTakenOver(connection)) : options.open(connection, scopes);
  };
  return {
    ...use,
    product: kind?.name ?? connection.alias,
    // Without a kind there are no keys: nothing is before the beginning.
    keyPattern: kind?.keyPattern ?? /(?!)/,
    backend: once(open),
  };
}

function unknown({ alias }: Connection): DeskError {
  return new DeskError('configuration', l10n.t('No connection is called {0}.', alias), {
    next: l10n.t('Add one with that alias, or propose it in the link file.'),
  });
}

function notTakenOver(connection: Connection): DeskError {
  return new DeskError(
    'notSignedIn',
    l10n.t(
      'This repository proposes the connection {0} to {1}.',
      connection.alias,
      originOf(connection) ?? connection.kind,
    ),
    { next: l10n.t('Sign in to it to see its tickets.') },
  );
}

/** Opens on first use, and again after a failure. */
function once(open: () => Promise<Backend>): () => Promise<Backend> {
  let opened: Promise<Backend> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}
