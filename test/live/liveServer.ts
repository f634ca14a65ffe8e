import * as v from 'valibot';
import { openRequestTracker } from '../../src/backends/requestTracker/index.ts';
import type { Credential } from '../../src/domain/connection.ts';
import type { Backend } from '../../src/domain/ports.ts';
import type { ServiceScope } from '../../src/domain/ticket.ts';
import { startRequestTracker, type LiveRequestTracker } from '../../scripts/live/requestTracker.ts';
import { recordingLog, type RecordingLog } from '../fakes/recordingLog.ts';

let started: Promise<LiveRequestTracker> | undefined;

/** The one server that all live tests share. */
export async function liveServer(): Promise<LiveRequestTracker> {
  started ??= startRequestTracker((line) => process.stdout.write(`${line}\n`));
  return started;
}

// Outside of every suite: this is the last thing that Mocha does.
after(async () => {
  await (await started)?.stop();
});

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
  return openAt((await liveServer()).url, who, scopes);
}

/** The same, at another address. */
export async function openAt(
  url: string,
  who: keyof LiveRequestTracker['accounts'] | Credential,
  scopes: readonly ServiceScope[] = [],
): Promise<Opened> {
  const { accounts } = await liveServer();
  const credential = typeof who === 'string' ? ({ type: 'token', token: accounts[who].token } as const) : who;
  const log = recordingLog();
  const connection = { alias: 'helpdesk', kind: 'request-tracker', url };
  return { log, backend: openRequestTracker({ connection, credential, scopes, clock: () => new Date(), log }) };
}

/** Changes something as the administrator, past Footbridge. @returns what the server answers. */
export async function putAsRoot(path: string, fields: object): Promise<string> {
  return asRoot('PUT', path, JSON.stringify(fields));
}

/** Makes a ticket as the administrator, past Footbridge. @returns its number. */
export async function ticketAsRoot(fields: Readonly<Record<string, unknown>>): Promise<string> {
  const made = await asRoot('POST', '/ticket', JSON.stringify({ Content: 'From the test.', ...fields }));
  return v.parse(v.object({ id: v.string() }), JSON.parse(made)).id;
}

export async function writeAsRoot(id: string, how: 'comment' | 'correspond', fields: object): Promise<void> {
  await asRoot('POST', `/ticket/${id}/${how}`, JSON.stringify(fields));
}

export async function userAsRoot(fields: object): Promise<void> {
  await asRoot('POST', '/user', JSON.stringify(fields));
}

async function asRoot(method: string, path: string, body: string): Promise<string> {
  const { url, root } = await liveServer();
  const response = await fetch(`${url}/REST/2.0${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${root.user}:${root.password}`).toString('base64')}`,
      'content-type': 'application/json',
      'user-agent': 'footbridge-tests',
    },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}
