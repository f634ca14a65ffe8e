// Checks what a user would get, after a build: every file that the manifest names is packed, nothing of the tests or the
// sources is, its texts can all be translated, and it stays small.
import { listFiles, PackageManager } from '@vscode/vsce';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { stringsAreCurrent } from './generateStrings.ts';
import { projectFolder } from './vscodeHost/install.ts';

/** Kilobytes, unpacked: twice what it was when this was written. */
const largest = 3000;

const files = await listFiles({ cwd: projectFolder, packageManager: PackageManager.None });
const problems = [
  ...missing(files).map((file) => `package.json names ${file}, and it is not packed: add it to .vscodeignore.`),
  ...files
    .filter((file) => /(^|\/)(test|src|scripts|node_modules)\/|\.(ts|tsx|map)$/.test(file))
    .map((file) => `${file} is packed.`),
];
const size = Math.round(files.reduce((sum, file) => sum + statSync(path.join(projectFolder, file)).size, 0) / 1000);
if (!(await stringsAreCurrent())) problems.push('l10n/bundle.l10n.json is not of this code: npm run generate.');
if (size > largest) problems.push(`The package has ${size} kB, more than ${largest}.`);
for (const problem of problems) console.error(problem);
console.log(`The package: ${files.length} files, ${size} kB.`);
if (problems.length > 0) process.exitCode = 1;

/** Paths that stand anywhere in the manifest, and the files that VS Code looks for by their names. */
function missing(packed: readonly string[]): string[] {
  const manifest = readFileSync(path.join(projectFolder, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|media|schemas)\/[^"]+\.(?:js|svg|png|json|md))"/g)].map(
    ([, file = '']) => file,
  );
  return ['package.json', 'package.nls.json', 'README.md', 'LICENSE', ...named].filter(
    (file) => !packed.includes(file),
  );
}
