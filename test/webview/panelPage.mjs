import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../host/paths.mjs';
import { importSource } from './project.mjs';

const { panelPage: makePage } = /** @type {typeof import('../../src/extension/preview/panelPage')} */ (
  await importSource('src/extension/preview/panelPage.ts')
);

/**
 * The page of a preview, as the extension makes it.
 *
 * @param {'en' | 'zh-cn'} locale
 * @param {string} resources origin of the extension's files
 * @param {import('../../src/protocol/panel').UnsavedTexts} [unsaved]
 */
export function panelPage(locale, resources, unsaved = {}) {
  const texts =
    locale === 'en'
      ? undefined
      : JSON.parse(readFileSync(path.join(projectRoot, 'l10n', `bundle.l10n.${locale}.json`), 'utf8'));
  const script = `${resources}/dist/webview/preview.js`;
  return makePage({ locale, script, source: resources, nonce: 'n0nce', styleNonce: 'st1le', texts, unsaved });
}
