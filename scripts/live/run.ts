import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { installAlertmanager } from './alertmanager.ts';
import { installRedmine } from './redmine.ts';
import { installRequestTracker } from './requestTracker.ts';

const folder = 'test/live';

/** What the tests run against. */
const products = [installRequestTracker, installRedmine, installAlertmanager];

/**
 * `npm run test:live [-- PATTERN]`: runs test/live, or what PATTERN names of it, against real servers, which the tests start and stop.
 * Says in its last line how many passed.
 */
async function main(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, forbidOnly: true, forbidPending: true });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  for (const file of files.toSorted()) mocha.addFile(join(folder, file));
  const [pattern] = process.argv.slice(2);
  if (pattern !== undefined) mocha.grep(pattern);
  let failures = 1;
  let passes = 0;
  try {
    // Before the first test: it takes longer than a test may.
    for (const installProduct of products) await installProduct(console.log);
    await mocha.loadFilesAsync();
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on('end', () => {
        passes = runner.stats?.passes ?? 0;
        failures = runner.stats?.failures ?? 1;
      });
    });
  } catch (error) {
    console.error(error);
  }
  console.log(`${passes} passed, ${failures} failed`);
  process.exitCode = failures === 0 && passes > 0 ? 0 : 1;
}

await main();
