import { gitFailure } from './gitFailure.ts';

/** Runs git to its end and tells how it went. @throws {DeskError} only where git could not be started. */
export type RunGit = (...args: readonly string[]) => Promise<GitResult>;

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Takes a result for an answer. @throws {DeskError} for an exit code that is none. */
export function answerOf(command: string, result: GitResult, answers: readonly number[] = [0]): GitResult {
  if (answers.includes(result.code)) return result;
  throw gitFailure(command, { code: result.code, stderr: result.stderr, timedOut: false });
}

/** What git said, as part of a sentence: in its own language, without its hints. */
export function wordsOf({ stderr }: GitResult): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  return lines
    .join(' ')
    .replace(/^\w+: /, '')
    .slice(0, 400);
}
