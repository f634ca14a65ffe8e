import * as v from 'valibot';
import type { ConnectionTickets } from './ticketStore.ts';

/**
 * The text of a cache with its digest and the version of its writer before it. What it holds came through a backend's schema; whoever
 * reads it compares instead of parsing 10,000 tickets again, which would take longer than the whole first paint may.
 */
export interface CacheFormat {
  /** The version of Footbridge: a newer one does not read what an older one wrote. */
  readonly version: string;
  readonly digest: (text: string) => string;
}

const shape = v.custom<readonly ConnectionTickets[]>((value) => Array.isArray(value));

/** Reads what `writeCachedTickets` of the same version wrote; undefined if it is not exactly that. */
export function readCachedTickets(
  text: string,
  { version, digest }: CacheFormat,
): readonly ConnectionTickets[] | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end === -1 || text.slice(0, end) !== `${version} ${digest(body)}`) return undefined;
  return v.parse(v.pipe(v.string(), v.parseJson(), shape), body);
}

export function writeCachedTickets(known: readonly ConnectionTickets[], { version, digest }: CacheFormat): string {
  const body = JSON.stringify(known.map(lasting));
  return `${version} ${digest(body)}\n${body}`;
}

/** Why a refresh failed, or that one runs, is this session's; the next one finds out for itself. */
function lasting({ connection, tickets, total, more, asOf }: ConnectionTickets): ConnectionTickets {
  return {
    connection,
    tickets,
    more,
    loading: false,
    ...(total === undefined ? {} : { total }),
    ...(asOf === undefined ? {} : { asOf }),
  };
}
