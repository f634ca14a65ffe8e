import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, isHeaderToken, notSignedIn } from '../connect.ts';

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'session':
    case 'token':
      return bearer(alias, credential.token.trim());
    case 'password':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t("Sign in with the editor's GitHub account, or with a personal access token."));
    default:
      return credential satisfies never;
  }
}

function bearer(alias: string, token: string): Account {
  if (!isHeaderToken(token)) {
    throw new DeskError('unauthorized', l10n.t('The secret of {0} is not a token of GitHub.', alias), {
      next: l10n.t('Make one under "Settings", "Developer settings", and sign in with it.'),
    });
  }
  return {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
    },
    secrets: [token],
  };
}
