import { CancellationError, commands, l10n, window } from 'vscode';
import type { Disposable } from 'vscode';
import { DeskError, explain } from '../../domain/errors.ts';
import { detailOf } from '../log.ts';
import type { Footbridge } from '../footbridge.ts';

/** A command: it gets what Footbridge has, and whatever a menu, a key, a link or another extension called it with. */
export type CommandHandler = (footbridge: Footbridge, ...given: readonly unknown[]) => Promise<void> | void;

export type CommandTable = Readonly<Record<string, CommandHandler>>;

interface CommandsOptions {
  /** As package.json has them. */
  readonly ids: readonly string[];
  /** Loads what they do: with the first of them, not with the window. */
  readonly load: () => Promise<CommandTable>;
  readonly footbridge: Footbridge;
}

/** Registers the commands. What one throws is logged, and shown once, with something to do about it. */
export function registerCommands({ ids, load, footbridge }: CommandsOptions): Disposable[] {
  return ids.map((id) =>
    commands.registerCommand(id, async (...given: unknown[]) => {
      try {
        await (await load())[id]?.(footbridge, ...given);
      } catch (error) {
        if (error instanceof CancellationError) return;
        footbridge.log.error(`${id}: ${detailOf(error)}`);
        await showError(error, footbridge);
      }
    }),
  );
}

/** Shows what went wrong, and the one thing that helps. */
export async function showError(error: unknown, { showLog }: Pick<Footbridge, 'showLog'>): Promise<void> {
  const action = actionFor(error);
  const log = l10n.t('Show Log');
  const chosen = await window.showErrorMessage(explain(error), ...(action === undefined ? [] : [action.title]), log);
  if (chosen === log) showLog();
  else if (chosen !== undefined && action !== undefined) await commands.executeCommand(action.command);
}

function actionFor(error: unknown): { readonly title: string; readonly command: string } | undefined {
  if (DeskError.is(error, 'notSignedIn', 'unauthorized'))
    return { title: l10n.t('Sign In…'), command: 'footbridge.signIn' };
  if (DeskError.is(error, 'conflict')) return { title: l10n.t('Refresh'), command: 'footbridge.refresh' };
  return undefined;
}
