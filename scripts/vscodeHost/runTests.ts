import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { developIn } from './development.ts';
import { followFile } from './followFile.ts';
import { installHost, type Say } from './install.ts';
import { folderUrl, startServer, type HostServer } from './server.ts';
import type { Settings } from './settings.ts';
import { judge, type TestResult } from './testResult.ts';

interface TestRun {
  /** The folder of the extension to load. */
  readonly extension: string;
  /** The script whose `run()` runs the tests; see test/host/index.ts. */
  readonly tests: string;
  /** The folder that the window opens. */
  readonly folder: string;
  /** Where the logs go, and a picture if it gets stuck. Emptied first. */
  readonly results: string;
  readonly settings?: Settings;
  /** Reaches the tests as their environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** After how many seconds a run without an end counts as stuck. */
  readonly limit?: number;
}

/**
 * Runs a mocha suite in the extension host of a real VS Code and passes its output on.
 *
 * An extension host that dies in the middle ends the run as if all were well, so the file that the suite writes at its
 * very end decides, not the exit code.
 */
export async function runInHost(run: TestRun, say: Say): Promise<TestResult> {
  rmSync(run.results, { recursive: true, force: true });
  mkdirSync(run.results, { recursive: true });
  const output = path.join(run.results, 'output.txt');
  const result = path.join(run.results, 'result.json');
  const host = await installHost(say);
  const server = await startServer(host, {
    settings: run.settings ?? {},
    env: { ...run.env, FOOTBRIDGE_TEST_OUTPUT: output, FOOTBRIDGE_TEST_RESULT: result },
  });
  const stopFollowing = followFile(output, (text) => process.stdout.write(text));
  const browser = await launchBrowser(host, say).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  let problem: string | undefined;
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    problem = await untilEnd(await context.newPage(), { run, server });
  } finally {
    stopFollowing();
    writeFileSync(path.join(run.results, 'server.log'), server.log());
    await browser.close();
    await server.stop();
  }
  return judge(result, problem);
}

/** @returns what went wrong with the window, the browser or the server; undefined if the suite said that it is done. */
async function untilEnd(
  page: Page,
  options: { readonly run: TestRun; readonly server: HostServer },
): Promise<string | undefined> {
  const { run, server } = options;
  const windowLog = createWriteStream(path.join(run.results, 'window.log'));
  const exit = new Promise<string | undefined>((resolve) => {
    page.on('crash', () => resolve('the page crashed'));
    void page.exposeFunction('codeAutomationExit', (code: number) =>
      resolve(code === 0 ? undefined : `the extension host ended with ${code}`),
    );
  });
  // The workbench's own log, and the console of the extension host.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
    windowLog.write(`[${type}] ${format(...args)}\n`),
  );
  await developIn(page, server, { extension: run.extension, tests: run.tests });
  await page.goto(folderUrl(server, run.folder));
  const limit = run.limit ?? 180;
  const timer = new AbortController();
  const problem = await Promise.race([
    exit,
    server.ended.then((code) => `VS Code's server ended with ${code}`),
    delay(limit * 1000, `there was no end after ${limit} s; stuck.png shows the window`, { signal: timer.signal }),
  ]);
  timer.abort();
  if (problem !== undefined) {
    await page.screenshot({ path: path.join(run.results, 'stuck.png') }).catch(() => undefined);
  }
  windowLog.end();
  return problem;
}
