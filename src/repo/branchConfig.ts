import * as v from 'valibot';
import type { PickUpRecord, WorkTree } from '../domain/ports.ts';
import { phases, refKey, type TicketRef } from '../domain/ticket.ts';
import type { Git } from './gitProcess.ts';
import { decoded, encoded, readConfig, setConfig, writeConfig } from './localConfig.ts';

type Records = Pick<WorkTree, 'ticketOfBranch' | 'linkBranch' | 'record' | 'recordOf' | 'forget'>;

/**
 * Which ticket a branch belongs to, and what a pick-up has to undo, in the repository's own config: all linked working trees
 * read it, and git itself renames and removes a branch's entries together with the branch.
 */
export function branchConfig(git: Git): Records {
  return {
    ticketOfBranch: async (branch) => decoded((await readConfig(git)).get(branchKey(branch))),
    linkBranch: async (branch, ticket) => {
      if (ticket === undefined) await writeConfig(git, ['--unset-all', '--', branchKey(branch)]);
      else await setConfig(git, branchKey(branch), ticket);
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
  for (const [name, value] of Object.entries(rest)) await setConfig(git, `${section(ref)}.${name}`, String(value));
  // The key comes last: without it, whoever was interrupted has left no record rather than half of one.
  await setConfig(git, `${section(ref)}.key`, key);
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
  const entries = [...(await readConfig(git))]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), decoded(value)] as const);
  const parsed = v.safeParse(recordSchema, Object.fromEntries(entries));
  return parsed.success ? { ref, ...parsed.output } : undefined;
}

async function forget(git: Git, ref: TicketRef): Promise<void> {
  const prefix = `${section(ref)}.`;
  if (![...(await readConfig(git)).keys()].some((key) => key.startsWith(prefix))) return;
  await writeConfig(git, ['--remove-section', '--', section(ref)]);
}
