import { openServiceNow } from '../../src/backends/serviceNow/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeServiceNow } from './servers/serviceNow.ts';
import { snowUser } from './servers/serviceNowSite.ts';

export const checkout: ServiceScope = { service: 'checkout', select: { ci: 'checkout' } };

/** The fake instance as somebody sees it. */
export function openSnow(
  server: Pick<FakeServiceNow, 'url'>,
  who: string | Credential = 'ana',
  scopes: readonly ServiceScope[] = [checkout],
  now: () => Date = () => new Date(),
): Backend {
  return openServiceNow({
    connection: { alias: 'snow', kind: 'servicenow', url: server.url },
    credential: typeof who === 'string' ? { type: 'token', token: snowUser(who).token } : who,
    scopes,
    clock: now,
    log: recordingLog(),
  });
}
