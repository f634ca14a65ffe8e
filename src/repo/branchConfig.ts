import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DeskError } from '../domain/errors.ts';
import type { PickUpRecord, WorkTree } from '../domain/ports.ts';
import { phases, refKey, type TicketRef } from '../domain/ticket.ts';
import type { Git } from './gitProcess.ts';

type Records = Pick<WorkTree, 'ticketOfBranch' | 'linkBranch' | 'record' | 'recordOf' | 'forget'>;

/**
 * Which ticket a branch belongs to, and what a pick-up has to undo, in the repository's own config: all linked working trees
 * read it, and git itself renames and removes a branch's entries together with the branch.
 */
export function branchConfig(git: Git): Records {
  return {
    ticketOfBranch: async (branch) => decoded((await readAll(git)).get(branchKey(branch))),
    linkBranch: async (branch, ticket) => {
      if (ticket === undefined) await write(git, ['--unset-all', '--', branchKey(branch)]);
      else await set(git, branchKey(branch), ticket);
    },
    record: (pickUp) => record(git, pickUp),
    recordOf: (ref) => recordOf(git, ref),
    forget: (ref) => forget(git, ref),
  };
}

function branchKey(branch: string): string {
  return `branch.${branch}.footbridge-ticket`;
}

function section(ref: TicketRef): string {
  return `footbridge-pickup.${encoded(refKey(ref))}`;
}

async function record(git: Git, { ref, ...pickUp }: PickUpRecord): Promise<void> {
  await forget(git, ref);
  const { key, ...rest } = pickUp;
  for (const [name, value] of Object.entries(rest)) await set(git, `${section(ref)}.${name}`, String(value));
  // The key comes last: without it, whoever was interrupted has left no record rather than half of one.
  await set(git, `${section(ref)}.key`, key);
}

const recordSchema = v.object({
  key: v.string(),
  phase: v.picklist(phases),
  state: v.string(),
  branch: v.exactOptional(v.string()),
  made: v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
  from: v.exactOptional(v.string()),
});

async function recordOf(git: Git, ref: TicketRef): Promise<PickUpRecord | undefined> {
  const prefix = `${section(ref)}.`;
  const entries = [...(await readAll(git))]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), decoded(value)] as const);
  const parsed = v.safeParse(recordSchema, Object.fromEntries(entries));
  return parsed.success ? { ref, ...parsed.output } : undefined;
}

async function forget(git: Git, ref: TicketRef): Promise<void> {
  const prefix = `${section(ref)}.`;
  if (![...(await readAll(git)).keys()].some((key) => key.startsWith(prefix))) return;
  await write(git, ['--remove-section', '--', section(ref)]);
}

/** Every entry of the repository's config. Of several with one key the last counts, as it does for git. */
async function readAll(git: Git): Promise<Map<string, string>> {
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

async function set(git: Git, key: string, value: string): Promise<void> {
  await write(git, ['--replace-all', '--', key, encoded(value)]);
}

const attempts = 40;
/** What git exits with where the config is locked (`CONFIG_NO_LOCK`, -1, in its config.h), and where an entry to unset is none. */
const exits = { locked: 255, absent: 5 };

/** Git does not wait for the lock of its config, which another window or git itself may hold for a moment. */
async function write(git: Git, args: readonly string[]): Promise<void> {
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
function encoded(text: string): string {
  return text.replaceAll(/[%\p{Cc}]/gu, encodeURIComponent);
}

function decoded(text: string): string;
function decoded(text: string | undefined): string | undefined;
function decoded(text: string | undefined): string | undefined {
  return text?.replaceAll(/%25|%[01][0-9A-F]|%7F|%C2%[89][0-9A-F]/g, decodeURIComponent);
}
