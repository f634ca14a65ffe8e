import { openRequestTracker } from '../../src/backends/requestTracker/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { startRequestTracker, type LiveRequestTracker } from '../../scripts/live/requestTracker.ts';
import { recordingLog, type RecordingLog } from '../fakes/recordingLog.ts';

let started: Promise<LiveRequestTracker> | undefined;

/** The one server that all live tests share; whoever runs them stops it at the end. */
export async function liveServer(): Promise<LiveRequestTracker> {
  started ??= startRequestTracker((line) => process.stdout.write(`${line}\n`));
  return started;
}

export async function stopLiveServer(): Promise<void> {
  const server = started;
  started = undefined;
  await (await server)?.stop();
}

export interface Opened {
  readonly backend: Backend;
  /** What went over the wire, a line for each request. */
  readonly log: RecordingLog;
}

/** The server as somebody sees it for a repository with these services. */
export async function openAs(
  who: keyof LiveRequestTracker['accounts'] | Credential,
  scopes: readonly ServiceScope[] = [],
): Promise<Opened> {
  const { url, accounts } = await liveServer();
  const credential = typeof who === 'string' ? ({ type: 'token', token: accounts[who].token } as const) : who;
  const log = recordingLog();
  const connection = { alias: 'helpdesk', kind: 'request-tracker', url };
  return { log, backend: openRequestTracker({ connection, credential, scopes, clock: () => new Date(), log }) };
}

/** Changes something as the administrator, past Footbridge. */
export async function putAsRoot(path: string, fields: object): Promise<string> {
  return asRoot('PUT', path, fields);
}

export async function postAsRoot(path: string, fields: object): Promise<string> {
  return asRoot('POST', path, fields);
}

async function asRoot(method: string, path: string, fields: object): Promise<string> {
  const { url, root } = await liveServer();
  const response = await fetch(`${url}/REST/2.0${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${root.user}:${root.password}`).toString('base64')}`,
      'content-type': 'application/json',
      'user-agent': 'footbridge-tests',
    },
    body: JSON.stringify(fields),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}
