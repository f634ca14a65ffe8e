import { constants } from 'node:os';

/**
 * Ends the process on Ctrl-C and the like as an ordinary exit, so that servers, browsers and temporary folders go with it.
 * @param stop is waited for first.
 */
export function endOnSignals(stop: () => Promise<void> = nothing): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal sends it to every process of the group, and tsx passes its own on.
      if (ending) return;
      ending = true;
      void stop().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
}

async function nothing(): Promise<void> {}
