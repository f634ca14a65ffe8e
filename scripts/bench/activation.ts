import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { round, row, type Bench } from './row.ts';
import { vscodeStub } from './vscodeStub.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

/** The code that a window loads when it starts, beside the same code with nothing left for later. */
export const benchActivation: Bench = async (say) => {
  say('Measuring the activation code…');
  const eager = await bundleWhole();
  const entry = path.join(project, 'dist/extension.js');
  const size = round(Buffer.byteLength(await staticCode(entry)) / 1000);
  const [ours, whole, empty] = [await loadTime(entry), await loadTime(eager), await loadTime(undefined)];
  const of = 'everything in one bundle';
  return [
    row('code loaded on activation', size, '≤ 100 kB', { figure: round((await readFile(eager)).length / 1000), of }),
    row('loading it', round(ours - empty), '≤ 30 ms', { figure: round(whole - empty), of }),
  ];
};

/** The code of a module with all that it imports before it runs. What it imports on first use does not count. */
async function staticCode(file: string, seen = new Set<string>()): Promise<string> {
  if (seen.has(file)) return '';
  seen.add(file);
  let code = await readFile(file, 'utf8');
  for (const [, relative = ''] of code.matchAll(/(?:from|import)"(\.[^"]+)"/g)) {
    code += await staticCode(path.resolve(path.dirname(file), relative), seen);
  }
  return code;
}

async function bundleWhole(): Promise<string> {
  const outfile = path.join(project, 'dist/bench/extension.js');
  await esbuild.build({
    entryPoints: [path.join(project, 'src/extension.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['vscode'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  });
  // One file, so a dynamic import in it is no longer one.
  return outfile;
}

/** Milliseconds of a process that imports a module and ends; the middle of nine. */
async function loadTime(file: string | undefined): Promise<number> {
  const stub = vscodeStub(file === undefined ? '' : await staticCode(file));
  const script = `const t = performance.now(); ${file === undefined ? '' : `await import(${JSON.stringify(file)});`} console.log(performance.now() - t)`;
  const times: number[] = [];
  for (let count = 0; count < 9; count++) {
    const { stdout } = await execute(process.execPath, ['--import', stub, '--input-type=module', '--eval', script], {
      cwd: project,
    });
    times.push(Number(stdout));
  }
  return times.toSorted((a, b) => a - b)[4] ?? Number.NaN;
}
