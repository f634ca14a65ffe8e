import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { liveServer, stopLiveServer } from '../../test/live/liveServer.ts';

const folder = 'test/live';

/** Starts the real servers, runs test/live against them, stops them, and says in its last line how many passed. */
async function main(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, forbidOnly: true, forbidPending: true });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  for (const file of files.toSorted()) mocha.addFile(join(folder, file));
  let failures = 1;
  let passes = 0;
  try {
    await liveServer();
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
  } finally {
    await stopLiveServer();
  }
  console.log(`${passes} passed, ${failures} failed`);
  process.exitCode = failures === 0 && passes > 0 ? 0 : 1;
}

await main();
