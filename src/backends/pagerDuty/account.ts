import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, isHeaderToken, notSignedIn } from '../connect.ts';

/** @throws `notSignedIn` without a credential that PagerDuty takes; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token':
      return accountWith(alias, credential.token.trim());
    case 'session':
    case 'password':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t('Sign in with a user API key of PagerDuty.'));
    default:
      return credential satisfies never;
  }
}

/** OAuth tokens name their region (`pdus+…`, `pdeu+…`) and want another scheme than API keys (PagerDuty, "OAuth functionality"). */
function isOAuthToken(token: string): boolean {
  return /^pd[a-z]{2}\+/.test(token);
}

function accountWith(alias: string, token: string): Account {
  if (!isHeaderToken(token)) {
    throw new DeskError('unauthorized', l10n.t('The secret of {0} is not an API key of PagerDuty.', alias), {
      next: l10n.t('Make one there under "My Profile", "User Settings", and sign in with it.'),
    });
  }
  return {
    headers: {
      accept: 'application/vnd.pagerduty+json;version=2',
      authorization: isOAuthToken(token) ? `Bearer ${token}` : `Token token=${token}`,
    },
    secrets: [token],
  };
}
