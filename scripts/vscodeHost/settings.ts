import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

export type Settings = Readonly<Record<string, unknown>>;

/** Writes the user's settings of a server's home: the quiet ones, and those given. */
export function writeSettings(home: string, settings: Settings): void {
  const file = settingsFile(home);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

export function readSettings(home: string): Settings {
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(settingsFile(home), 'utf8')));
}

export function hasSettings(home: string): boolean {
  return existsSync(settingsFile(home));
}

function settingsFile(home: string): string {
  return path.join(home, 'data/User/settings.json');
}

/** Those of a window that asks nothing and calls nobody. */
const quietSettings: Settings = {
  'workbench.colorTheme': 'Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  // Keeps the agent host from starting; language-model tools can still be registered and called.
  'chat.disableAIFeatures': true,
};
