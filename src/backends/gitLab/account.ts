import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, isHeaderToken, notSignedIn } from '../connect.ts';

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token': {
      const token = credential.token.trim();
      if (isHeaderToken(token)) return { headers: { 'private-token': token }, secrets: [token] };
      throw new DeskError('unauthorized', l10n.t('The secret of {0} is not a token of GitLab.', alias), {
        next: l10n.t('Make one there under "Preferences", "Access tokens", and sign in with it.'),
      });
    }
    case 'password':
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t('Sign in with an access token of GitLab.'));
    default:
      return credential satisfies never;
  }
}
