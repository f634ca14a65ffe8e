import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { projectFolder } from '../../../scripts/vscodeHost/install.ts';
import { readSettings, writeSettings, type Settings } from '../../../scripts/vscodeHost/settings.ts';
import { openWindow, type Window, type WindowOptions } from './openWindow.ts';
import { QuickInput } from './quickInput.ts';
import { Sidebar } from './sidebar.ts';
import { start } from './times.ts';
import { until } from './until.ts';

/** Their names in the list of themes, and what the workbench's element is marked with. */
const themes = {
  dark: { name: 'Dark Modern', mark: 'vs-dark' },
  light: { name: 'Light Modern', mark: 'vs' },
  highContrast: { name: 'Dark High Contrast', mark: 'hc-black' },
  highContrastLight: { name: 'Light High Contrast', mark: 'hc-light' },
} as const;
export type Theme = keyof typeof themes;

/** A window of a real VS Code, used as a person uses it: by what is written and drawn in it. */
export class Workbench {
  /** For what has no method here. */
  readonly page: Page;
  readonly sidebar: Sidebar;
  readonly quickInput: QuickInput;
  readonly #window: Window;

  private constructor(window: Window) {
    this.page = window.page;
    this.sidebar = new Sidebar(window.page);
    this.quickInput = new QuickInput(window.page);
    this.#window = window;
  }

  /** Opens a window in a VS Code of its own. The caller closes it. */
  static async open(options: WindowOptions): Promise<Workbench> {
    const window = await openWindow(options);
    try {
      await isDrawn(window.page);
    } catch (error) {
      await window.close();
      throw error;
    }
    return new Workbench(window);
  }

  async close(): Promise<void> {
    await this.#window.close();
  }

  /** Reloads the window: the extension host starts anew, what was stored is still there. */
  async reload(): Promise<void> {
    await letItSave(this.page);
    await this.page.reload();
    await isDrawn(this.page);
  }

  /** Runs a command from the palette, by its whole title there: `Footbridge: Pick Up Ticket`. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** A notification that pops up, by a part of its text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  async clickToast(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).getByRole('button', { name: button }).click(start);
  }

  /** Presses a button of the modal dialog that is open. */
  async clickDialog(button: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: button }).click(start);
  }

  /** An item of the status bar, by a part of its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item', { hasText: text }).first();
  }

  /** The tab of an editor or panel. */
  editorTab(title: string | RegExp): Locator {
    return this.page.locator('.part.editor .tabs-container').getByRole('tab', { name: title }).first();
  }

  /** The page inside the webview that shows a text, in a view or a panel. */
  async webview(text: string | RegExp): Promise<Frame> {
    return until(
      async () => {
        for (const frame of this.page.frames()) {
          if (frame === this.page.mainFrame()) continue;
          // A frame may go away while it is asked.
          if (
            await frame
              .getByText(text)
              .first()
              .isVisible()
              .catch(() => false)
          )
            return frame;
        }
        return undefined;
      },
      `a webview that shows ${String(text)}`,
    );
  }

  /** Changes the user's settings. Reloads the window, since the web's workbench reads the file at its start only. */
  async changeSettings(settings: Settings): Promise<void> {
    const { home } = this.#window.server;
    writeSettings(home, { ...readSettings(home), ...settings });
    await this.reload();
  }

  async useTheme(theme: Theme): Promise<void> {
    const { name, mark } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.field.fill(name);
    await this.quickInput.choose(name);
    await this.page.locator(`.monaco-workbench.${mark}`).first().waitFor();
  }

  /** Leaves a picture in test-results/screenshots. */
  async screenshot(name: string): Promise<void> {
    const folder = path.join(projectFolder, 'test-results/screenshots');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
}

async function isDrawn(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .statusbar').waitFor(start);
}

/**
 * The workbench of a browser writes down which editors and views are open once a minute, and when its window loses the
 * focus, as it does when a person goes elsewhere. A page that is driven never loses it by itself.
 */
async function letItSave(page: Page): Promise<void> {
  await page.evaluate(`
    window.dispatchEvent(new Event('focus'));
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  `);
  // No event tells that the database has it.
  await page.waitForTimeout(1000);
}
