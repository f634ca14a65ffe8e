import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { type Account, basicAccount, notSignedIn } from '../connect.ts';

/**
 * A `token` is an OAuth access token. A REST API key goes in a header of its own, `x-sn-apikey` (plug-in `com.glide.tokenbased_auth`), so it is
 * the credential type `headers`: nothing in the text of a key tells it from a token.
 * @throws `notSignedIn` without a credential.
 */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token': {
      const token = credential.token.trim();
      return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
    }
    case 'password':
      return basicAccount(credential.user, credential.password);
    case 'headers':
      return { headers: credential.headers, secrets: Object.values(credential.headers) };
    case 'session':
    case 'none':
    case undefined:
      throw notSignedIn(
        alias,
        l10n.t('Sign in with user and password, an OAuth access token, or an API key in the header x-sn-apikey.'),
      );
    default:
      return credential satisfies never;
  }
}
