import { openGitHub } from '../../src/backends/gitHub/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeGitHub } from './servers/gitHub.ts';
import { gitHubUsers } from './servers/gitHubStore.ts';

export const shop: ServiceScope = { service: 'checkout', select: { repository: 'team/shop' } };

/** The fake server as somebody sees it. */
export function openFakeGitHub(
  server: Pick<FakeGitHub, 'url'>,
  who: string | Credential = 'ana',
  {
    scopes = [shop],
    now = () => new Date(),
  }: { readonly scopes?: readonly ServiceScope[]; readonly now?: () => Date } = {},
): Backend {
  const token = gitHubUsers.find(({ login }) => login === who)?.token ?? '';
  return openGitHub({
    connection: { alias: 'hub', kind: 'github', url: server.url },
    credential: typeof who === 'string' ? { type: 'token', token } : who,
    scopes,
    clock: now,
    log: recordingLog(),
  });
}
