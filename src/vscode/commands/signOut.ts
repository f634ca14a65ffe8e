import { l10n } from 'vscode';
import type { Footbridge } from '../footbridge.ts';
import { say } from './ask.ts';
import { connectionOf } from './connectionArgument.ts';

/** Forgets a credential. The connection stays in the settings. */
export async function signOutCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const title = l10n.t('Sign out of which connection?');
  const { connection } = await connectionOf(footbridge, given, {
    title,
    offer: (source) => source.connection.url !== undefined && !source.proposed,
  });
  await footbridge.connections.signOut(connection);
  say(l10n.t('Signed out of {0}', connection.alias));
}
