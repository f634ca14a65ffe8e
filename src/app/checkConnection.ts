import * as l10n from '@vscode/l10n';
import { originOf, type Connection } from '../domain/connection.ts';
import { DeskError } from '../domain/errors.ts';
import type { Backend } from '../domain/ports.ts';
import type { Person } from '../domain/ticket.ts';

interface Checked {
  readonly connection: Connection;
  /** The product that is expected there. */
  readonly product: string;
}

/**
 * Who the credential of a connection belongs to: the one proof that it works.
 * @throws {DeskError} with what keeps it from working: the name, the network, the proxy, TLS, the sign-in, the rights, or another product.
 */
export async function checkConnection(backend: Backend, { connection, product }: Checked): Promise<Person> {
  try {
    return await backend.whoAmI();
  } catch (error) {
    // Every account can ask who it is. Where nobody knows the question, something else answers.
    if (!DeskError.is(error, 'notFound')) throw error;
    const address = connection.url ?? connection.alias;
    throw new DeskError('invalidResponse', l10n.t('{0} is not at {1}.', product, address), {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      next: l10n.t(
        'Check the address. The path belongs to it where {0} is served under one, as in {1}/desk.',
        product,
        originOf(connection) ?? 'https://example.org',
      ),
    });
  }
}
