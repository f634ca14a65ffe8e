import { EventEmitter } from 'vscode';
import * as v from 'valibot';
import { checkConnection } from '../app/checkConnection.ts';
import { parseConnections } from '../domain/connectionSchema.ts';
import type { Connection, Credential } from '../domain/connection.ts';
import type { Backend, Log } from '../domain/ports.ts';
import type { Person } from '../domain/ticket.ts';
import { DisposableStore } from './disposableStore.ts';
import type { Credentials } from './secrets.ts';
import { onDidChangeSettings, readSettings, writeConnections } from './settings.ts';

interface ConnectionsOptions {
  readonly kinds: readonly { readonly kind: string; readonly name: string }[];
  readonly credentials: Credentials;
  readonly log: Log;
  /** Opens a connection by itself, to see whether a credential is good. */
  readonly open: (connection: Connection, credential: Credential) => Promise<Backend>;
}

/** The user's connections: those in the settings, signed in to by the user. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new EventEmitter<void>());
  /** Fires when a connection or a sign-in changed. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#disposables.add(onDidChangeSettings(() => this.#changed.fire()));
  }

  /** Those that can be used. What is wrong with the others is in the log and told by the settings' schema. */
  all(): readonly Connection[] {
    const { connections, problems } = parseConnections(readSettings().connections, this.#options.kinds);
    for (const problem of problems) this.#options.log.warn(`settings: ${problem}`);
    return connections;
  }

  /** Asks the backend who a credential belongs to, and keeps both only if it knows. @returns the account. */
  async signIn(connection: Connection, credential: Credential): Promise<Person> {
    const { credentials, kinds, open } = this.#options;
    const product = kinds.find(({ kind }) => kind === connection.kind)?.name ?? connection.kind;
    const me = await checkConnection(await open(connection, credential), { connection, product });
    await credentials.store(connection, credential);
    await writeConnections(withConnection(readSettings().connections, connection));
    this.#changed.fire();
    return me;
  }

  /** Forgets the credential. The connection stays in the settings. */
  async signOut(connection: Connection): Promise<void> {
    await this.#options.credentials.delete(connection);
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** The setting with one more connection, or with one replaced. The others stay as they are written, also those that cannot be used. */
function withConnection(written: unknown, connection: Connection): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(written) ? written : [];
  const isSame = (entry: unknown): boolean => v.is(v.object({ alias: v.literal(connection.alias) }), entry);
  return entries.some(isSame) ? entries.map((entry) => (isSame(entry) ? connection : entry)) : [...entries, connection];
}
