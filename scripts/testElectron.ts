// Runs test/host inside a VS Code of the desktop, for machines that can download one and have a screen (or xvfb-run):
// the oldest that the extension supports, then the newest. `-- --vscode VERSION` runs one of them.
import { runTests } from '@vscode/test-electron';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { temporaryRepository } from '../test/fakes/temporaryRepository.ts';
import { bundleHostTests } from './vscodeHost/bundleTests.ts';
import { hostFolder, projectFolder } from './vscodeHost/install.ts';
import { endOnSignals } from './vscodeHost/signals.ts';
import { judge, report, type TestResult } from './vscodeHost/testResult.ts';

endOnSignals();
const { values } = parseArgs({ options: { vscode: { type: 'string' }, grep: { type: 'string' } } });
const tests = await bundleHostTests();
const results: TestResult[] = [];
for (const version of values.vscode === undefined ? [oldestVersion(), 'stable'] : [values.vscode]) {
  console.log(`VS Code ${version}:`);
  const result = await runIn(version);
  if (result.problem !== undefined) console.error(`Not good: ${result.problem}.`);
  results.push(result);
}
const problem = results.find((result) => result.problem !== undefined)?.problem;
report(
  {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    ...(problem === undefined ? {} : { problem }),
  },
  'the output above',
);

async function runIn(version: string): Promise<TestResult> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'footbridge-electron-'));
  const result = path.join(scratch, 'result.json');
  const repository = await temporaryRepository();
  await repository.commit('README.md', '# Harbour shop\n');
  const failure = await runTests({
    version,
    cachePath: path.join(hostFolder, 'desktop'),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: tests,
    extensionTestsEnv: {
      FOOTBRIDGE_TEST_RESULT: result,
      ...(values.grep === undefined ? {} : { FOOTBRIDGE_TEST_GREP: values.grep }),
    },
    launchArgs: [
      repository.path,
      '--disable-workspace-trust',
      `--user-data-dir=${path.join(scratch, 'data')}`,
      // Chromium's sandbox refuses root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const outcome = judge(result, failure);
  await repository.remove();
  rmSync(scratch, { recursive: true, force: true });
  return outcome;
}

function oldestVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const { engines } = v.parse(v.object({ engines: v.object({ vscode: v.string() }) }), manifest);
  return engines.vscode.replace('^', '');
}
