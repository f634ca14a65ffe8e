import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerCommand {
  /** The program and its words. */
  readonly command: readonly [string, ...string[]];
  /** Where it works and leaves its log. Removed when the server has ended. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** What it answers once it serves. */
  readonly ready: { readonly url: string; readonly status: number };
}

export interface RunningServer {
  /** Ends every process of it. */
  stop(): Promise<void>;
}

/** A port of loopback that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/**
 * Waits for the end of its input, then ends its whole process group and removes the folder, so that nothing outlives whoever started it,
 * even after kill -9. The signal ends the first `wait`.
 */
const guard = 'trap : TERM; "$@" </dev/null & read _; kill -TERM 0; wait; wait; rm -rf "$FOOTBRIDGE_FOLDER"';

/** Starts a server and waits, a minute at most, until it answers. @throws an error with the end of its log. */
export async function runServer({ command, folder, env, ready }: ServerCommand): Promise<RunningServer> {
  const log = await open(join(folder, 'server.log'), 'a');
  const server = spawn('/bin/sh', ['-c', guard, command[0], ...command], {
    cwd: folder,
    env: { ...env, FOOTBRIDGE_FOLDER: folder },
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
  });
  await log.close();
  for (let attempt = 0; attempt < 240; attempt++) {
    await sleep(250);
    if (await answers(ready)) return { stop: async () => end(server) };
  }
  await end(server);
  const said = await readFile(join(folder, 'server.log'), 'utf8');
  throw new Error(`${command[0]} does not answer after a minute:\n${said.slice(-3000)}`);
}

async function answers({ url, status }: ServerCommand['ready']): Promise<boolean> {
  return fetch(url, { headers: { 'user-agent': 'footbridge-tests' } }).then(
    (response) => response.status === status,
    () => false,
  );
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.stdin?.end();
  await Promise.race([exited, sleep(5000)]);
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {
    // The group is empty: everything has ended by itself.
  }
}
