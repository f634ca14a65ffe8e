import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/** What a credential comes to at a product. */
export interface Account {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

interface Addressed {
  /** The connection's. */
  readonly alias: string;
  readonly url?: string | undefined;
}

/** @param next what to do, with the product's name. @throws `configuration` if the connection has no address. */
export function demandAddress({ alias, url }: Addressed, next: string): string {
  if (url !== undefined) return url;
  throw new DeskError('configuration', l10n.t('The connection {0} has no address.', alias), { next });
}

/** There is no credential, or none of a type that the product takes. @param next what it takes. */
export function notSignedIn(alias: string, next: string): DeskError {
  return new DeskError('notSignedIn', l10n.t('Nobody is signed in to {0}.', alias), { next });
}

/** User and password in UTF-8, as RFC 7617 recommends. */
export function basicAccount(user: string, password: string): Account {
  const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  return { headers: { authorization: `Basic ${basic}` }, secrets: [password, basic] };
}

/** Whether a secret can stand in a header by itself: visible characters of ASCII (RFC 9110, 5.5). */
export function isHeaderToken(secret: string): boolean {
  return /^[\x21-\x7e]+$/.test(secret);
}
