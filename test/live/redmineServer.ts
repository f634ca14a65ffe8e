import { openRedmine } from '../../src/backends/redmine/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { startRedmine, type LiveRedmine } from '../../scripts/live/redmine.ts';
import { recordingLog } from '../fakes/recordingLog.ts';

let started: Promise<LiveRedmine> | undefined;

/** The one server that all live tests of Redmine share. */
export async function redmineServer(): Promise<LiveRedmine> {
  started ??= startRedmine((line) => process.stdout.write(`${line}\n`));
  return started;
}

// Outside of every suite: this is the last thing that Mocha does.
after(async () => {
  await (await started)?.stop();
});

/** The project that most tests are about. */
export const opsScope: ServiceScope = { service: 'checkout', select: { project: 'ops' } };

/** The server as somebody sees it for a repository with these services. */
export async function openRedmineAs(
  who: keyof LiveRedmine['accounts'] | Credential,
  scopes: readonly ServiceScope[] = [opsScope],
): Promise<Backend> {
  const { url, accounts } = await redmineServer();
  const credential = typeof who === 'string' ? ({ type: 'token', token: accounts[who].token } as const) : who;
  const connection = { alias: 'tracker', kind: 'redmine', url };
  return openRedmine({ connection, credential, scopes, clock: () => new Date(), log: recordingLog() });
}

/** Sends something past Footbridge. @returns what the server answers. */
export async function askRedmine(
  who: keyof LiveRedmine['accounts'],
  path: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: object } = {},
): Promise<unknown> {
  const { url, accounts } = await redmineServer();
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'x-redmine-api-key': accounts[who].token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
