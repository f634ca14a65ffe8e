import { l10n } from 'vscode';
import { handBack } from '../../app/handBack.ts';
import { optimistic } from '../../app/optimistic.ts';
import { isMine } from '../../domain/query.ts';
import type { Footbridge } from '../footbridge.ts';
import { askText, say } from './ask.ts';
import { showError } from './boundary.ts';
import { subjectOf } from './ticketArgument.ts';

export async function handBackCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const purpose = l10n.t('Hand back a ticket');
  const { ref, backend, repository } = await subjectOf(footbridge, given, { purpose, offer: isMine });
  const before = await backend.get(ref);
  const reason = await askText({
    title: l10n.t('Hand back {0}', before.key),
    prompt: l10n.t('Why? It is noted on the ticket, internally. The ticket is nobody’s again, and its branch is left.'),
  });
  const result = await optimistic({ store: footbridge.store, backend, before, expected: { assignees: [] } }, () =>
    handBack({ backend, repository }, ref, reason),
  );
  if (result.problem !== undefined) await showError(result.problem, footbridge);
  if (isMine(result.ticket)) return;
  say(
    result.branch === undefined
      ? l10n.t('{0} is handed back', before.key)
      : l10n.t('{0} is handed back; on {1} again', before.key, result.branch),
  );
}
