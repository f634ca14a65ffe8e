import { execFile } from 'node:child_process';
import { access, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Says that no service may be started (Debian policy, 9.3): the server is started by the tests, for themselves. */
const policy = '/usr/sbin/policy-rc.d';

/** A product as Debian packages it. */
interface Packaged {
  readonly product: string;
  readonly packages: readonly string[];
  /** What its packages need besides, where they are missing. */
  readonly others?: readonly string[];
  /** More environment for apt and the scripts of the packages. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Installs a product where it is missing. @throws an error that says what to do where that cannot be done here. */
export async function install(packaged: Packaged, say: (line: string) => void): Promise<void> {
  const { product, packages, others = [], env = {} } = packaged;
  const missing: string[] = [];
  for (const name of packages) if (!(await isInstalled(name))) missing.push(name);
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!(await exists('/usr/bin/apt-get'))) {
    throw new Error(`${product} is not installed, and there is no apt-get here. It needs Debian or Ubuntu: ${command}`);
  }
  if (process.getuid?.() !== 0) throw new Error(`${product} is not installed. As root: ${command}`);
  const wanted = [...others, ...missing];
  say(`Installing ${wanted.join(', ')}; this takes a minute or two`);
  await withoutServices(async () => {
    await apt(['update'], env);
    await apt(['install', '--yes', '--no-install-recommends', ...wanted], env);
  });
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    const { stdout } = await run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name]);
    return stdout === 'installed';
  } catch {
    return false;
  }
}

async function withoutServices(work: () => Promise<void>): Promise<void> {
  const had = await exists(policy);
  if (!had) await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (!had) await rm(policy, { force: true });
  }
}

async function apt(words: readonly string[], more: Readonly<Record<string, string>>): Promise<void> {
  try {
    // Another apt may be at work: it is waited for.
    await run(
      'apt-get',
      ['--option', 'DPkg::Lock::Timeout=300', '--option', 'Acquire::Retries=3', '--quiet', ...words],
      {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C', ...more },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`apt-get ${words[0]} failed: ${said.slice(-2000)}`, { cause: error });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
