import type { Log } from '../../src/domain/ports.ts';

export interface RecordingLog extends Log {
  readonly lines: readonly string[];
}

/** A log that keeps what it is told. */
export function recordingLog(): RecordingLog {
  const lines: string[] = [];
  const keep = (message: string): void => void lines.push(message);
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}
