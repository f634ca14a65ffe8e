import { authentication, workspace, type AuthenticationGetSessionOptions } from 'vscode';
import type { BackendKind } from '../backends/backendKind.ts';
import { originOf, type Connection } from '../domain/connection.ts';

/** The editor's own sign-in of a kind of backend. */
export type SessionKind = Pick<BackendKind, 'session' | 'usualUrl'>;

/**
 * The token of the account that the editor is signed in with at the host of a connection. A token for one host never goes to another:
 * the editor's account of an instance of one's own counts only where the editor's settings name that instance.
 * @returns undefined where the editor has none for that host.
 */
export async function editorToken(
  { session, usualUrl }: SessionKind,
  connection: Connection,
  options: AuthenticationGetSessionOptions,
): Promise<string | undefined> {
  if (session === undefined) return undefined;
  const origin = originOf(connection);
  const provider =
    usualUrl === undefined || origin === new URL(usualUrl).origin
      ? session.provider
      : providerElsewhere(session.elsewhere, origin);
  if (provider === undefined) return undefined;
  return (await authentication.getSession(provider, session.scopes, options))?.accessToken;
}

function providerElsewhere(
  elsewhere: NonNullable<BackendKind['session']>['elsewhere'],
  origin: string | undefined,
): string | undefined {
  if (elsewhere === undefined) return undefined;
  // The user's own setting only: a repository's settings must not say where a token goes.
  const address = workspace.getConfiguration().inspect<string>(elsewhere.setting)?.globalValue;
  const isItsHost = address !== undefined && URL.canParse(address) && new URL(address).origin === origin;
  return isItsHost ? elsewhere.provider : undefined;
}
