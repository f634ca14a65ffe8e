// Builds the three bundles: the extension, the command line and the webview pages. `--watch` rebuilds on change.
import * as esbuild from 'esbuild';
import { rm } from 'node:fs/promises';

const watch = process.argv.includes('--watch');

// The bundles are ES modules so that what is imported on first use becomes a chunk of its own. Libraries that call
// require() need one; it is also what VS Code's proxy and certificate support hooks into.
const requireInModules =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** @type {esbuild.BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: requireInModules },
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
  },
  // `vscode` is not external here: an import of it from below src/vscode stops this build.
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'cli/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    banner: { js: `#!/usr/bin/env node\n${requireInModules}` },
  },
  {
    entryPoints: ['webview/ticket.tsx', 'webview/ticket.css'],
    outdir: 'dist/webview',
    bundle: true,
    platform: 'browser',
    target: 'chrome120',
    format: 'esm',
    minify: !watch,
    sourcemap: watch ? 'inline' : false,
    legalComments: 'none',
    logLevel: 'warning',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // Decodes Markdown's character references by a table: the variant for browsers does it through innerHTML.
    conditions: ['worker', 'module'],
  },
];

await rm('dist', { recursive: true, force: true });
if (watch) {
  const contexts = await Promise.all(
    bundles.map((bundle) =>
      esbuild.context({
        ...bundle,
        plugins: [
          {
            name: 'report',
            setup: (build) =>
              build.onEnd((result) => console.log(`[watch] build finished, ${result.errors.length} errors`)),
          },
        ],
      }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
}
