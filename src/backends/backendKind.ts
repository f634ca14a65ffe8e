import type { GenericSchema } from 'valibot';
import type { Connection, Credential } from '../domain/connection.ts';
import type { Backend, Clock, Log, ObjectStore } from '../domain/ports.ts';
import type { Network } from '../http/network.ts';
import type { ServiceScope } from '../domain/ticket.ts';

/** What a backend is opened with. Each takes what it needs. */
export interface BackendContext {
  readonly connection: Connection;
  readonly credential: Credential | undefined;
  /** The linked services of the repository; empty: the whole connection. */
  readonly scopes: readonly ServiceScope[];
  /** The object store of the repository whose desk this is. Other connections have none. */
  readonly store?: ObjectStore;
  /** How requests go out. Who asks over HTTP hands it on to `createHttp`. */
  readonly network?: Network;
  readonly clock: Clock;
  readonly log: Log;
}

/** One kind of backend, as far as it is known before it is loaded. Small: it is part of the activation code. */
export interface BackendKind {
  /** As written in settings and in the link file. */
  readonly kind: string;
  /** The product's name. */
  readonly name: string;
  /** What an account signs in with, the best way first; empty: it needs no connection, as the git desk. */
  readonly signIn: readonly Credential['type'][];
  /** The editor's own sign-in, where there is one. */
  readonly session?: {
    readonly provider: string;
    readonly scopes: readonly string[];
    /** The sign-in for another address than the usual one, and the editor's setting that says which. */
    readonly elsewhere?: { readonly provider: string; readonly setting: string };
  };
  /** What the account of a connection is called, where the sign-in or the writes need one: "E-mail address". */
  readonly account?: () => string;
  /** The address that nearly everybody uses, for a product that its maker runs. */
  readonly usualUrl?: string;
  /** What the token is called there and where one is made, as a sentence. */
  readonly tokenHelp?: () => string;
  /** Whether a text can be one of its keys. Anchored at both ends. */
  readonly keyPattern: RegExp;
  /** What selects a service's tickets, as the link file writes it. */
  readonly selectors: GenericSchema<unknown, Readonly<Record<string, unknown>>>;
  /** Loads the adapter and opens a connection. Does no network by itself. */
  open(context: BackendContext): Promise<Backend>;
}
