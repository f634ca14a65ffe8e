import * as esbuild from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './install.ts';

/** Bundles test/host and every test file below it. @returns the script to give to VS Code. */
export async function bundleHostTests(): Promise<string> {
  const source = path.join(projectFolder, 'test/host');
  const tests = readdirSync(source).filter((name) => name.endsWith('.test.ts'));
  const outdir = path.join(projectFolder, 'dist/test/host');
  await esbuild.build({
    absWorkingDir: projectFolder,
    entryPoints: ['index.ts', ...tests].map((name) => path.join(source, name)),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    // `vscode` comes from the extension host; mocha is loaded once, so that all files share it.
    external: ['vscode', 'mocha'],
    banner: {
      js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
    },
  });
  return path.join(outdir, 'index.js');
}
