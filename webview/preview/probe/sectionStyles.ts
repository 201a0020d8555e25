import { css } from 'lit';
import { controlStyles } from '../../ui/controlStyles';
import { partStyles } from '../conversation/turnStyles';
import { chipStyles } from './chipStyles';

/** The parts of the probe have this in common. */
export const sectionStyles = [
  controlStyles,
  partStyles,
  chipStyles,
  css`
    :host {
      display: block;
      min-width: 0;
    }
    [hidden] {
      display: none;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    h3 {
      margin: 0;
      font-size: 1em;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .lead {
      margin-bottom: 8px;
      color: var(--vscode-descriptionForeground);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 10px;
    }
    .note {
      margin-block: 6px;
      padding: 4px 8px;
      border-inline-start: 3px solid var(--vscode-editorInfo-foreground);
      background: var(--vscode-textBlockQuote-background);
      color: var(--vscode-foreground);
      font-style: normal;
    }
    .result {
      margin-top: 12px;
      padding-top: 8px;
      border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
    .insight,
    .end {
      margin-top: 8px;
    }
    code {
      font-family: var(--vscode-editor-font-family);
      font-size: 1em;
    }
  `,
];
