import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { install } from './install.ts';
import { freePort, runServer, type RunningServer } from './server.ts';

const run = promisify(execFile);

const home = '/usr/share/redmine';
/** Where Debian's Redmine looks for its instances, by name. */
const instances = '/var/lib/redmine';

/**
 * Debian 12's Ruby has a younger Bundler than the one that Debian has taught to find its gems, and prefers it: without this, neither the
 * installation nor anything else of Redmine works.
 */
const bundler = { BUNDLER_VERSION: '2.3.15' };

/** Debian's packages of it, where they are missing. */
export async function installRedmine(say: (line: string) => void): Promise<void> {
  // dbconfig-no-thanks answers what the packages would ask.
  const packages = ['redmine', 'redmine-sqlite', 'puma'];
  await install({ product: 'Redmine', packages, others: ['dbconfig-no-thanks'], env: bundler }, say);
}

const accountSchema = v.object({
  /** The number of the user. */
  id: v.string(),
  login: v.string(),
  name: v.string(),
  password: v.string(),
  token: v.string(),
});

/** Ana and Ben work in operations, Cleo is a customer who may write but not privately, Eve may only read. */
const accountsSchema = v.object({
  ana: accountSchema,
  ben: accountSchema,
  cleo: accountSchema,
  eve: accountSchema,
});

export interface LiveRedmine {
  readonly url: string;
  readonly accounts: Readonly<v.InferOutput<typeof accountsSchema>>;
  /** Adds tickets past Redmine's own code: quick. */
  addIssues(project: string, count: number, word: string): Promise<void>;
  /** Ends every process of it, and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a real Redmine on loopback, filled with `redmineSeed.rb`, in a temporary folder. Installs Debian's packages if need be. */
export async function startRedmine(say: (line: string) => void = () => {}): Promise<LiveRedmine> {
  await installRedmine(say);
  const folder = await mkdtemp(join(tmpdir(), 'footbridge-redmine-'));
  const link = join(instances, basename(folder));
  const clear = async (): Promise<void> => {
    await unlink(link).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await symlink(folder, link);
    return await startIn(folder, { say, clear });
  } catch (error) {
    await clear();
    throw error;
  }
}

interface Surroundings {
  readonly say: (line: string) => void;
  readonly clear: () => Promise<void>;
}

async function startIn(folder: string, { say, clear }: Surroundings): Promise<LiveRedmine> {
  for (const name of ['config', 'log', 'files', 'tmp', 'tmp/cache', 'tmp/pids']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const database = `production:\n  adapter: sqlite3\n  database: ${join(folder, 'redmine.sqlite3')}\n  timeout: 10000\n`;
  await writeFile(join(folder, 'config/database.yml'), database);
  await writeFile(join(folder, 'config/secret_key.txt'), 'only-for-tests-on-loopback-'.repeat(4));
  const env = {
    ...process.env,
    ...bundler,
    REDMINE_INSTANCE: basename(folder),
    RAILS_ENV: 'production',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    // The schema belongs to the package, and must not be written.
    SCHEMA: '/dev/null',
    SCHEMA_FORMAT: 'ruby',
  };
  const ruby = async (...words: readonly string[]): Promise<string> =>
    finish(run('bundle', ['exec', ...words], { cwd: home, env, maxBuffer: 64 * 1024 * 1024 }));
  const script = async (name: string, ...words: readonly string[]): Promise<string> =>
    ruby('rails', 'runner', join(import.meta.dirname, name), ...words);
  say(`Setting up Redmine in ${folder}`);
  await ruby('rake', 'db:migrate');
  const seeded = await script('redmineSeed.rb');
  const accounts = v.parse(accountsSchema, JSON.parse(seeded.trim().split('\n').at(-1) ?? ''));
  const port = await freePort();
  const server = await serve(folder, port, env);
  const url = `http://127.0.0.1:${port}`;
  say(`Redmine answers at ${url}`);
  return {
    url,
    accounts,
    addIssues: async (project, count, word) => void (await script('redmineBulk.rb', project, String(count), word)),
    async stop() {
      await server.stop();
      await clear();
    },
  };
}

async function finish(work: Promise<{ readonly stdout: string }>): Promise<string> {
  try {
    return (await work).stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`Redmine could not be set up: ${String(error)}\n${said.slice(-3000)}`, { cause: error });
  }
}

/** The server's process. It ends with ours. Not through Bundler: puma is none of Redmine's gems. */
async function serve(folder: string, port: number, env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const words = ['--dir', home, '--environment', 'production', '--threads', '1:4', '--workers', '0'];
  return runServer({
    command: ['/usr/bin/puma', ...words, '--bind', `tcp://127.0.0.1:${port}`],
    folder,
    env,
    ready: { url: `http://127.0.0.1:${port}/users/current.json`, status: 401 },
  });
}
