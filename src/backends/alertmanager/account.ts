import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { type Account, basicAccount, notSignedIn } from '../connect.ts';

/** What a credential comes to here. */
export interface NamedAccount extends Account {
  /** The user of the proxy or of Alertmanager's own basic authentication, where there is one. */
  readonly user?: string;
}

/**
 * Alertmanager has no accounts. Its web configuration knows basic authentication; whatever else there is, is a proxy's
 * (https://prometheus.io/docs/alerting/latest/https/).
 * @throws `notSignedIn` without a credential: that the user has agreed to the origin is one too.
 */
export function accountOf(alias: string, credential: Credential | undefined): NamedAccount {
  switch (credential?.type) {
    case 'none':
      return { headers: {}, secrets: [] };
    case 'password': {
      const { user, password } = credential;
      return { ...basicAccount(user, password), user };
    }
    case 'token': {
      const token = credential.token.trim();
      return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
    }
    case 'headers':
      return { headers: credential.headers, secrets: Object.values(credential.headers) };
    case 'session':
    case undefined:
      throw notSignedIn(
        alias,
        l10n.t('Connect to it, with what the proxy before Alertmanager asks for, if there is one.'),
      );
    default:
      return credential satisfies never;
  }
}
