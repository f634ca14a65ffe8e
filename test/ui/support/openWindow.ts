import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/vscodeHost/browser.ts';
import { developIn } from '../../../scripts/vscodeHost/development.ts';
import { installHost, projectFolder } from '../../../scripts/vscodeHost/install.ts';
import { folderUrl, startServer, type HostServer } from '../../../scripts/vscodeHost/server.ts';
import type { Settings } from '../../../scripts/vscodeHost/settings.ts';

export interface WindowOptions {
  /** The folder that the window opens. */
  readonly folder: string;
  /** The extension's folder. Absent: Footbridge, as it was built last. */
  readonly extension?: string;
  readonly settings?: Settings;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Window {
  readonly page: Page;
  readonly server: HostServer;
  close(): Promise<void>;
}

/** Starts a server and a browser, and goes to the workbench on a folder. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const host = await installHost(quiet);
  const server = await startServer(host, { settings: options.settings ?? {}, env: options.env ?? {} });
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
    await developIn(page, server, { extension: options.extension ?? projectFolder });
    await page.goto(folderUrl(server, options.folder));
    return { page, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// The script that runs the tests has installed it already, and said so.
function quiet(): void {}
