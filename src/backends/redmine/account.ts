import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';

/** What a credential comes to here. */
export interface Account {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token': {
      const key = credential.token.trim();
      // What else there is would not be a header (RFC 9110, 5.5).
      if (!/^[\x21-\x7e]+$/.test(key)) {
        throw new DeskError('unauthorized', l10n.t('The secret of {0} is not an API access key of Redmine.', alias), {
          next: l10n.t('Copy the key from "My account" there, and sign in with it.'),
        });
      }
      return { headers: { 'x-redmine-api-key': key }, secrets: [key] };
    }
    case 'password': {
      const { user, password } = credential;
      const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
      return { headers: { authorization: `Basic ${basic}` }, secrets: [password, basic] };
    }
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw new DeskError('notSignedIn', l10n.t('Nobody is signed in to {0}.', alias), {
        next: l10n.t('Sign in with an API access key of Redmine, or with user and password.'),
      });
    default:
      return credential satisfies never;
  }
}
