import { constants } from 'node:os';

/** Ends the process on Ctrl-C and the like as an ordinary exit, so that servers, browsers and temporary folders go with it. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
