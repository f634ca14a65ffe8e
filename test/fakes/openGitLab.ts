import { openGitLab } from '../../src/backends/gitLab/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeGitLab } from './servers/gitLab.ts';
import { userNamed } from './servers/gitLabSite.ts';

export const checkout: ServiceScope = { service: 'checkout', select: { project: 'shop/checkout' } };
export const payments: ServiceScope = { service: 'payments', select: { project: 279 } };

/** The fake server as somebody sees it. */
export function openFakeGitLab(
  server: Pick<FakeGitLab, 'url'>,
  who: string | Credential = 'ana',
  scopes: readonly ServiceScope[] = [checkout],
): Backend {
  return openGitLab({
    connection: { alias: 'lab', kind: 'gitlab', url: server.url },
    credential: typeof who === 'string' ? { type: 'token', token: userNamed(who).token } : who,
    scopes,
    clock: () => new Date(),
    log: recordingLog(),
  });
}
