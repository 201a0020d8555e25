import * as l10n from '@vscode/l10n';
import { css } from 'lit';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { connectToHost, type VsCode } from './connection';
import { registerControls } from './toolkit';

declare function acquireVsCodeApi(): VsCode;

/** VS Code's own style for pages of views leaves room at the sides. */
const pageStyles = css`
  html,
  body {
    margin: 0;
    padding: 0;
    overflow: hidden;
  }
`;

/** What a view has as soon as its page is there. The connection listens as soon as it is told to. */
export interface StartedView {
  readonly vscode: VsCode;
  readonly connection: MessageConnection;
  /** Plain data that the extension put into the page under an id; null for none. */
  readonly data: (id: string) => unknown;
}

/** Begins a view: styles of the page, translations, controls and the connection with the extension. Once in each page. */
export function startView(): StartedView {
  document.adoptedStyleSheets.push(pageStyles.styleSheet!);
  // The translations that the extension put into the page; none for English.
  const texts = document.getElementById('l10n')?.textContent;
  if (texts) l10n.config({ contents: texts });
  registerControls();
  const vscode = acquireVsCodeApi();
  const data = (id: string): unknown => JSON.parse(document.getElementById(id)?.textContent || 'null');
  return { vscode, connection: connectToHost(vscode), data };
}
