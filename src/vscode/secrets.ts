import type { SecretStorage } from 'vscode';
import * as v from 'valibot';
import type { BackendKind } from '../backends/backendKind.ts';
import { originOf, type Connection, type Credential } from '../domain/connection.ts';
import { editorToken } from './editorSession.ts';

const storedSchema = v.variant('type', [
  v.object({ type: v.literal('token'), token: v.pipe(v.string(), v.nonEmpty()) }),
  v.object({ type: v.literal('password'), user: v.pipe(v.string(), v.nonEmpty()), password: v.string() }),
  v.object({ type: v.literal('headers'), headers: v.record(v.string(), v.string()) }),
  // The editor keeps the token of its own session, and renews it.
  v.object({ type: v.literal('session') }),
  v.object({ type: v.literal('none') }),
]);
type Stored = v.InferOutput<typeof storedSchema>;

/** The editor's own sign-ins, by kind of backend. */
export type Sessions = Pick<BackendKind, 'kind' | 'session' | 'usualUrl'>;

/**
 * Credentials in VS Code's SecretStorage, one for each origin and account. Whoever asks with another address gets nothing, even if
 * the alias is the same: a settings file or a repository cannot send a token elsewhere.
 */
export class Credentials {
  readonly #storage: SecretStorage;
  readonly #kinds: readonly Sessions[];

  constructor(storage: SecretStorage, kinds: readonly Sessions[]) {
    this.#storage = storage;
    this.#kinds = kinds;
  }

  async get(connection: Connection): Promise<Credential | undefined> {
    const stored = await this.#storage.get(keyOf(connection));
    if (stored === undefined) return undefined;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSchema), stored);
    if (!parsed.success) return undefined;
    return parsed.output.type === 'session' ? this.#session(connection) : parsed.output;
  }

  async store(connection: Connection, credential: Credential): Promise<void> {
    const stored: Stored = credential.type === 'session' ? { type: 'session' } : credential;
    await this.#storage.store(keyOf(connection), JSON.stringify(stored));
  }

  /** Never asks: who has signed out of the editor's account is signed out here. */
  async #session(connection: Connection): Promise<Credential | undefined> {
    const kind = this.#kinds.find((known) => known.kind === connection.kind);
    const token = kind === undefined ? undefined : await editorToken(kind, connection, { silent: true });
    return token === undefined ? undefined : { type: 'session', token };
  }

  async delete(connection: Connection): Promise<void> {
    await this.#storage.delete(keyOf(connection));
  }
}

function keyOf(connection: Connection): string {
  return JSON.stringify([connection.kind, originOf(connection) ?? '', connection.account ?? '']);
}
