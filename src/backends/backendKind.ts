import type { GenericSchema } from 'valibot';
import type { Connection, Credential } from '../domain/connection.ts';
import type { Backend, Clock, Log, ObjectStore } from '../domain/ports.ts';
import type { ServiceScope } from '../domain/ticket.ts';

/** What a backend is opened with. Each takes what it needs. */
export interface BackendContext {
  readonly connection: Connection;
  readonly credential: Credential | undefined;
  /** The linked services of the repository; empty: the whole connection. */
  readonly scopes: readonly ServiceScope[];
  /** The object store of the repository whose desk this is. Other connections have none. */
  readonly store?: ObjectStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** One kind of backend, as far as it is known before it is loaded. Small: it is part of the activation code. */
export interface BackendKind {
  /** As written in settings and in the link file. */
  readonly kind: string;
  /** The product's name. */
  readonly name: string;
  /** What an account signs in with; empty: nothing. */
  readonly signIn: readonly Credential['type'][];
  /** Whether a text can be one of its keys. Anchored at both ends. */
  readonly keyPattern: RegExp;
  /** What selects a service's tickets, as the link file writes it. */
  readonly selectors: GenericSchema<unknown, Readonly<Record<string, unknown>>>;
  /** Loads the adapter and opens a connection. Does no network by itself. */
  open(context: BackendContext): Promise<Backend>;
}
