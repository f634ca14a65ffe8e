import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { installRequestTracker, serverProgram } from './install.ts';
import { siteConfig } from './siteConfig.ts';

const run = promisify(execFile);

const accountSchema = v.object({
  /** The number of the user. */
  id: v.string(),
  login: v.string(),
  name: v.string(),
  password: v.string(),
  token: v.string(),
});

/** Ana and Ben work in operations, Dora sees tickets only, Eve sees nothing, Cleo is a customer. */
const accountsSchema = v.object({
  ana: accountSchema,
  ben: accountSchema,
  dora: accountSchema,
  eve: accountSchema,
  cleo: accountSchema,
});

export interface LiveRequestTracker {
  /** The address of the instance, with its path. */
  readonly url: string;
  readonly accounts: Readonly<v.InferOutput<typeof accountsSchema>>;
  /** The administrator, by password. */
  readonly root: { readonly user: string; readonly password: string };
  /** Adds tickets past Request Tracker's own code: quick. */
  addTickets(queue: string, count: number, word: string): Promise<void>;
  /** Every mail that was sent since the start. */
  mails(): Promise<string>;
  /** Ends every process of it, and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a real Request Tracker on loopback, filled with `seed.pl`, in a temporary folder. Installs Debian's packages if need be. */
export async function startRequestTracker(say: (line: string) => void = () => {}): Promise<LiveRequestTracker> {
  await installRequestTracker(say);
  const folder = await mkdtemp(join(tmpdir(), 'footbridge-rt-'));
  try {
    return await startIn(folder, say);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

const rootPassword = 'secret-root';

async function startIn(folder: string, say: (line: string) => void): Promise<LiveRequestTracker> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/rt`;
  await mkdir(join(folder, 'conf.d'));
  await mkdir(join(folder, 'var/mason'), { recursive: true });
  await mkdir(join(folder, 'var/session'));
  await writeFile(join(folder, 'RT_SiteConfig.pm'), siteConfig({ folder, port }));
  await writeFile(join(folder, 'password'), rootPassword);
  const env = {
    ...process.env,
    RT_SITE_CONFIG: join(folder, 'RT_SiteConfig.pm'),
    RT_SITE_CONFIG_DIR: join(folder, 'conf.d'),
    LC_ALL: 'C.UTF-8',
  };
  say(`Setting up Request Tracker in ${folder}`);
  const setup = [
    '--action',
    'init',
    '--dba',
    'root',
    '--dba-password',
    '',
    '--root-password-file',
    join(folder, 'password'),
  ];
  await finish(run('/usr/sbin/rt-setup-database-5', setup, { env, maxBuffer }));
  const perl = async (script: string, ...words: readonly string[]): Promise<string> =>
    finish(
      run('perl', ['-I/usr/share/request-tracker5/lib', join(import.meta.dirname, script), ...words], {
        env,
        maxBuffer,
      }),
    );
  const accounts = v.parse(accountsSchema, JSON.parse(await perl('seed.pl')));
  const server = await serve({ folder, port, env });
  say(`Request Tracker answers at ${url}`);
  return {
    url,
    accounts,
    root: { user: 'root', password: rootPassword },
    addTickets: async (queue, count, word) => void (await perl('bulk.pl', queue, String(count), word)),
    mails: async () => readMails(join(folder, 'var')),
    async stop() {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const maxBuffer = 64 * 1024 * 1024;

async function finish(work: Promise<{ readonly stdout: string }>): Promise<string> {
  try {
    return (await work).stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`Request Tracker could not be set up: ${String(error)}\n${said.slice(-3000)}`, { cause: error });
  }
}

async function freePort(): Promise<number> {
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

async function serve({
  folder,
  port,
  env,
}: {
  readonly folder: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}): Promise<ChildProcess> {
  const log = await open(join(folder, 'server.log'), 'a');
  const words = [
    '--server',
    'Starlet',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--max-workers',
    '4',
    '--webpath',
    '/rt',
  ];
  const server = spawn('/bin/sh', ['-c', guard, 'rt-server', serverProgram, ...words], {
    env: { ...env, FOOTBRIDGE_FOLDER: folder },
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
  });
  await log.close();
  for (let attempt = 0; attempt < 240; attempt++) {
    await sleep(250);
    if (await answers(`http://127.0.0.1:${port}/rt/REST/2.0/rt`)) return server;
  }
  await end(server);
  const said = await readFile(join(folder, 'server.log'), 'utf8');
  throw new Error(`Request Tracker does not answer after a minute:\n${said.slice(-3000)}`);
}

async function answers(address: string): Promise<boolean> {
  return fetch(address, { headers: { 'user-agent': 'footbridge-tests' } }).then(
    ({ status }) => status === 401,
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

async function readMails(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mbox'));
  const boxes = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return boxes.join('\n');
}
