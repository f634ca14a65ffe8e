import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

export interface TestResult {
  readonly passed: number;
  readonly failed: number;
  /** Why the run as a whole is not good; absent if it is. */
  readonly problem?: string;
}

const resultSchema = v.object({ passes: v.number(), failures: v.number() });

/**
 * What a run of test/host comes to. Its last act is to write the file, so without it something died on the way.
 * @param problem what was seen to go wrong from the outside.
 */
export function judge(file: string, problem: string | undefined): TestResult {
  if (!existsSync(file)) {
    return { passed: 0, failed: 1, problem: problem ?? 'the suite did not reach its end: the extension host died' };
  }
  const { passes, failures } = v.parse(resultSchema, JSON.parse(readFileSync(file, 'utf8')));
  const result = { passed: passes, failed: failures };
  if (failures > 0) return { ...result, problem: `${failures} failed` };
  if (passes === 0) return { ...result, failed: 1, problem: 'no test ran' };
  return problem === undefined ? result : { ...result, failed: 1, problem };
}

/** Says the result, with the line `N passed, N failed` last, and sets the exit code. */
export function report({ passed, failed, problem }: TestResult, logs: string): void {
  if (problem !== undefined) {
    console.error(`Not good: ${problem}. The logs are in ${logs}.`);
    process.exitCode = 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
}
