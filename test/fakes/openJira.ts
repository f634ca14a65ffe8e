import { openJira } from '../../src/backends/jira/index.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { recordingLog } from './recordingLog.ts';
import type { FakeJira } from './servers/jira.ts';

interface Options {
  readonly login?: string;
  readonly scopes?: readonly ServiceScope[];
  readonly clock?: () => Date;
}

/** The service that tests link: the checkout, whose tickets have a label in the project OPS. */
export const checkoutScope: ServiceScope = { service: 'checkout', select: { project: 'OPS', label: 'checkout' } };

/** A connection to the fake as one of its users, signed in as its deployment wants it. */
export function openFakeJira({ url }: Pick<FakeJira, 'url'>, options: Options = {}): Backend {
  const { login = 'ana', scopes = [checkoutScope], clock = () => new Date() } = options;
  // Data Center is served under a path in the fake.
  const isCloud = !url.endsWith('/jira');
  return openJira({
    connection: { alias: 'jira', kind: 'jira', url, ...(isCloud ? { account: `${login}@example.org` } : {}) },
    credential: { type: 'token', token: isCloud ? `token-${login}` : `pat-${login}` },
    scopes,
    clock,
    log: recordingLog(),
  });
}
