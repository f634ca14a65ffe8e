import { openRedmine } from '../../src/backends/redmine/index.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeRedmine } from './servers/redmine.ts';
import { redmineUser } from './servers/redmineSite.ts';

/** The service whose tickets most tests are about. */
export const opsScope: ServiceScope = { service: 'checkout', select: { project: 'ops' } };

/** The fake server as somebody sees it for a repository with these services. */
export function openFakeRedmine(
  server: Pick<FakeRedmine, 'url'>,
  {
    as = 'ana',
    scopes = [opsScope],
    now = () => new Date(),
  }: { as?: string; scopes?: readonly ServiceScope[]; now?: () => Date } = {},
): Backend {
  return openRedmine({
    connection: { alias: 'tracker', kind: 'redmine', url: server.url },
    credential: { type: 'token', token: redmineUser(as).key },
    scopes,
    clock: now,
    log: recordingLog(),
  });
}
