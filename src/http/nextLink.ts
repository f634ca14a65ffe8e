import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/** `<target>` and the parameters behind it, up to the comma before the next link. */
const links = /<([^<>]*)>((?:\s*;(?:\s*[^\s=;,"]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)?)*)/g;
const parameters = /;\s*([^\s=;,"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;

/**
 * Where the next page is, by a `Link` header (RFC 8288): what stands behind the base address, path and query, as a request takes it.
 * @param base the address of the connection, which links without one of their own are relative to.
 * @returns undefined on the last page.
 * @throws `invalidResponse` if it is not below the base address, where the credential must not go.
 */
export function nextLink(header: string | undefined, base: string): string | undefined {
  const target = targetOf(header ?? '');
  if (target === undefined) return undefined;
  const address = new URL(base);
  const below = address.pathname.replace(/\/+$/, '');
  const next = URL.canParse(target, address.href) ? new URL(target, address) : undefined;
  if (next?.origin === address.origin && next.pathname.startsWith(`${below}/`)) {
    return next.pathname.slice(below.length) + next.search;
  }
  throw new DeskError('invalidResponse', l10n.t('{0} sends to another address for its next page.', address.origin), {
    // Only its origin: the query may hold anything.
    detail: `Link: ${next?.origin ?? 'not an address'}`,
    next: l10n.t('Check that the address of the connection is the one that the product knows itself by.'),
  });
}

function targetOf(header: string): string | undefined {
  for (const [, target, described = ''] of header.matchAll(links)) {
    if (relationsOf(described).includes('next')) return target;
  }
  return undefined;
}

/** Several may stand in one parameter; a second parameter of the name does not count (RFC 8288, 3.3). */
function relationsOf(described: string): readonly string[] {
  for (const [, name, quoted, plain = ''] of described.matchAll(parameters)) {
    if (name?.toLowerCase() === 'rel') return (quoted ?? plain).toLowerCase().split(/\s+/);
  }
  return [];
}
