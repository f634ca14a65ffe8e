import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import { proxyFailure } from './proxyFailure.ts';
import { isTlsCode, tlsFailure } from './tlsFailure.ts';
import { ProxyFailure } from './tunnel.ts';

/** Where a failure happened, for its message. */
export interface Place {
  /** The connection's alias. */
  readonly alias: string;
  /** The product that is expected there. */
  readonly product: string;
  readonly url: URL;
  /** Host and port of the proxy that stands before it, where that is known. */
  readonly proxy?: string | undefined;
}

const notFound = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const notReached = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL']);
const late = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ERR_CANCELED', 'ESOCKETTIMEDOUT']);

/** VS Code's words for a proxy of its settings that cannot be reached: it gives no code. A password before the host is left out. */
const editorsProxy = /socket connection to proxies: (?:[A-Z]+ )?(?:\S*@)?([^\s;,]+)/;

/**
 * The error for a request that got no answer.
 *
 * Only `offline`, `tls` and `proxy` say that the server cannot have seen it. After `timeout`, `unavailable` and `invalidResponse`
 * a write may have been done all the same.
 */
export function transportFailure(error: unknown, place: Place, seconds: number): DeskError {
  const { alias, url } = place;
  const { code, refusal, target, isConnecting } = causeOf(error);
  // Never the error itself: it holds the request, and so the credential.
  const detail = `${code} ${error instanceof Error ? error.message : ''}`.trim();
  if (refusal !== undefined) return proxyFailure({ status: refusal.status, proxy: place.proxy, detail }, place);
  const [isEditors, editors] = editorsProxy.exec(detail) ?? [];
  if (isEditors !== undefined) return proxyFailure({ proxy: editors, detail }, place);
  const isAway = notReached.has(code) || isConnecting;
  if (notFound.has(code) || isAway) {
    const proxy = place.proxy ?? strangerTo(url, target);
    if (proxy !== undefined) return proxyFailure({ proxy, detail }, place);
  }
  const reach = l10n.t('Check the network and the address {0}.', url.origin);
  if (notFound.has(code)) {
    const message = l10n.t('{0} cannot be reached: the name {1} is not known here.', alias, url.hostname);
    return new DeskError('offline', message, { detail, next: reach });
  }
  if (isAway) {
    const message = l10n.t('{0} cannot be reached: nothing answers at {1}.', alias, url.host);
    return new DeskError('offline', message, { detail, next: reach });
  }
  if (late.has(code)) {
    const message = l10n.t('{0} did not answer within {1} seconds.', alias, seconds);
    return new DeskError('timeout', message, { detail, next: l10n.t('Try again later.') });
  }
  if (isTlsCode(code)) return tlsFailure(code, detail, place);
  if (/maxContentLength/.test(detail)) {
    const message = l10n.t('{0} sent more than Footbridge takes in one answer.', alias);
    return new DeskError('invalidResponse', message, { detail });
  }
  const message = l10n.t('{0} broke the connection off.', alias);
  return new DeskError('unavailable', message, { detail, next: reach });
}

interface Cause {
  readonly code: string;
  /** What the proxy said to it, if it was one. */
  readonly refusal?: ProxyFailure;
  /** What node tried to reach. */
  readonly target: { readonly host?: unknown; readonly port?: unknown };
  /** Whether there was no connection yet, so that nothing was sent. */
  readonly isConnecting: boolean;
}

/** What an error, or one of those it was caused by, says: node tries several addresses, and axios wraps. */
function causeOf(error: unknown): Cause {
  if (error instanceof ProxyFailure) return { code: error.code, refusal: error, target: {}, isConnecting: true };
  if (typeof error !== 'object' || error === null) return { code: '', target: {}, isConnecting: false };
  const { code, cause, errors, hostname, port, syscall } = error as {
    code?: unknown;
    cause?: unknown;
    errors?: unknown;
    hostname?: unknown;
    port?: unknown;
    syscall?: unknown;
  };
  const inner = causeOf(cause ?? (Array.isArray(errors) ? errors[0] : undefined));
  if (inner.code !== '' || typeof code !== 'string' || code === 'ERR_NETWORK') return inner;
  return { code, target: { host: hostname, port }, isConnecting: syscall === 'connect' };
}

/** The editor sends through a proxy without telling: then it is not the server's host or port that was not reached. */
function strangerTo(url: URL, { host, port }: Cause['target']): string | undefined {
  if (typeof host === 'string' && host !== url.hostname.replace(/^\[|\]$/g, '')) return host;
  const own = url.port || (url.protocol === 'https:' ? '443' : '80');
  return typeof port === 'number' && String(port) !== own ? `:${port}` : undefined;
}
