import * as l10n from '@vscode/l10n';
import { connectToHost, type VsCode } from '../ui/connection';
import { registerControls } from '../ui/toolkit';
import { TunesetPreview } from './app';

declare function acquireVsCodeApi(): VsCode;

/** The translations that the extension put into the page; none for English. */
const texts = document.getElementById('l10n')?.textContent;
if (texts) l10n.config({ contents: texts });

registerControls();
const vscode = acquireVsCodeApi();
const connection = connectToHost(vscode);
const view = new TunesetPreview();
view.connect(connection, vscode);
document.body.append(view);
