import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/vscodeHost/browser.ts';
import { installHost } from '../../../scripts/vscodeHost/install.ts';
import { packExtension } from '../../../scripts/vscodeHost/packExtension.ts';
import { folderUrl, startServer, type HostServer } from '../../../scripts/vscodeHost/server.ts';
import type { Settings } from '../../../scripts/vscodeHost/settings.ts';

export interface WindowOptions {
  /** The folder that the window opens. */
  readonly folder: string;
  readonly settings?: Settings;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Window {
  readonly page: Page;
  readonly server: HostServer;
  close(): Promise<void>;
}

/** Starts a server with Footbridge, packed and installed as users get it, and a browser that opens a folder there. */
export async function openWindow({ folder, settings = {}, env = {} }: WindowOptions): Promise<Window> {
  const [host, vsix] = await Promise.all([installHost(quiet), packExtension()]);
  const server = await startServer(host, { settings, env, vsix: [vsix] });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await launchBrowser(host, quiet);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(folderUrl(server, folder));
    return { page, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// The script that runs the tests has installed it already, and said so.
function quiet(): void {}
