import { l10n, ProgressLocation, window } from 'vscode';
import { originOf, type Connection } from '../../domain/connection.ts';
import { aliasPattern } from '../../domain/connectionSchema.ts';
import type { Footbridge } from '../footbridge.ts';
import { say } from './ask.ts';
import { askCredential } from './askCredential.ts';
import { connectionOf, kindOf } from './connectionArgument.ts';

/** Signs in to a connection: one that the repository proposes, or one of the user's own. */
export async function signInCommand(footbridge: Footbridge, given: unknown): Promise<void> {
  const title = l10n.t('Sign in to which connection?');
  const source = await connectionOf(footbridge, given, {
    title,
    offer: ({ connection }) => connection.url !== undefined,
  });
  await signIn(footbridge, source.connection);
}

export async function signIn(footbridge: Footbridge, proposed: Connection): Promise<void> {
  const kind = kindOf(footbridge, proposed);
  const origin = originOf(proposed) ?? proposed.alias;
  const taken = footbridge.connections.all().some(({ alias, url }) => alias === proposed.alias && url !== proposed.url);
  const connection = taken ? { ...proposed, alias: freeAlias(footbridge, proposed.alias) } : proposed;
  // The origin is in every step: this is where the user decides which host gets a credential.
  const credential = await askCredential(l10n.t('Sign in to {0} ({1})', origin, kind.name), kind, connection);
  const me = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Signing in to {0}…', origin) },
    () => footbridge.connections.signIn(connection, credential),
  );
  say(l10n.t('Signed in to {0} as {1}', origin, me.name));
}

/** An alias that no connection of the user has yet. */
export function freeAlias({ connections }: Footbridge, wanted: string): string {
  const taken = new Set(connections.all().map(({ alias }) => alias));
  const base = aliasPattern.test(wanted) ? wanted : 'connection';
  let alias = base;
  for (let number = 2; taken.has(alias); number++) alias = `${base}-${number}`;
  return alias;
}
