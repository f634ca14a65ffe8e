import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Place } from './transportFailure.ts';

interface Refusal {
  /** What the proxy answered; absent: nothing, or nothing that could be understood. */
  readonly status?: number | undefined;
  /** Its host and port, where they are known. */
  readonly proxy?: string | undefined;
  readonly detail: string;
}

/** The error for a request that got no further than the proxy. */
export function proxyFailure({ status, proxy, detail }: Refusal, place: Place): DeskError {
  const { alias, url } = place;
  const named = proxy === undefined ? l10n.t('The proxy') : l10n.t('The proxy {0}', proxy);
  if (status === 407) {
    return new DeskError('proxy', l10n.t('{0} before {1} wants a sign-in.', named, alias), {
      detail,
      next: l10n.t('Put user and password into the address of the proxy, or ask who runs it.'),
    });
  }
  const next = l10n.t('Check the proxy settings; if {0} needs none, except it from them.', url.host);
  if (status === undefined) {
    const message = l10n.t('{0} before {1} does not answer.', named, alias);
    return new DeskError('proxy', message, { detail, next });
  }
  const message =
    status >= 500
      ? l10n.t('{0} does not reach {1} (HTTP {2}).', named, url.host, status)
      : l10n.t('{0} does not let requests through to {1} (HTTP {2}).', named, url.host, status);
  return new DeskError('proxy', message, { detail, next });
}
