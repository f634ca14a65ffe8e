import * as l10n from '@vscode/l10n';
import { demandAddress } from '../connect.ts';

/**
 * Where the API of an instance is: on a host of its own for github.com and for GitHub Enterprise Cloud with data residency
 * (`acme.ghe.com`), below `/api/v3` on an Enterprise Server (docs.github.com, "Getting started with the REST API").
 * @throws `configuration` without an address; one that is none is found out by the HTTP client.
 */
export function apiAddress(alias: string, url: string | undefined): string {
  const given = demandAddress(
    { alias, url },
    l10n.t('Give it the `url` of GitHub: https://github.com, or that of your Enterprise Server.'),
  );
  const address = given.replace(/\/+$/, '');
  if (!URL.canParse(address)) return address;
  const { protocol, hostname, origin } = new URL(address);
  if (protocol === 'https:' && /^(?:www\.|api\.)?github\.com$/.test(hostname)) return 'https://api.github.com';
  if (protocol === 'https:' && /^(?!api\.)[^.]+\.ghe\.com$/.test(hostname)) return origin.replace('://', '://api.');
  return address.endsWith('/api/v3') ? address : `${address}/api/v3`;
}

/** When a limit that is used up is set back, in milliseconds from now. `x-ratelimit-reset` is in seconds since 1970. */
export function resetIn(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] !== '0' || !Number.isFinite(reset)) return undefined;
  return Math.max(0, reset * 1000 - now.getTime());
}
