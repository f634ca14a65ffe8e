import { t } from '@vscode/l10n';
import { originOf, type Connection } from '../domain/connection.ts';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import { scopesOf, type Links } from '../domain/service.ts';
import type { ServiceScope } from '../domain/ticket.ts';

/** One connection as a repository uses it. */
export interface Source {
  readonly connection: Connection;
  /** The names under which the repository's services link to it. */
  readonly linkedAs: readonly string[];
  /** The product's name. */
  readonly product: string;
  /** Recognises its keys, as people type them. */
  readonly keyPattern: RegExp;
  /** Whether the link file proposes it and the user has not taken it over: it has no credential and is not asked. */
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

export interface SourceOptions {
  readonly links: Links;
  /** The user's own connections. Only these ever get a credential. */
  readonly connections: readonly Connection[];
  /** The repository's own desk. */
  readonly desk: Connection;
  readonly kinds: readonly SourceKind[];
  open(connection: Connection, scopes: readonly ServiceScope[]): Promise<Backend>;
}

/**
 * The connections that a repository's tickets come from: its git desk, and those that a service is linked to.
 * A proposal of the link file that has the kind and address of one of the user's own connections is that connection.
 */
export function sourcesOf(options: SourceOptions): Source[] {
  const { links, desk } = options;
  const uses = new Map<string, Use>([[desk.alias, { connection: desk, linkedAs: ['git'], proposed: false }]]);
  for (const alias of new Set(links.services.flatMap((service) => service.tickets.map((link) => link.connection)))) {
    if (alias === 'git') continue;
    const use = useOf(alias, options);
    const known = uses.get(use.connection.alias);
    uses.set(use.connection.alias, { ...use, linkedAs: [...(known?.linkedAs ?? []), alias] });
  }
  return [...uses.values()].map((use) => sourceOf(use, options));
}

/** A connection, and the names under which the link file links services to it. */
interface Use {
  readonly connection: Connection;
  readonly linkedAs: readonly string[];
  readonly proposed: boolean;
}

function useOf(alias: string, options: SourceOptions): Use {
  const own = ownConnection(alias, options);
  if (own !== undefined) return { connection: own, linkedAs: [], proposed: false };
  const proposal = options.links.proposed.find((connection) => connection.alias === alias);
  return { connection: proposal ?? { alias, kind: '' }, linkedAs: [], proposed: true };
}

/** The user's connection that a link file means by an alias. The address decides, not the name. */
function ownConnection(alias: string, { links, connections }: SourceOptions): Connection | undefined {
  const proposal = links.proposed.find((connection) => connection.alias === alias);
  if (proposal === undefined) return connections.find((connection) => connection.alias === alias);
  const same = connections.filter((own) => own.kind === proposal.kind && sameAddress(own, proposal));
  return same.find((own) => own.alias === alias) ?? same[0];
}

function sameAddress(a: Connection, b: Connection): boolean {
  return a.url?.replace(/\/+$/, '') === b.url?.replace(/\/+$/, '');
}

function sourceOf({ connection, linkedAs, proposed }: Use, options: SourceOptions): Source {
  const kind = options.kinds.find((known) => known.kind === connection.kind);
  const scopes = linkedAs.flatMap((alias) => scopesOf(options.links.services, alias));
  const open = (): Promise<Backend> => {
    if (kind === undefined) return Promise.reject(unknown(connection));
    return proposed ? Promise.reject(notTakenOver(connection)) : options.open(connection, scopes);
  };
  return {
    connection,
    linkedAs,
    product: kind?.name ?? connection.alias,
    keyPattern: kind?.keyPattern ?? /^\b$/,
    proposed,
    backend: once(open),
  };
}

function unknown({ alias }: Connection): DeskError {
  return new DeskError('configuration', t('No connection is called {0}.', alias), {
    next: t('Add one with that alias, or propose it in the link file.'),
  });
}

function notTakenOver(connection: Connection): DeskError {
  return new DeskError(
    'notSignedIn',
    t('This repository proposes the connection {0} to {1}.', connection.alias, originOf(connection) ?? connection.kind),
    { next: t('Sign in to it to see its tickets.') },
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
