import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../host/paths.mjs';
import { importSource } from './project.mjs';

const { viewPage } = /** @type {typeof import('../../src/extension/views/viewPage')} */ (
  await importSource('src/extension/views/viewPage.ts')
);

/**
 * The page of a view, as the extension makes it.
 *
 * @param {string} view the folder of `webview` that draws it
 * @param {'en' | 'zh-cn'} locale
 * @param {string} resources origin of the extension's files
 * @param {Readonly<Record<string, object>>} data
 */
export function panelPage(view, locale, resources, data) {
  const texts =
    locale === 'en'
      ? undefined
      : JSON.parse(readFileSync(path.join(projectRoot, 'l10n', `bundle.l10n.${locale}.json`), 'utf8'));
  const script = `${resources}/dist/webview/${view}.js`;
  return viewPage({ locale, script, source: resources, nonce: 'n0nce', styleNonce: 'st1le', texts, data });
}
