import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { viewPage } from './viewPage';

/** The views, by the folder of `webview` that draws them. */
export type ViewName = 'preview' | 'endpoints' | 'runs';

/**
 * Has a webview show the page of a view.
 *
 * @param icon the name of two pictures, `<icon>-light.svg` and `<icon>-dark.svg`
 * @param data plain data for the page's script, by the `id` of the element that holds it
 */
export function showViewPage(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  view: ViewName,
  icon: string,
  data: Readonly<Record<string, object>> = {},
): void {
  const { webview } = panel;
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, `${icon}-light.svg`),
    dark: vscode.Uri.joinPath(media, `${icon}-dark.svg`),
  };
  webview.html = viewPage({
    locale: vscode.env.language,
    script: webview.asWebviewUri(scriptFolder(extensionUri, `${view}.js`)).toString(true),
    source: webview.cspSource,
    nonce: newNonce(),
    styleNonce: newNonce(),
    texts: vscode.l10n.bundle,
    data,
  });
}

/** Where the scripts of the views lie. */
export function scriptFolder(extensionUri: vscode.Uri, ...names: readonly string[]): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview', ...names);
}

function newNonce(): string {
  return randomBytes(18).toString('base64');
}
