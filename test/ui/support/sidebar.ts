import type { Locator, Page } from 'playwright-core';
import { ariaLabels } from './ariaLabels.ts';
import { start } from './times.ts';

/** The activity bar and the views beside it. */
export class Sidebar {
  readonly #page: Page;
  readonly #views: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#views = page.locator('.part.sidebar');
  }

  /** Shows a view container of the activity bar. */
  async open(title: string): Promise<void> {
    const icon = this.icon(title);
    await icon.waitFor(start);
    // A click on the one that is shown would hide the sidebar.
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    await this.#views.locator('.title', { hasText: title }).first().waitFor();
  }

  /** The icon of a view container in the activity bar. */
  icon(title: string): Locator {
    return this.#page
      .locator('.activitybar')
      .getByRole('tab')
      .filter({ has: this.#page.getByLabel(title) })
      .first();
  }

  /** The number on the icon of a view container; undefined if there is none. */
  async badge(title: string): Promise<string | undefined> {
    const badge = this.icon(title).locator('.badge');
    return (await badge.isVisible()) ? badge.innerText() : undefined;
  }

  /** A row of a tree, by a part of what is written in it. */
  row(text: string | RegExp): Locator {
    return this.#views.getByRole('treeitem', { name: text }).first();
  }

  /** Label and description of each row that is drawn, from top to bottom. */
  async rows(): Promise<string[]> {
    return this.#views.getByRole('treeitem').evaluateAll(ariaLabels);
  }

  async click(text: string | RegExp): Promise<void> {
    await this.row(text).click(start);
  }

  /** Presses one of the icons that a row shows under the pointer. */
  async clickAction(text: string | RegExp, action: string): Promise<void> {
    const row = this.row(text);
    await row.hover(start);
    await row.getByRole('button', { name: action }).click();
  }

  /** Chooses from the context menu of a row. */
  async chooseFromMenu(text: string | RegExp, item: string): Promise<void> {
    await this.row(text).click({ button: 'right', ...start });
    await this.#page.locator('.monaco-menu').getByRole('menuitem', { name: item }).first().click();
  }

  /** Presses an icon in the title of a view. */
  async clickViewAction(view: string, action: string): Promise<void> {
    const header = this.#views.locator('.pane-header', { hasText: view }).first();
    await header.hover(start);
    await header.getByRole('button', { name: action }).click();
  }

  /** What a view says instead of a tree: its welcome text, with links and buttons. */
  welcome(text: string | RegExp): Locator {
    return this.#views.locator('.welcome-view-content', { hasText: text }).first();
  }
}
