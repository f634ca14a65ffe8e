import { t } from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';

/** What a credential comes to here. */
export interface Account {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The number or the login of the user, as `/user/…` takes it. There is no request for "me". */
  readonly user: string;
}

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): Account {
  switch (credential?.type) {
    case 'token':
      return tokenAccount(alias, credential.token.trim());
    case 'password': {
      const { user, password } = credential;
      const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
      return { headers: { authorization: `Basic ${basic}` }, secrets: [password, basic], user };
    }
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw new DeskError('notSignedIn', t('Nobody is signed in to {0}.', alias), {
        next: t('Sign in with a token of Request Tracker, or with user and password.'),
      });
    default:
      return credential satisfies never;
  }
}

/** A token is `1-<number of the user>-<32 hexadecimal digits>`; `Bearer` is refused. */
function tokenAccount(alias: string, token: string): Account {
  const user = /^\d+-(\d+)-[\x21-\x7e]+$/.exec(token)?.[1];
  if (user === undefined) {
    throw new DeskError('unauthorized', t('The secret of {0} is not a token of Request Tracker.', alias), {
      next: t('Make one there under "Settings", "Auth Tokens", and sign in with it.'),
    });
  }
  return { headers: { authorization: `token ${token}` }, secrets: [token], user };
}
