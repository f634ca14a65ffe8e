import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Body } from './body.ts';
import { proxyFailure } from './proxyFailure.ts';
import type { Place } from './transportFailure.ts';

interface Refusal {
  readonly status: number;
  readonly body: Body;
  /** What the server says about it. */
  readonly message: string | undefined;
  /** Seconds that it wants to be left alone. */
  readonly wait: number | undefined;
  /** Whether it says that there were too many requests, with whichever status. */
  readonly isLimit: boolean;
}

/** The error for an answer whose status says that it did not work. */
export function statusFailure({ status, body, message, wait, isLimit }: Refusal, place: Place): DeskError {
  const { alias } = place;
  const detail = `HTTP ${status}${message === undefined ? '' : `: ${message}`}`;
  const says = message ?? l10n.t('no reason given');
  switch (status) {
    case 401:
      return new DeskError('unauthorized', l10n.t('{0} does not accept the sign-in.', alias), {
        detail,
        next: l10n.t('Sign in to {0} again.', alias),
      });
    case 402:
      return new DeskError('forbidden', l10n.t('The licence or plan of {0} does not include it: {1}', alias, says), {
        detail,
        next: l10n.t('Ask who runs {0}.', alias),
      });
    case 403:
      if (isLimit) return tooMany(detail, wait, place);
      return new DeskError('forbidden', l10n.t('{0} does not allow it: {1}', alias, says), {
        detail,
        next: l10n.t('Ask who runs {0} for the right to do it.', alias),
      });
    case 404:
    case 410:
      return body.type === 'html'
        ? webPage(place)
        : new DeskError('notFound', l10n.t('{0} has no such thing: {1}', alias, says), { detail });
    case 407:
      return proxyFailure({ status, proxy: place.proxy, detail }, place);
    case 408:
      return new DeskError('timeout', l10n.t('{0} gave up waiting for the request.', alias), { detail });
    case 409:
    case 412:
      return new DeskError('conflict', l10n.t('Somebody changed it in {0} meanwhile.', alias), {
        detail,
        next: l10n.t('Look at it again, then decide.'),
      });
    case 429:
      return tooMany(detail, wait, place);
    default:
      return otherFailure(status, says, { detail, place, wait });
  }
}

function tooMany(detail: string, wait: number | undefined, { alias }: Place): DeskError {
  return new DeskError('rateLimited', l10n.t('{0} asks for patience: it got too many requests.', alias), {
    detail,
    next: later(wait),
  });
}

function otherFailure(
  status: number,
  says: string,
  { detail, place, wait }: { detail: string; place: Place; wait: number | undefined },
): DeskError {
  const { alias, product } = place;
  if (status >= 500) {
    return new DeskError('unavailable', l10n.t('{0} has a fault of its own (HTTP {1}).', alias, status), {
      detail,
      next: later(wait),
    });
  }
  if (status >= 400) return new DeskError('refused', l10n.t('{0} refused it: {1}', alias, says), { detail });
  return new DeskError(
    'invalidResponse',
    l10n.t('{0} does not answer as {1} does (HTTP {2}).', alias, product, status),
    {
      detail,
    },
  );
}

function later(wait: number | undefined): string {
  return wait === undefined ? l10n.t('Try again later.') : l10n.t('Try again in {0} seconds.', wait);
}

/** Where data was expected, a page for people came: another product, a login page, or a proxy that shows one. */
export function webPage({ alias, product, url }: Place): DeskError {
  return new DeskError('invalidResponse', l10n.t('{0} answered with a web page, not as {1} does.', alias, product), {
    next: l10n.t(
      'Check that {0} is the address of {1}, and that no login page or proxy stands before it.',
      url.origin,
      product,
    ),
  });
}

/** What came is the beginning of an answer. */
export function brokenOff({ alias }: Place): DeskError {
  return new DeskError('invalidResponse', l10n.t('{0} sent only a part of its answer.', alias), {
    next: l10n.t('Try again later. If it stays so, a proxy before {0} cuts answers off.', alias),
  });
}

/** The answer sends elsewhere, where the credential must not go. */
export function elsewhere({ alias, product }: Place, target: URL): DeskError {
  return new DeskError('invalidResponse', l10n.t('{0} sends to another address: {1}.', alias, target.origin), {
    next: l10n.t('If that is where {0} is now, change the address of the connection, and sign in there.', product),
  });
}
