import { execFile } from 'node:child_process';
import { access, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const serverProgram = '/usr/share/request-tracker5/libexec/rt-server';

const needed = ['request-tracker5', 'rt5-standalone', 'rt5-db-sqlite'];
/** Says that no service may be started (Debian policy, 9.3): the server is started by the tests, for themselves. */
const policy = '/usr/sbin/policy-rc.d';

/** Installs Debian's Request Tracker where it is missing. @throws an error that says what to do where that cannot be done here. */
export async function installRequestTracker(say: (line: string) => void): Promise<void> {
  const missing: string[] = [];
  for (const name of needed) if (!(await isInstalled(name))) missing.push(name);
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!(await exists('/usr/bin/apt-get'))) {
    throw new Error(
      `Request Tracker is not installed, and there is no apt-get here. It needs Debian or Ubuntu: ${command}`,
    );
  }
  if (process.getuid?.() !== 0) throw new Error(`Request Tracker is not installed. As root: ${command}`);
  // Any program that takes mail will do, and one that is there stays. dbconfig-no-thanks answers what the packages would ask.
  const others = ['dbconfig-no-thanks', ...((await exists('/usr/sbin/sendmail')) ? [] : ['msmtp-mta'])];
  say(`Installing ${[...missing, ...others].join(', ')}; this takes a minute or two`);
  await withoutServices(async () => {
    await apt(['update']);
    await apt(['install', '--yes', '--no-install-recommends', ...others, ...missing]);
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

async function apt(words: readonly string[]): Promise<void> {
  try {
    // Another apt may be at work: it is waited for.
    await run(
      'apt-get',
      ['--option', 'DPkg::Lock::Timeout=300', '--option', 'Acquire::Retries=3', '--quiet', ...words],
      {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`apt-get ${words[0]} failed: ${said.slice(-2000)}`, { cause: error });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
