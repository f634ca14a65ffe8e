import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, basicAccount, isHeaderToken, notSignedIn } from '../connect.ts';

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token': {
      const key = credential.token.trim();
      if (!isHeaderToken(key)) {
        throw new DeskError('unauthorized', l10n.t('The secret of {0} is not an API access key of Redmine.', alias), {
          next: l10n.t('Copy the key from "My account" there, and sign in with it.'),
        });
      }
      return { headers: { 'x-redmine-api-key': key }, secrets: [key] };
    }
    case 'password':
      return basicAccount(credential.user, credential.password);
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t('Sign in with an API access key of Redmine, or with user and password.'));
    default:
      return credential satisfies never;
  }
}
