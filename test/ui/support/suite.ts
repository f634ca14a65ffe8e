import type { WindowOptions } from './openWindow.ts';
import { Workbench } from './workbench.ts';

/**
 * Opens a window before the tests of the suite that calls it and closes it after them. A test that fails leaves a picture.
 * @param prepare makes what the window needs, at the time when the suite runs.
 */
export function useWorkbench(prepare: () => Promise<WindowOptions>): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await Workbench.open(await prepare());
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') await workbench?.screenshot(`failed-${test.fullTitle().replaceAll(/\W+/g, '-')}`);
  });
  after(async () => workbench?.close());
  return () => {
    if (workbench === undefined) throw new Error('The window opens before the tests of its suite, not earlier.');
    return workbench;
  };
}
