import path from 'node:path';
import { activeTab } from './window.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {'Move up' | 'Move down' | 'Delete' | 'Join with the next turn'} TurnEntry */

/** What is written in front of a text, so that one sees where it was edited. */
export const MARK = '✎';

/** The preview of a file in a VS Code window, used as people use it. */
export class PreviewPage {
  /**
   * @param {Page} page
   * @param {string} file absolute path of the file that is shown
   */
  constructor(page, file) {
    this.page = page;
    this.file = file;
  }

  get view() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  get turns() {
    return this.view.locator('tuneset-turn');
  }

  get #number() {
    return this.view.locator('tuneset-navigation input');
  }

  /** Opens it from the editor, with keys. */
  async open() {
    await this.#fileIsActive();
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.page.keyboard.press('v');
    await this.#number.waitFor();
  }

  /** Waits until a record is shown. @param {number} record 1-based */
  async shows(record) {
    // What is in the field of numbers may just have been typed; this is told of what is drawn.
    await this.view.locator('header [role=status]', { hasText: new RegExp(`^Record ${record} of `) }).waitFor();
  }

  /** Puts the keyboard into the view, where no text is typed. */
  async focus() {
    await this.view.locator('main').click({ position: { x: 2, y: 2 } });
  }

  /** @param {number} record 1-based */
  async goTo(record) {
    await this.#number.fill(String(record));
    await this.page.keyboard.press('Enter');
    await this.shows(record);
    await this.focus();
  }

  /** Writes a mark in front of a turn's text, in its place. @param {number} turn */
  async markText(turn) {
    const shown = this.turns.nth(turn);
    await shown.getByRole('button', { name: /^Edit the text/ }).click();
    await shown.locator('textarea').waitFor();
    await this.page.keyboard.type(MARK);
    await this.page.keyboard.press('ControlOrMeta+Enter');
    await shown.locator('textarea').waitFor({ state: 'detached' });
    await shown.getByText(MARK).first().waitFor();
  }

  /**
   * Does the first thing of a turn's menu that can be done, of those that are wished for.
   *
   * @param {number} turn
   * @param {readonly TurnEntry[]} wishes
   * @returns {Promise<TurnEntry | undefined>} what was done
   */
  async operate(turn, wishes) {
    const menu = this.turns.nth(turn).locator('tuneset-menu');
    await menu.getByRole('button').first().click();
    await menu.getByRole('menuitem').first().waitFor();
    for (const wish of wishes) {
      const entry = menu.getByRole('menuitem', { name: wish, disabled: false });
      if ((await entry.count()) === 0) continue;
      await entry.first().click();
      // Once it is done the view says so.
      await this.view.getByText(/^The turns? (was|were) /).waitFor();
      await this.view.getByRole('button', { name: 'Close' }).click();
      return wish;
    }
    await this.page.keyboard.press('Escape');
    return undefined;
  }

  /**
   * Opens the record that is shown as a document, replaces its text and saves it.
   *
   * @param {string} text
   */
  async rewriteRecord(text) {
    const { page } = this;
    // From the view to the record in the file, and from there to its document.
    await page.keyboard.press('Alt+Enter');
    await this.#fileIsActive();
    await page.keyboard.press('Alt+Enter');
    const tab = page.locator('.tab.active', { hasText: ' #' });
    const dirty = page.locator('.tab.active.dirty', { hasText: ' #' });
    await tab.waitFor();
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await dirty.waitFor();
    await page.keyboard.insertText(text);
    await page.keyboard.press('ControlOrMeta+s');
    await dirty.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+w');
    await tab.waitFor({ state: 'detached' });
  }

  /** Goes to the editor of the file and undoes. @param {number} times */
  async undoInFile(times) {
    const { page } = this;
    await page
      .locator(`.tab[data-resource-name="${path.basename(this.file)}"]`)
      .first()
      .click();
    await activeTab(page, this.file).waitFor();
    for (let i = 0; i < times; i++) await page.keyboard.press('ControlOrMeta+z');
  }

  /** Waits until the keyboard is in the editor of the file, and VS Code has noticed that it is a dataset: its keys are for datasets only. */
  async #fileIsActive() {
    await this.page.locator('.monaco-editor.focused').waitFor();
    await this.page.locator('.editor-actions [aria-label^="Preview Record"]').waitFor();
  }
}
