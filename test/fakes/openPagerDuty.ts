import { openPagerDuty } from '../../src/backends/pagerDuty/index.ts';
import type { Backend, Log } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakePagerDuty } from './servers/pagerDuty.ts';
import { pdUser } from './servers/pagerDutySite.ts';

export const checkout: ServiceScope = { service: 'checkout', select: { service: 'PCHECK1' } };

interface Opening {
  /** A user by e-mail address, who signs in with their own key. */
  readonly who?: string;
  /** Another key. */
  readonly token?: string;
  /** The `account` of the connection. */
  readonly account?: string;
  readonly scopes?: readonly ServiceScope[];
  readonly log?: Log;
}

/** The fake server as somebody sees it. */
export function openFakePagerDuty(
  { url }: Pick<FakePagerDuty, 'url'>,
  {
    who = 'ana@example.org',
    token = pdUser(who).key,
    account,
    scopes = [checkout],
    log = recordingLog(),
  }: Opening = {},
): Backend {
  return openPagerDuty(
    {
      connection: { alias: 'pager', kind: 'pagerduty', url, ...(account === undefined ? {} : { account }) },
      credential: { type: 'token', token },
      scopes,
      clock: () => new Date(),
      log,
    },
    { eventsUrl: url, pause: async () => new Promise((resolve) => setTimeout(resolve, 30)) },
  );
}
