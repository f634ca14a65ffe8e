import * as l10n from '@vscode/l10n';
import type { Credential } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import { type Account, notSignedIn } from '../connect.ts';

/** What a credential comes to here. */
export interface RtAccount extends Account {
  /** The number or the login of the user, as `/user/…` takes it. There is no request for "me". */
  readonly user: string;
}

/** @throws `notSignedIn` without a credential; `unauthorized` for one that cannot be one. */
export function accountOf(alias: string, credential: Credential | undefined): RtAccount {
  switch (credential?.type) {
    case 'token':
      return tokenAccount(alias, credential.token.trim());
    case 'password': {
      const { user, password } = credential;
      const basic = basicCredentials(`${user}:${password}`);
      return { headers: { authorization: `Basic ${basic}` }, secrets: [password, basic], user };
    }
    case 'session':
    case 'headers':
    case 'none':
    case undefined:
      throw notSignedIn(alias, l10n.t('Sign in with a token of Request Tracker, or with user and password.'));
    default:
      return credential satisfies never;
  }
}

/**
 * Request Tracker takes each byte of a password for a character (seen on 5.0.3), so one with letters like `ä` gets in as Latin-1 only.
 * RFC 7617 leaves the encoding open.
 */
function basicCredentials(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are all the characters that Latin-1 has
  return Buffer.from(text, /^[\u0000-\u00FF]*$/.test(text) ? 'latin1' : 'utf8').toString('base64');
}

/** A token is `1-<number of the user>-<32 hexadecimal digits>`; `Bearer` is refused. */
function tokenAccount(alias: string, token: string): RtAccount {
  const user = /^\d+-(\d+)-[\x21-\x7e]+$/.exec(token)?.[1];
  if (user === undefined) {
    throw new DeskError('unauthorized', l10n.t('The secret of {0} is not a token of Request Tracker.', alias), {
      next: l10n.t('Make one there under "Settings", "Auth Tokens", and sign in with it.'),
    });
  }
  return { headers: { authorization: `token ${token}` }, secrets: [token], user };
}
