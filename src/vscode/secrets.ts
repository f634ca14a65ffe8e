import type { SecretStorage } from 'vscode';
import * as v from 'valibot';
import { originOf, type Connection, type Credential } from '../domain/connection.ts';

const credentialSchema = v.variant('type', [
  v.object({ type: v.literal('token'), token: v.pipe(v.string(), v.nonEmpty()) }),
  v.object({ type: v.literal('password'), user: v.pipe(v.string(), v.nonEmpty()), password: v.string() }),
]);

/**
 * Credentials in VS Code's SecretStorage, one for each origin and account. Whoever asks with another address gets nothing, even if
 * the alias is the same: a settings file or a repository cannot send a token elsewhere.
 */
export class Credentials {
  readonly #storage: SecretStorage;

  constructor(storage: SecretStorage) {
    this.#storage = storage;
  }

  async get(connection: Connection): Promise<Credential | undefined> {
    const stored = await this.#storage.get(keyOf(connection));
    if (stored === undefined) return undefined;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), credentialSchema), stored);
    return parsed.success ? parsed.output : undefined;
  }

  async store(connection: Connection, credential: Credential): Promise<void> {
    await this.#storage.store(keyOf(connection), JSON.stringify(credential));
  }

  async delete(connection: Connection): Promise<void> {
    await this.#storage.delete(keyOf(connection));
  }
}

function keyOf(connection: Connection): string {
  return JSON.stringify([connection.kind, originOf(connection) ?? '', connection.account ?? '']);
}
