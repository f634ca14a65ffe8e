import * as l10n from '@vscode/l10n';
import type { LinkedRepository, SourceOptions } from './app/sources.ts';
import type { BackendContext } from './backends/backendKind.ts';
import { backendKinds } from './backends/registry.ts';
import { originOf, type Connection, type Credential } from './domain/connection.ts';
import { DeskError } from './domain/errors.ts';
import type { Backend, ObjectStore } from './domain/ports.ts';
import type { Network } from './http/network.ts';
import { tellingOfWrites } from './http/sentWrites.ts';

// The part of the composition that the editor and the command line share and that is needed from the start. It loads nothing heavy.

interface OpenerOptions extends Pick<BackendContext, 'clock' | 'log'> {
  readonly repositories: readonly (LinkedRepository & { readonly store: ObjectStore })[];
  readonly credentialOf: (connection: Connection) => Promise<Credential | undefined>;
  /** The proxy for an address. The editor has its own way, and gives none. */
  readonly proxyFor?: Network['proxyFor'];
}

/** Opens the backend of a connection with the user's credential for its origin, and with nothing else. */
export function backendOpener(options: OpenerOptions): SourceOptions['open'] {
  return async (connection, scopes) => {
    const kind = backendKinds.find((known) => known.kind === connection.kind);
    const credential = await options.credentialOf(connection);
    if (kind === undefined || (kind.signIn.length > 0 && credential === undefined)) throw notSignedIn(connection);
    return openBackend(connection, { ...options, credential, scopes });
  };
}

/** Opens a connection with a credential at hand, for example to see whether it is good. */
export async function openBackend(
  connection: Connection,
  options: Pick<BackendContext, 'clock' | 'log' | 'scopes' | 'credential'> &
    Pick<OpenerOptions, 'repositories' | 'proxyFor'>,
): Promise<Backend> {
  const kind = backendKinds.find((known) => known.kind === connection.kind);
  if (kind === undefined) throw notSignedIn(connection);
  const { clock, log, scopes, credential, repositories } = options;
  const store = repositories.find(({ desk }) => desk.alias === connection.alias)?.store;
  const network = await networkOf(connection, options);
  const context = { connection, credential, scopes, clock, log, network, ...(store === undefined ? {} : { store }) };
  const backend = await kind.open(context);
  // What git holds needs no answer from anybody.
  return connection.url === undefined ? backend : tellingOfWrites(backend, connection.alias);
}

/** @throws `configuration` if a certificate that the connection names cannot be used. */
async function networkOf(connection: Connection, { proxyFor }: Pick<OpenerOptions, 'proxyFor'>): Promise<Network> {
  const named = connection.caFile !== undefined || connection.clientCertificate !== undefined;
  const tls = named ? await (await import('./http/certificates.ts')).readCertificates(connection) : undefined;
  return { ...(tls === undefined ? {} : { tls }), ...(proxyFor === undefined ? {} : { proxyFor }) };
}

function notSignedIn(connection: Connection): DeskError {
  return new DeskError(
    'notSignedIn',
    l10n.t('You are not signed in to {0} ({1}).', connection.alias, originOf(connection) ?? connection.kind),
    {
      next: l10n.t(
        'Sign in to it in the editor; on the command line, set {0}.',
        `FOOTBRIDGE_TOKEN_${connection.alias.toUpperCase().replaceAll('-', '_')}`,
      ),
    },
  );
}
