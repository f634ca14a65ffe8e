import path from 'node:path';
import type { Page } from 'playwright-core';
import type { HostServer } from './server.ts';

interface Development {
  /** The extension's folder, with its package.json. */
  readonly extension: string;
  /** A script whose `run()` is called in the extension host, with its `.js`. */
  readonly tests?: string;
}

/**
 * Makes the windows of a page load an extension from its folder, as F5 does on a desktop.
 *
 * The workbench reads its configuration from an attribute of its page. The official way in, a `payload` in the address, is
 * ignored by a release build unless the server has its smoke-test driver on, and that driver suppresses every toast.
 */
export async function developIn(page: Page, server: HostServer, development: Development): Promise<void> {
  const options = {
    extensions: [remoteUri(server, development.extension)],
    ...(development.tests === undefined ? {} : { extensionTestsPath: remoteUri(server, development.tests) }),
  };
  await page.addInitScript({ content: `(${scriptOfPage})(${JSON.stringify(options)})` });
}

function remoteUri(server: HostServer, file: string): object {
  return { $mid: 1, scheme: 'vscode-remote', authority: server.origin, path: path.resolve(file) };
}

// Text, since it runs in the page, which has the DOM and none of what a compiler may add to a function.
const scriptOfPage = `(options) => {
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = original.call(this, name);
    if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || !value) return value;
    const configuration = JSON.parse(value);
    const developmentOptions = { ...configuration.developmentOptions, ...options };
    return JSON.stringify({ ...configuration, developmentOptions });
  };
}`;
