import * as l10n from '@vscode/l10n';
import { commitUrl, parseRemote } from '../domain/codeHost.ts';
import { DeskError } from '../domain/errors.ts';
import type { CommitLink } from '../domain/ticket.ts';
import { answerOf, type RunGit } from './gitResult.ts';

/** Reads a commit as a ticket is told of it. @throws {DeskError} `usage` if the revision names none. */
export async function readCommit(run: RunGit, revision: string): Promise<CommitLink> {
  const resolved = await run('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  const sha = resolved.stdout.trim();
  if (resolved.code !== 0 || sha === '') {
    throw new DeskError('usage', l10n.t('{0} names no commit in this repository.', JSON.stringify(revision)));
  }
  const subject = answerOf('log', await run('log', '-1', '--format=%s', sha)).stdout.trim();
  const top = answerOf('rev-parse', await run('rev-parse', '--show-toplevel')).stdout.trim();
  const address = answerOf('config', await run('config', '--get', 'remote.origin.url'), [0, 1]).stdout.trim();
  return { sha, subject, url: commitUrl(parseRemote(address), top.split('/').at(-1) ?? top, sha) };
}
