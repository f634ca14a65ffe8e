import { l10n, ProgressLocation, window } from 'vscode';
import { checkConnection } from '../../app/checkConnection.ts';
import type { Footbridge } from '../footbridge.ts';
import { connectionOf } from './connectionArgument.ts';

/** Asks a backend who I am there. The error boundary says what is wrong. */
export async function testConnectionCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const title = l10n.t('Test which connection?');
  const source = await connectionOf(footbridge, given, { title, offer: () => true });
  const { alias } = source.connection;
  const me = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Testing {0}…', alias) },
    async () => checkConnection(await source.backend(), source),
  );
  await window.showInformationMessage(l10n.t('{0} works: signed in as {1}.', alias, me.name));
}
