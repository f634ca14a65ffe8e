import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Git } from './gitProcess.ts';

// A repository's own config. It belongs to this clone: what others commit does not reach it.

/** Every entry of the repository's config. Of several with one key the last counts, as it does for git. */
export async function readConfig(git: Git): Promise<Map<string, string>> {
  const { stdout } = await git.run(['config', '--local', '--null', '--list']);
  return new Map(
    stdout
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => {
        const end = entry.indexOf('\n');
        return end === -1 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
      }),
  );
}

export async function setConfig(git: Git, key: string, value: string): Promise<void> {
  await writeConfig(git, ['--replace-all', '--', key, encoded(value)]);
}

const attempts = 40;
/** What git exits with where the config is locked (`CONFIG_NO_LOCK`, -1, in its config.h), and where an entry to unset is none. */
const exits = { locked: 255, absent: 5 };

/** Git does not wait for the lock of its config, which another window or git itself may hold for a moment. */
export async function writeConfig(git: Git, args: readonly string[]): Promise<void> {
  for (let tried = 1; ; tried++) {
    const { code, stderr } = await git.run(['config', '--local', ...args], { exits: [0, exits.absent, exits.locked] });
    if (code !== exits.locked) return;
    if (tried === attempts) {
      throw new DeskError('configuration', l10n.t('The config of this repository is locked by another process.'), {
        detail: stderr,
        next: l10n.t('If no git is at work, delete the file "config.lock" in its ".git" folder.'),
      });
    }
    await delay(10 + Math.random() * 50);
  }
}

/** Control characters are written as `%0A`: older versions of git lose a carriage return, and a key cannot hold a line's end. */
export function encoded(text: string): string {
  return text.replaceAll(/[%\p{Cc}]/gu, encodeURIComponent);
}

export function decoded(text: string): string;
export function decoded(text: string | undefined): string | undefined;
export function decoded(text: string | undefined): string | undefined {
  return text?.replaceAll(/%25|%[01][0-9A-F]|%7F|%C2%[89][0-9A-F]/g, decodeURIComponent);
}
