import type { LogOutputChannel } from 'vscode';
import type { Log } from '../domain/ports.ts';

/** VS Code's log channel as the port. The channel has levels, times and a file of its own. */
export function logOf(channel: LogOutputChannel): Log {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
  };
}

/** Lets a promise run on its own: whatever it throws is in the log, and nobody waits. */
export function background(promise: Promise<unknown> | Thenable<unknown>, log: Log): void {
  promise.then(undefined, (error: unknown) => log.error(detailOf(error)));
}

/** Everything about an error that the log should have: the stack, and what caused it. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const detail = 'detail' in error && typeof error.detail === 'string' ? `\n${error.detail}` : '';
  const cause = error.cause === undefined ? '' : `\ncaused by ${detailOf(error.cause)}`;
  return `${error.stack ?? error.message}${detail}${cause}`;
}
