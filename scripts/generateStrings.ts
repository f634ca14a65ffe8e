// Writes l10n/bundle.l10n.json: every text that the code shows, for translators.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { projectFolder } from './vscodeHost/install.ts';

const file = path.join(projectFolder, 'l10n/bundle.l10n.json');

/** Whether the bundle holds the texts of the code as it is now. */
export async function stringsAreCurrent(): Promise<boolean> {
  return readFileSync(file, 'utf8') === (await stringsText());
}

async function stringsText(): Promise<string> {
  const strings = await getL10nJson(['src', 'webview'].flatMap(sourcesIn));
  const sorted = Object.entries(strings).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function sourcesIn(folder: string): { extension: '.ts' | '.tsx'; contents: string }[] {
  const names = readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      extension: name.endsWith('x') ? '.tsx' : '.ts',
      contents: readFileSync(path.join(projectFolder, folder, name), 'utf8'),
    }));
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, await stringsText());
