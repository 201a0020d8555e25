import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from '../host/chromium.mjs';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { FakeHost } from './fakeHost.mjs';
import { panelPage } from './panelPage.mjs';
import { pageScript } from './project.mjs';

/** @typedef {'light' | 'dark' | 'hc' | 'hc-light'} Theme */

/**
 * @typedef {object} ViewOptions
 * @property {string} [view] the folder of `webview` that draws it; `preview` if absent
 * @property {Theme} [theme] `dark` if absent
 * @property {'en' | 'zh-cn'} [locale]
 * @property {number} [width] in pixels; 720 if absent
 * @property {number} [height]
 * @property {unknown} [state] what the view had saved before; see {@link View.savedState}
 * @property {boolean} [reducedMotion] `prefers-reduced-motion`
 * @property {import('../../src/protocol/panel').UnsavedTexts} [unsaved] of a view that was closed
 */

/** Where the page and its resources seem to be; nothing is asked of the network. */
const PAGE = 'https://page.test/index.html';
export const RESOURCES = 'https://resources.test';

/** Of the VS Code that the extension needs at least, as a webview of it has them. */
const { themes, defaultStyles } = JSON.parse(
  readFileSync(path.join(projectRoot, 'test/fixtures/webview/themes.json'), 'utf8'),
);
export const THEMES = /** @type {readonly Theme[]} */ (Object.keys(themes));

/** Milliseconds until something that should come is taken for missing. */
const PATIENCE = 10_000;

/** @type {Promise<import('playwright-core').Browser> | undefined} */
let browser;
/** @type {Promise<string[]> | undefined} */
let pageScripts;

/** Ends the browser that all views share; mocha would wait for it. */
export async function closeBrowser() {
  const running = browser;
  browser = undefined;
  await (await running)?.close();
}

/** A page with the real view, and the extension's side of it. */
export class View {
  /** @type {string[]} */
  #wrongs = [];
  /** What the view saved last, to be given to the next one as after a reload of the window. @type {unknown} */
  savedState;

  /**
   * @param {import('playwright-core').BrowserContext} context
   * @param {import('playwright-core').Page} page
   */
  constructor(context, page) {
    this.context = context;
    this.page = page;
    this.host = new FakeHost((message) => this.#deliver(message));
  }

  /** @param {Required<ViewOptions>} options */
  async open({ view, theme, locale, state, unsaved }) {
    const { page, context } = this;
    page.setDefaultTimeout(PATIENCE);
    this.savedState = state;
    page.on('pageerror', (error) => this.#wrongs.push(`error: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#wrongs.push('crash'));
    page.on('console', (message) => {
      // What the policy forbids is told with more detail below.
      if (message.type() === 'error' && !/Content Security Policy/.test(message.text())) {
        this.#wrongs.push(`console: ${message.text()}`);
      }
    });
    page.on('dialog', (dialog) => {
      this.#wrongs.push(`dialog: ${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('page', (opened) => this.#wrongs.push(`window: ${opened.url()}`));
    await context.route('**/*', async (route) => {
      try {
        await this.#serve(route, pageText(view, locale, unsaved));
      } catch (error) {
        this.#wrongs.push(`no answer to ${route.request().url()}: ${String(error)}`);
        await route.abort();
      }
    });
    await page.exposeFunction('tunesetPost', (/** @type {string} */ text) => this.host.reader.take(JSON.parse(text)));
    await page.exposeFunction('tunesetSaveState', (/** @type {string} */ text) => (this.savedState = JSON.parse(text)));
    await page.exposeFunction('tunesetWrong', (/** @type {string} */ what) => this.#wrongs.push(what));
    const given = `window.tunesetTheme = ${JSON.stringify(themes[theme])}; window.tunesetState = ${JSON.stringify(state)};`;
    pageScripts ??= Promise.all(
      ['vscode', 'inspect', 'focus'].map((name) => pageScript(`test/webview/page/${name}.ts`)),
    );
    await page.addInitScript({ content: [given, ...(await pageScripts)].join('\n') });
    await page.goto(PAGE);
    // From now on, what comes to the page's own is a wrong.
    await this.inspect();
  }

  /**
   * Shows a state and waits until the view has drawn it.
   *
   * @param {import('../../src/protocol/panel').PanelState} state
   */
  async show(state) {
    await this.host.next('panel/ready');
    await this.host.show(state);
    await this.settle();
  }

  /**
   * Shows a state of another view than the preview, and waits until it has drawn it.
   *
   * @param {{ method: string }} ready the request with which the page begins
   * @param {{ method: string }} show the notification that it waits for
   * @param {object} state
   */
  async showAs(ready, show, state) {
    await this.host.next(ready.method);
    await this.host.connection.sendNotification(show.method, state);
    await this.settle();
  }

  /** Waits until the view has drawn what it knows. */
  async settle() {
    await this.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done))))',
    );
  }

  /** @param {Theme} theme */
  async setTheme(theme) {
    await this.page.evaluate(`window.tunesetSetTheme(${JSON.stringify(themes[theme])})`);
    await this.settle();
  }

  /** @returns {string[]} errors, dialogs, new windows, requests that left the page and violations of its policy, so far */
  wrongs() {
    return [...this.#wrongs];
  }

  /**
   * @returns {Promise<string[]>} elements and attributes that no text of a dataset may bring about; see `page/inspect.ts`
   */
  inspect() {
    return this.page.evaluate('window.tunesetInspect()');
  }

  /**
   * @param {string} hosts selector of elements
   * @returns {Promise<string[]>} controls in them on which something lies that is neither part of them nor around them
   */
  covered(hosts) {
    return this.page.evaluate(`window.tunesetCovered(${JSON.stringify(hosts)})`);
  }

  /**
   * @param {string} name of a PNG in `.vscode-test/webview/`
   */
  async screenshot(name) {
    const file = path.join(hostStore, 'webview', name);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }

  async close() {
    await this.context.close();
  }

  /** @param {import('vscode-jsonrpc').Message} message */
  async #deliver(message) {
    await this.page.evaluate(`window.tunesetDeliver(${JSON.stringify(JSON.stringify(message))})`);
  }

  /**
   * Everything that the page asks for comes from here, and what is none of ours is kept as a wrong.
   *
   * @param {import('playwright-core').Route} route
   * @param {string} text of the page
   */
  async #serve(route, text) {
    const url = new URL(route.request().url());
    if (url.href === PAGE) {
      await route.fulfill({ contentType: 'text/html; charset=utf-8', body: text });
    } else if (url.origin === RESOURCES && /^\/(dist|media)\//.test(url.pathname)) {
      await route.fulfill({ path: path.join(projectRoot, decodeURIComponent(url.pathname)) });
    } else {
      this.#wrongs.push(`request: ${url.href.slice(0, 300)}`);
      await route.abort();
    }
  }
}

/**
 * @param {string} view
 * @param {'en' | 'zh-cn'} locale
 * @param {import('../../src/protocol/panel').UnsavedTexts} unsaved
 */
function pageText(view, locale, unsaved) {
  const html = panelPage(view, locale, RESOURCES, { unsaved });
  // VS Code puts its own styles in front of the extension's policy, and the page in front of the editor's background.
  const background = 'html { background: var(--vscode-editor-background) }';
  return html.replace(
    '<head>',
    () => `<head><style id="_defaultStyles">${defaultStyles}</style><style>${background}</style>`,
  );
}

/**
 * Opens a view that waits for what it is to show.
 *
 * @param {ViewOptions} [options]
 */
export async function openView(options = {}) {
  const {
    view: name = 'preview',
    theme = 'dark',
    locale = 'en',
    width = 720,
    height = 900,
    state = undefined,
    reducedMotion = false,
    unsaved = {},
  } = options;
  const context = await (
    await (browser ??= launchChromium())
  ).newContext({ viewport: { width, height }, reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
  const view = new View(context, await context.newPage());
  await view.open({ view: name, theme, locale, width, height, state, reducedMotion, unsaved });
  return view;
}
