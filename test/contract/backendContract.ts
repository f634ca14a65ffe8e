import { assignContract } from './assignContract.ts';
import type { ContractHarness } from './harness.ts';
import { hostileTextContract } from './hostileTextContract.ts';
import { listContract } from './listContract.ts';
import { moveContract } from './moveContract.ts';
import { noteContract } from './noteContract.ts';
import { readContract } from './readContract.ts';

/**
 * What every backend owes, run against one of them. Where a backend cannot do a thing, its capabilities say so and
 * the suite asks that it really leaves it alone.
 * @param setUp opens the system once for the whole suite; the tests only look at tickets of their own.
 */
export function backendContract(name: string, setUp: () => Promise<ContractHarness>): void {
  describe(`What every backend owes: ${name}`, function () {
    // A real server on a busy machine needs its time.
    this.timeout(120_000);
    let current: ContractHarness | undefined;

    before(async () => {
      current = await setUp();
    });
    after(async () => current?.tearDown?.());

    const harness = (): ContractHarness => {
      if (current === undefined) throw new Error('The harness is not set up.');
      return current;
    };
    readContract(harness);
    listContract(harness);
    assignContract(harness);
    moveContract(harness);
    noteContract(harness);
    hostileTextContract(harness);
  });
}
