import Mocha from 'mocha';
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

/**
 * VS Code calls this in the extension host. It runs every test file that stands beside it in the bundle.
 *
 * Output and result go to the files that the environment names: the console of an extension host is mixed with the log of
 * the workbench, and an extension host that dies reports success. Without the names the output goes to the console.
 */
export async function run(): Promise<void> {
  const { FOOTBRIDGE_TEST_OUTPUT: output, FOOTBRIDGE_TEST_RESULT: result, FOOTBRIDGE_TEST_GREP: grep } = process.env;
  const write = (...args: unknown[]): void => {
    if (output === undefined) process.stdout.write(`${format(...args)}\n`);
    else appendFileSync(output, `${format(...args)}\n`);
  };
  Mocha.reporters.Base.consoleLog = write;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, forbidOnly: true, forbidPending: true });
  if (grep !== undefined) mocha.grep(grep);
  for (const name of readdirSync(import.meta.dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(import.meta.dirname, name));
  }
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    write(error);
    throw error;
  }
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (result !== undefined) writeFileSync(result, JSON.stringify(stats));
  if (stats === undefined || stats.failures > 0) throw new Error(`${stats?.failures ?? 'All'} tests failed.`);
}
