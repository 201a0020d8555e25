import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {'en' | 'zh-cn'} Locale */
/** @typedef {'light' | 'dark' | 'hc' | 'hc-light'} Theme */

/** The themes a fresh VS Code of that version shows. @type {Record<import('./vscodeServer.mjs').VsCodeChoice, Record<Theme, string>>} */
const themes = {
  minimum: {
    light: 'Default Light Modern',
    dark: 'Default Dark Modern',
    hc: 'Default High Contrast',
    'hc-light': 'Default High Contrast Light',
  },
  latest: {
    light: 'Light 2026',
    dark: 'Dark 2026',
    hc: 'Default High Contrast',
    'hc-light': 'Default High Contrast Light',
  },
};

/** Nothing on the screen that a user did not ask for, and no call to the network. */
const quiet = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // The version for browsers saves by itself, and would change examples/ in the repository.
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Writes the user's settings and language. A page reads them when it opens; one server has one user, so two pages of
 * one server can't differ in them.
 *
 * @param {Pick<import('./vscodeServer.mjs').VsCodeServer, 'which' | 'userData'>} server
 * @param {object} wishes
 * @param {Record<string, unknown> | undefined} [wishes.settings]
 * @param {Locale | undefined} [wishes.locale]
 * @param {Theme | undefined} [wishes.theme]
 */
export async function writeUserData({ which, userData }, { settings = {}, locale = 'en', theme = 'light' }) {
  await writeLocale(userData, locale);
  const all = { ...quiet, 'workbench.colorTheme': themes[which][theme], ...settings };
  await writeJson(path.join(userData, 'User', 'settings.json'), all);
}

/**
 * The same for a person, whose own settings stay once they are there.
 *
 * @param {Pick<import('./vscodeServer.mjs').VsCodeServer, 'which' | 'userData'>} server
 * @param {Locale} locale
 */
export async function writeUserDataOnce(server, locale) {
  if (existsSync(path.join(server.userData, 'User', 'settings.json'))) {
    await writeLocale(server.userData, locale);
  } else {
    await writeUserData(server, { locale });
  }
}

/**
 * VS Code speaks a language only if it knows a language pack for it. The real ones live in the Marketplace; this one
 * translates nothing of VS Code itself, but makes `vscode.env.language`, `vscode.l10n` and `package.nls.*.json` follow.
 *
 * @param {string} userData
 * @param {Locale} locale
 */
async function writeLocale(userData, locale) {
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeJson(path.join(userData, 'User', 'argv.json'), { locale });
  const translations = path.join(userData, 'no-translations.json');
  await writeJson(translations, { contents: {} });
  const extension = { extensionIdentifier: { id: 'tuneset.no-language-pack' }, version: '1.0.0' };
  const pack = { hash: 'none', label: locale, extensions: [extension], translations: { vscode: translations } };
  await writeJson(path.join(userData, 'languagepacks.json'), locale === 'en' ? {} : { [locale]: pack });
}

/**
 * @param {string} file
 * @param {unknown} value
 */
function writeJson(file, value) {
  return writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
