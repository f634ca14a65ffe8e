// `npm start`: builds Footbridge and opens it in a real VS Code, on a sample repository.
// Options: --port N (or PORT), --browser (not the desktop's VS Code), --fresh (make the sample repository anew).
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './run.ts';
import { prepareSample } from './sample/prepareSample.ts';
import { canOpenDesktop, openDesktop } from './vscodeHost/desktop.ts';
import { hostFolder, installHost, projectFolder, type Host } from './vscodeHost/install.ts';
import { packExtension } from './vscodeHost/packExtension.ts';
import { freePort, isFree } from './vscodeHost/ports.ts';
import { folderUrl, startServer, type HostServer } from './vscodeHost/server.ts';
import { endOnSignals } from './vscodeHost/signals.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, browser: { type: 'boolean' }, fresh: { type: 'boolean', default: false } },
});

let server: HostServer | undefined;
let stopping = false;
endOnSignals(async () => {
  stopping = true;
  console.log('\nStopping …');
  await server?.stop();
  console.log('Stopped.');
  // Ctrl-C is how it is meant to end.
  process.exit(0);
});

await start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function start(): Promise<void> {
  const port = await choosePort();
  console.log('Building Footbridge …');
  await run(process.execPath, ['esbuild.mjs'], { cwd: projectFolder });
  const sample = { folder: path.join(projectFolder, '.sample'), fresh: values.fresh, say: console.log };
  const desktop = values.browser !== true && (await canOpenDesktop());
  const [folder, host] = await Promise.all([prepareSample(sample), desktop ? undefined : installHost(console.log)]);
  if (desktop && (await openDesktop(folder, console.log))) return;
  await serve({ host: host ?? (await installHost(console.log)), folder, port });
}

/** Runs the workbench for a browser until it is stopped. */
async function serve(options: { readonly host: Host; readonly folder: string; readonly port: number }): Promise<void> {
  const { host, folder, port } = options;
  console.log('Packing and installing the extension …');
  const vsix = await packExtension();
  const { HOME } = process.env;
  server = await startServer(host, {
    home: path.join(hostFolder, 'home'),
    port,
    vsix: [vsix],
    folder,
    // Its terminals are the user's.
    env: HOME === undefined ? {} : { HOME },
  });
  console.log(`\nOpen this address in a browser; Ctrl-C stops it:\n\n  ${folderUrl(server, folder)}\n`);
  const end = await server.ended;
  if (stopping) return;
  console.error(`VS Code's server ended with ${end}. Its log: ${path.join(server.home, 'server.log')}`);
  process.exitCode = 1;
}

async function choosePort(): Promise<number> {
  const given = values.port ?? process.env['PORT'];
  // The same one where it is free: a browser keeps what it stores by the address.
  if (given === undefined || given === '') return freePort(8137);
  const wanted = Number(given);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) throw new Error(`${given} is no port.`);
  if (await isFree(wanted)) return wanted;
  throw new Error(`Port ${wanted} is in use. Choose another one with --port, or none.`);
}
