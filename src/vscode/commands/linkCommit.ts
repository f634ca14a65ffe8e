import { l10n } from 'vscode';
import type { Footbridge } from '../footbridge.ts';
import { DeskError } from '../../domain/errors.ts';
import { askText, say } from './ask.ts';
import { subjectOf } from './ticketArgument.ts';

/** Ties a commit to a ticket: HEAD, unless the user names another one. */
export async function linkCommitCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const { ref, backend, repository } = await subjectOf(footbridge, given, {
    purpose: l10n.t('Link a commit to a ticket'),
  });
  if (repository === undefined) throw new DeskError('usage', l10n.t('No git repository is open.'));
  const revision = await askText({
    title: l10n.t('Link a commit'),
    prompt: l10n.t('A commit: its id, a branch or a tag'),
    value: 'HEAD',
  });
  const commit = await repository.workTree.commit(revision);
  const { key } = await backend.get(ref);
  switch (await backend.linkCommit(ref, commit)) {
    case 'created':
      return say(l10n.t('{0} is linked to {1}', commit.sha.slice(0, 10), key));
    case 'already':
      return say(l10n.t('{0} was linked to {1} already', commit.sha.slice(0, 10), key));
    case 'unsupported':
      throw new DeskError('unsupported', l10n.t('This connection has no links to commits.'));
  }
}
