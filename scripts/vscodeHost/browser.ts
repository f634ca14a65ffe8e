import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import type { Host, Say } from './install.ts';
import { run, works } from '../run.ts';

interface Program {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a headless Chromium. It ends with this process. */
export async function launchBrowser(host: Host, say: Say): Promise<Browser> {
  const program = await findBrowser(host, say);
  return chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.env },
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    // The scripts end by themselves on a signal, and Chromium with them.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The one that FOOTBRIDGE_CHROMIUM names, else the system's, else the one from the npm registry. */
async function findBrowser(host: Host, say: Say): Promise<Program> {
  const named = process.env['FOOTBRIDGE_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (await works(named, ['--version'])) return { path: named, env: {} };
    throw new Error(
      `FOOTBRIDGE_CHROMIUM names ${named}, and that does not start. Unset it to use the one of the npm registry.`,
    );
  }
  // Ubuntu's is a launcher that starts nothing where there is no snapd, so that being there is not enough.
  const system = '/usr/bin/chromium';
  if (existsSync(system) && (await works(system, ['--version']))) return { path: system, env: {} };
  return packagedBrowser(host, say);
}

async function packagedBrowser(host: Host, say: Say): Promise<Program> {
  const folder = path.join(host.folder, 'chromium');
  if (!existsSync(folder)) {
    say('Unpacking the browser …');
    await unpack(path.join(host.folder, 'node_modules/@sparticuz/chromium/bin'), folder);
  }
  const program = path.join(folder, 'chromium');
  // The folder is that of this very installation, so a system without fonts has those that came with the browser.
  const env = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  if (await works(program, ['--version'])) return { path: program, env };
  const libraries = [path.join(folder, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  const withLibraries = { ...env, LD_LIBRARY_PATH: libraries };
  if (await works(program, ['--version'], { env: { ...process.env, ...withLibraries } })) {
    return { path: program, env: withLibraries };
  }
  throw new Error(
    `The browser of the npm registry does not start (${program} --version says why). ` +
      'Install Chromium and name it in FOOTBRIDGE_CHROMIUM.',
  );
}

/** The package's own code would unpack into the shared temporary folder, and it wants Node 22. */
async function unpack(from: string, to: string): Promise<void> {
  const staging = `${to}-new-${process.pid}`;
  await mkdir(staging, { recursive: true });
  for (const name of await readdir(from)) {
    const file = path.join(staging, path.basename(name, '.br'));
    const target = createWriteStream(file, { mode: 0o755 });
    await pipeline(createReadStream(path.join(from, name)), createBrotliDecompress(), target);
    if (!file.endsWith('.tar')) continue;
    await run('tar', ['-xf', file, '--no-same-owner', '-C', staging]);
    await rm(file);
  }
  await writeFile(path.join(staging, 'fonts.conf'), fontsConfiguration(to));
  await rename(staging, to).catch(async (error: unknown) => {
    await rm(staging, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(to)) throw error;
  });
}

function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
