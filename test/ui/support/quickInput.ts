import type { Locator, Page } from 'playwright-core';
import { ariaLabels } from './ariaLabels.ts';
import { start } from './times.ts';
import { until } from './until.ts';

/** The palette, quick picks and input boxes. */
export class QuickInput {
  /** The text field. */
  readonly field: Locator;
  /** Under an input box: its prompt, or what is wrong with what was typed. */
  readonly message: Locator;
  readonly #page: Page;
  readonly #options: Locator;

  constructor(page: Page) {
    const widget = page.locator('.quick-input-widget');
    this.field = widget.locator('input.input');
    this.message = widget.locator('.quick-input-message');
    this.#page = page;
    this.#options = widget.getByRole('option');
  }

  /** Runs a command from the palette, by its whole title there: `Footbridge: Pick Up Ticket`. */
  async runCommand(title: string): Promise<void> {
    const command = this.option(title);
    // The list does not grow by itself while the contributions of extensions are still being read, so it is opened anew.
    await until(async () => {
      await this.#page.keyboard.press('F1');
      await this.field.fill(`>${title}`, { timeout: 5000 });
      if (await isShown(command, 3000)) return true;
      await this.#page.keyboard.press('Escape');
      return false;
    }, `the command ${title} in the palette`);
    await command.click();
    // Whatever the command asks comes in the place of the palette, and must not be mistaken for it.
    await this.#page.getByPlaceholder('Type the name of a command to run.').waitFor({ state: 'hidden' });
  }

  /** The title above a quick pick or input box. To be waited for where one step follows another. */
  title(text: string | RegExp): Locator {
    return this.#page.locator('.quick-input-widget .quick-input-title', { hasText: text });
  }

  /** A row of a quick pick, by a part of its text. */
  option(text: string | RegExp): Locator {
    return this.#options.filter({ hasText: text }).first();
  }

  /** What a quick pick offers, one text a row. */
  async choices(): Promise<string[]> {
    await this.#options.first().waitFor(start);
    return this.#options.evaluateAll(ariaLabels);
  }

  /** Takes one step of a quick pick. */
  async choose(text: string | RegExp): Promise<void> {
    await this.option(text).click(start);
  }

  /**
   * Takes one step of an input box.
   * @param prompt what it asks: to be given where one input box follows another.
   */
  async answer(text: string, prompt?: string): Promise<void> {
    if (prompt !== undefined) await this.message.filter({ hasText: prompt }).waitFor(start);
    await this.field.fill(text, start);
    await this.#page.keyboard.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }
}

async function isShown(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
