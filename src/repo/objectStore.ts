import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Identity, ObjectStore } from '../domain/ports.ts';
import { readDifference, readTree } from './gitBlobs.ts';
import { gitFailure } from './gitFailure.ts';
import { commit, data } from './gitFastImport.ts';
import { checkedCommit, checkedPath, checkedRef } from './gitNames.ts';
import { gitIn, type Git } from './gitProcess.ts';
import { fetchRef, pushRef, sharedRemote } from './gitRemote.ts';
import { union } from './gitUnion.ts';
import { KeptCatFile } from './keptCatFile.ts';

/**
 * Git's object store, in the repository that a directory belongs to: a checkout, a linked worktree or a bare one.
 * @param executable git itself, if it is not the first in the path.
 */
export function openObjectStore(directory: string, executable?: string): ObjectStore {
  const git = withoutHooks(gitIn(directory, executable));
  const kept = new KeptCatFile(git);
  const identity = remembered(async () => readIdentity(git));
  return {
    identity,
    resolve: async (ref) => resolve({ git, kept }, checkedRef(ref)),
    readAll: (commit) => readTree(git, checkedCommit(commit)),
    readAdded: (from, to) => readDifference({ git, kept }, checkedCommit(from), checkedCommit(to)),
    append: async (ref, parent, files, message) =>
      commit(
        git,
        {
          ref: checkedRef(ref),
          parent: parent === undefined ? undefined : checkedCommit(parent),
          message,
          changes: files.map((file) => `M 100644 inline ${checkedPath(file.path)}\n${data(file.content)}`),
        },
        identity(),
      ),
    union: async (ref, ours, theirs, message) =>
      union(
        git,
        {
          ref: checkedRef(ref),
          ours: ours === undefined ? undefined : checkedCommit(ours),
          theirs: checkedCommit(theirs),
          message,
        },
        identity,
      ),
    remote: async () => sharedRemote(git),
    fetch: async (remote, ref) => {
      const tracking = await fetchRef(git, remote, checkedRef(ref));
      return tracking === undefined ? undefined : resolve({ git, kept }, tracking);
    },
    push: async (remote, ref) => pushRef(git, remote, checkedRef(ref)),
  };
}

async function resolve(
  { git, kept }: { readonly git: Git; readonly kept: KeptCatFile },
  ref: string,
): Promise<string | undefined> {
  const answer = await kept.ask(ref);
  if (answer?.type === 'commit') return answer.id;
  // All that is not a plain answer: no such ref, no repository, no git.
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', ref], { exits: [0, 1] });
  return code === 0 ? stdout.trim() : undefined;
}

function withoutHooks(git: Git): Git {
  return {
    directory: git.directory,
    run: async (args, options) => git.run([...noHooks, ...args], options),
    start: (args, options) => git.start([...noHooks, ...args], options),
  };
}

/** A desk changes with every note; the hooks of the project (reference-transaction, pre-push) are for its code. */
const noHooks = ['-c', 'core.hooksPath=/dev/null'];

/** Milliseconds for which git is not asked again who the user is. */
const identityLasts = 30_000;

/** Every read and every write asks who looks; a failure is not remembered, so that it can be mended. */
function remembered(read: () => Promise<Identity>): () => Promise<Identity> {
  let known: { readonly identity: Identity; readonly until: number } | undefined;
  return async () => {
    if (known === undefined || Date.now() > known.until) {
      known = { identity: await read(), until: Date.now() + identityLasts };
    }
    return known.identity;
  };
}

async function readIdentity(git: Git): Promise<Identity> {
  // Git would make an address of the login and the machine's name, which is nobody's.
  const args = ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT'];
  const { code, stdout, stderr } = await git.run(args, { exits: [0, 1, 128] });
  const ident = code === 0 ? /^(.+) <(.+)> \d+ [+-]\d+$/.exec(stdout.trim()) : undefined;
  const [, name, email] = ident ?? [];
  if (name !== undefined && email !== undefined) return { name, email };
  if (/dubious ownership/.test(stderr)) throw gitFailure('var', { code, stderr, timedOut: false });
  throw new DeskError('configuration', l10n.t('Git does not know who you are.'), {
    detail: stderr,
    next: l10n.t(
      'Run: {0} and: {1}',
      'git config --global user.name "Your Name"',
      'git config --global user.email you@example.org',
    ),
  });
}
