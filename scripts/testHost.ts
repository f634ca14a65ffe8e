// Runs test/host inside a real VS Code, as it was built last. `-- --grep TEXT` runs those whose names hold the text;
// `-- --bundle` only bundles them, for the debugger (see .vscode/launch.json).
import path from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryRepository } from '../test/fakes/temporaryRepository.ts';
import { bundleHostTests } from './vscodeHost/bundleTests.ts';
import { projectFolder } from './vscodeHost/install.ts';
import { runInHost } from './vscodeHost/runTests.ts';
import { endOnSignals } from './vscodeHost/signals.ts';
import { report } from './vscodeHost/testResult.ts';

endOnSignals();
const { values } = parseArgs({ options: { grep: { type: 'string' }, bundle: { type: 'boolean' } } });
const tests = await bundleHostTests();
if (values.bundle !== true) {
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
  console.log(`In the extension host of VS Code, ${Math.round((Date.now() - started) / 1000)} s:`);
  report(result, 'test-results/host');
}
