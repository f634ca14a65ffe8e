// Runs test/host inside a real VS Code. `npm run test:host -- --grep TEXT` runs those whose names hold the text.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryRepository } from '../test/fakes/temporaryRepository.ts';
import { bundleHostTests } from './vscodeHost/bundleTests.ts';
import { projectFolder } from './vscodeHost/install.ts';
import { runInHost } from './vscodeHost/runTests.ts';
import { endOnSignals } from './vscodeHost/signals.ts';

endOnSignals();
const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const tests = await bundleHostTests();
const repository = await temporaryRepository();
await repository.commit('README.md', '# Harbour shop\n');
const started = Date.now();
const result = await runInHost(
  {
    extension: projectFolder,
    tests,
    folder: repository.path,
    results: path.join(projectFolder, 'test-results/host'),
    env: values.grep === undefined ? {} : { FOOTBRIDGE_TEST_GREP: values.grep },
  },
  console.log,
);
await repository.remove();
if (result.problem !== undefined) console.error(`Not good: ${result.problem}. The logs are in test-results/host.`);
console.log(`In the extension host of VS Code, ${Math.round((Date.now() - started) / 1000)} s:`);
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.problem === undefined ? 0 : 1;
