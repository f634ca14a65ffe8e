import { openRequestTracker } from '../../src/backends/requestTracker/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeRequestTracker } from './servers/requestTracker.ts';
import { userNamed } from './servers/requestTrackerSite.ts';

export const incidents: ServiceScope = { service: 'checkout', select: { queue: 'Incidents' } };

/** The fake server as somebody sees it. */
export function openFake(
  server: Pick<FakeRequestTracker, 'url'>,
  who: string | Credential = 'ana',
  scopes: readonly ServiceScope[] = [incidents],
): Backend {
  return openRequestTracker({
    connection: { alias: 'helpdesk', kind: 'request-tracker', url: server.url },
    credential: typeof who === 'string' ? { type: 'token', token: userNamed(who).token } : who,
    scopes,
    clock: () => new Date(),
    log: recordingLog(),
  });
}
