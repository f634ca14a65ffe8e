import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/** Where a failure happened, for its message. */
export interface Place {
  /** The connection's alias. */
  readonly alias: string;
  /** The product that is expected there. */
  readonly product: string;
  readonly url: URL;
}

const notFound = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const notReached = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL']);
const late = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ERR_CANCELED', 'ESOCKETTIMEDOUT']);
const tls = /^(CERT_|CRL_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/**
 * The error for a request that got no answer.
 *
 * Only `offline`, `tls` and `proxy` say that the server cannot have seen it. After `timeout`, `unavailable` and `invalidResponse`
 * a write may have been done all the same.
 */
export function transportFailure(error: unknown, place: Place, seconds: number): DeskError {
  const { alias, url } = place;
  const code = codeOf(error);
  // Never the error itself: it holds the request, and so the credential.
  const detail = `${code} ${error instanceof Error ? error.message : ''}`.trim();
  const reach = l10n.t('Check the network and the address {0}.', url.origin);
  if (notFound.has(code)) {
    const message = l10n.t('{0} cannot be reached: the name {1} is not known here.', alias, url.hostname);
    return new DeskError('offline', message, { detail, next: reach });
  }
  if (notReached.has(code)) {
    const message = l10n.t('{0} cannot be reached: nothing answers at {1}.', alias, url.host);
    return new DeskError('offline', message, { detail, next: reach });
  }
  if (late.has(code)) {
    const message = l10n.t('{0} did not answer within {1} seconds.', alias, seconds);
    return new DeskError('timeout', message, { detail, next: l10n.t('Try again later.') });
  }
  if (tls.test(code)) {
    const message = l10n.t('The encrypted connection to {0} was refused: {1}.', alias, code);
    return new DeskError('tls', message, { detail, next: l10n.t('Check the certificate of {0}.', url.origin) });
  }
  if (/maxContentLength/.test(detail)) {
    const message = l10n.t('{0} sent more than Footbridge takes in one answer.', alias);
    return new DeskError('invalidResponse', message, { detail });
  }
  const message = l10n.t('{0} broke the connection off.', alias);
  return new DeskError('unavailable', message, { detail, next: reach });
}

/** The code of an error, or of one of those it was caused by: node tries several addresses, and axios wraps. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && code !== 'ERR_NETWORK') return code;
  return codeOf(cause) || (Array.isArray(errors) ? codeOf(errors[0]) : '');
}
