import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Host } from './install.ts';
import { freePort } from './ports.ts';
import { run } from '../run.ts';
import { hasSettings, writeSettings, type Settings } from './settings.ts';

interface ServerOptions {
  /** Where it keeps settings, extensions and logs. Absent: a temporary folder that is removed at the end. */
  readonly home?: string;
  /** Absent: any free one. */
  readonly port?: number;
  /** What a window opens whose address names nothing. */
  readonly folder?: string;
  /** On top of the quiet ones. A home that has settings keeps them. */
  readonly settings?: Settings;
  /** Packed extensions to install first. */
  readonly vsix?: readonly string[];
  /** Reaches the extension host too. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code server, with the workbench at `http://<origin>/`. */
export interface HostServer {
  readonly origin: string;
  readonly home: string;
  /** Settles when the server ends, with its exit code or signal. */
  readonly ended: Promise<number | string>;
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts code-server on a loopback port. It ends with this process, however that ends. */
export async function startServer(host: Host, options: ServerOptions = {}): Promise<HostServer> {
  const home = options.home ?? mkdtempSync(path.join(tmpdir(), 'footbridge-host-'));
  const env = environment(home, options.env);
  const args = [host.codeServer, '--config', path.join(home, 'config.yaml')];
  args.push('--user-data-dir', makeFolder(home, 'data'), '--extensions-dir', makeFolder(home, 'extensions'));
  if (!hasSettings(home)) writeSettings(home, options.settings ?? {});
  for (const file of options.vsix ?? []) {
    await run(host.node, [...args, '--install-extension', file, '--force'], { env });
  }

  const port = options.port ?? (await freePort());
  args.push('--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--ignore-last-opened');
  args.push('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust');
  args.push('--disable-getting-started-override');
  if (options.folder !== undefined) args.push(options.folder);
  const logFile = path.join(home, 'server.log');
  const child = spawnTied(host.node, args, { env, logFile });
  const ended = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown');
  const removeHome = (): void => {
    if (options.home === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const onExit = (): void => {
    killGroup(child, 'SIGKILL');
    removeHome();
  };
  process.on('exit', onExit);

  const server: HostServer = {
    origin: `127.0.0.1:${port}`,
    home,
    ended,
    log: () => readFileSync(logFile, 'utf8'),
    stop: async () => {
      killGroup(child, 'SIGTERM');
      await Promise.race([ended, delay(5000, undefined, { ref: false })]);
      killGroup(child, 'SIGKILL');
      process.off('exit', onExit);
      removeHome();
    },
  };
  await untilHealthy(server);
  return server;
}

/** The address of a window on a folder. */
export function folderUrl(server: HostServer, folder: string): string {
  return `http://${server.origin}/?${new URLSearchParams({ folder }).toString()}`;
}

function makeFolder(...parts: readonly string[]): string {
  const name = path.join(...parts);
  mkdirSync(name, { recursive: true, mode: 0o700 });
  return name;
}

/** A home of its own, so that nothing of the user's is read or changed, and sockets do not pile up in the temporary folder. */
function environment(home: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _1, VSCODE_IPC_HOOK_CLI: _2, CODE_SERVER_PARENT_PID: _3, PORT: _4, ...inherited } = process.env;
  const temporary = makeFolder(home, 'tmp');
  return {
    ...inherited,
    HOME: home,
    XDG_CONFIG_HOME: makeFolder(home, '.config'),
    XDG_CACHE_HOME: makeFolder(home, '.cache'),
    XDG_DATA_HOME: makeFolder(home, '.local', 'share'),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
    // No calls to a gallery of extensions.
    EXTENSIONS_GALLERY: '{}',
    ...more,
  };
}

/**
 * Starts a program in a process group of its own that ends with us: a helper waits for the end of a pipe that only we
 * hold open, so that even a kill -9 of this process leaves no server behind.
 */
function spawnTied(
  program: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly logFile: string },
): ChildProcess {
  const log = openSync(options.logFile, 'w');
  const script = '(cat >/dev/null; kill -KILL 0) <&3 & exec 3<&-; exec "$@"';
  const child = spawn('sh', ['-c', script, 'sh', program, ...args], {
    env: options.env,
    stdio: ['ignore', log, log, 'pipe'],
    detached: true,
  });
  closeSync(log);
  return child;
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

async function untilHealthy(server: HostServer): Promise<void> {
  const deadline = Date.now() + 60_000;
  const ended = server.ended.then(() => 'ended' as const);
  while (Date.now() < deadline) {
    const state = await Promise.race([isHealthy(server.origin), ended]);
    if (state === true) return;
    if (state === 'ended') break;
    await delay(50);
  }
  const log = server.log();
  await server.stop();
  throw new Error(`VS Code's server did not start on ${server.origin}. It wrote:\n${log.slice(-2000)}`);
}

async function isHealthy(origin: string): Promise<boolean> {
  return fetch(`http://${origin}/healthz`, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  );
}
