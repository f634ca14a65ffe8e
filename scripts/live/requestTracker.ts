import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { exists, install } from './install.ts';
import { freePort, runServer, type RunningServer } from './server.ts';
import { siteConfig } from './siteConfig.ts';

const run = promisify(execFile);

const serverProgram = '/usr/share/request-tracker5/libexec/rt-server';

/** Debian's packages of it, where they are missing. */
export async function installRequestTracker(say: (line: string) => void): Promise<void> {
  const packages = ['request-tracker5', 'rt5-standalone', 'rt5-db-sqlite'];
  // Any program that takes mail will do, and one that is there stays. dbconfig-no-thanks answers what the packages would ask.
  const mail = (await exists('/usr/sbin/sendmail')) ? [] : ['msmtp-mta'];
  await install({ product: 'Request Tracker', packages, others: ['dbconfig-no-thanks', ...mail] }, say);
}

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
  const server = await serve(folder, port, env);
  say(`Request Tracker answers at ${url}`);
  return {
    url,
    accounts,
    root: { user: 'root', password: rootPassword },
    addTickets: async (queue, count, word) => void (await perl('bulk.pl', queue, String(count), word)),
    mails: async () => readMails(join(folder, 'var')),
    async stop() {
      await server.stop();
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

/** The server's processes. They end with ours. */
async function serve(folder: string, port: number, env: NodeJS.ProcessEnv): Promise<RunningServer> {
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
  return runServer({
    command: [serverProgram, ...words],
    folder,
    env,
    ready: { url: `http://127.0.0.1:${port}/rt/REST/2.0/rt`, status: 401 },
  });
}

async function readMails(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mbox'));
  const boxes = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return boxes.join('\n');
}
