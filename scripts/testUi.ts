// Runs test/ui: a browser drives a real VS Code. `npm run test:ui -- --grep TEXT` runs those whose names hold the text.
import Mocha from 'mocha';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installHost, projectFolder } from './vscodeHost/install.ts';
import { endOnSignals } from './vscodeHost/signals.ts';

endOnSignals();
const { values } = parseArgs({ options: { grep: { type: 'string' } } });
rmSync(path.join(projectFolder, 'test-results/screenshots'), { recursive: true, force: true });
await installHost(console.log);
const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, slow: 20_000, forbidOnly: true, forbidPending: true });
if (values.grep !== undefined) mocha.grep(values.grep);
const folder = path.join(projectFolder, 'test/ui');
for (const name of readdirSync(folder).sort()) {
  if (name.endsWith('.test.ts')) mocha.addFile(path.join(folder, name));
}
await mocha.loadFilesAsync();
const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
  const runner = mocha.run(() => resolve(runner.stats));
});
const passed = stats?.passes ?? 0;
const failed = stats?.failures ?? 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
