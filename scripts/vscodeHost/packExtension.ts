import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../run.ts';
import { hostFolder, projectFolder } from './install.ts';

/** Packs the extension as it was built last. @returns the .vsix file. */
export async function packExtension(): Promise<string> {
  const file = path.join(hostFolder, 'footbridge.vsix');
  await mkdir(hostFolder, { recursive: true });
  const vsce = path.join(projectFolder, 'node_modules/@vscode/vsce/vsce');
  // Everything is bundled, so no dependencies are packed; links in the README are for those who read it in the repository.
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--out', file];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: projectFolder });
  return file;
}
