// Builds the three bundles: the extension, the command line and the webview pages. `--watch` rebuilds on change.
import * as esbuild from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

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

const extension = path.resolve('src/extension.ts');

/**
 * Keeps what a window loads when it starts in one file. What several chunks share is cut by who shares it, and each piece costs the
 * start some milliseconds; so every chunk that is imported on first use imports the whole of the start, which is there by then.
 * @type {esbuild.Plugin}
 */
const oneFileForTheStart = {
  name: 'one file for the start',
  setup(build) {
    /** @type {Set<string>} */
    const onFirstUse = new Set();
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, resolveDir, path: name }) => {
      if (kind === 'dynamic-import') onFirstUse.add(path.resolve(resolveDir, name));
      return undefined;
    });
    build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      if (!onFirstUse.has(file)) return undefined;
      const contents = `${await readFile(file, 'utf8')}\nimport ${JSON.stringify(extension)};\n`;
      return { contents, loader: 'ts', resolveDir: path.dirname(file) };
    });
  },
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    external: ['vscode'],
    plugins: [oneFileForTheStart],
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
          ...(bundle.plugins ?? []),
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
