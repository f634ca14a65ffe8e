import { l10n, ProgressLocation, window } from 'vscode';
import { DeskError } from '../../domain/errors.ts';
import type { Footbridge } from '../footbridge.ts';
import { say } from './ask.ts';
import { pickRepository } from './branch.ts';

/** Exchanges the git desk with the team's remote. */
export async function syncCommand({ repositories, store }: Footbridge): Promise<void> {
  const { desk } = await pickRepository(repositories.all);
  const backend = await store.sources.find(({ connection }) => connection.alias === desk.alias)?.backend();
  if (backend?.sync === undefined) throw new DeskError('unsupported', l10n.t('There is no git desk here.'));
  const result = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Syncing the git desk…') },
    () => backend.sync?.() ?? Promise.reject(new DeskError('unsupported', l10n.t('There is no git desk here.'))),
  );
  await store.refresh({ connection: desk.alias });
  say(l10n.t('Git desk: {0} events received, {1} sent', result.received, result.sent));
  for (const ticket of result.lost) {
    const owner = ticket.assignees.map(({ name }) => name).join(', ');
    await window.showWarningMessage(
      l10n.t('{0} was picked up by {1} at the same time; it is theirs.', ticket.key, owner),
    );
  }
}
