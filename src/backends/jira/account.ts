import * as l10n from '@vscode/l10n';
import type { Connection, Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, basicAccount, notSignedIn } from '../connect.ts';

/**
 * Jira Cloud takes an API token as the password of the account's e-mail address; Jira Data Center takes a personal access token by
 * itself, and user with password. A token is of Cloud where the connection names an e-mail address.
 * @throws `notSignedIn` without a credential; `configuration` for a token of Cloud without an address.
 */
export function accountOf({ alias, account = '', url = '' }: Connection, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token': {
      const token = credential.token.trim();
      if (account.includes('@')) return basicAccount(account, token);
      if (isCloudAddress(url)) throw withoutAddress(alias);
      return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
    }
    case 'password':
      return basicAccount(credential.user.trim(), credential.password);
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t('Sign in with e-mail address and API token, or with a personal access token.'));
    default:
      return credential satisfies never;
  }
}

/** Sites of Atlassian's own have these names; a site of one's own is no Cloud. */
function isCloudAddress(url: string): boolean {
  return URL.canParse(url) && /\.(?:atlassian\.net|jira\.com|atlassian-us-gov-mod\.net)$/.test(new URL(url).hostname);
}

function withoutAddress(alias: string): DeskError {
  return new DeskError(
    'configuration',
    l10n.t('{0} is of Jira Cloud, where a token needs the e-mail address that it belongs to.', alias),
    { next: l10n.t('Give the connection your e-mail address as its `account`, or sign in with user and password.') },
  );
}
