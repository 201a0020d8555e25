import * as l10n from '@vscode/l10n';
import { css } from 'lit';
import { connectToHost, type VsCode } from '../ui/connection';
import { registerControls } from '../ui/toolkit';
import { TunesetPreview } from './app';
import { ConnectedHost } from './host';

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
document.adoptedStyleSheets.push(pageStyles.styleSheet!);

/** The translations that the extension put into the page; none for English. */
const texts = document.getElementById('l10n')?.textContent;
if (texts) l10n.config({ contents: texts });

registerControls();
const vscode = acquireVsCodeApi();
const unsaved: unknown = JSON.parse(document.getElementById('unsaved')?.textContent ?? 'null');
const host = new ConnectedHost(connectToHost(vscode), vscode, (panel) => (view.panel = panel), unsaved);
const view = new TunesetPreview(host);
document.body.append(view);
void host.ready();
