import { css } from 'lit';
import { controlStyles } from '../../ui/controlStyles';
import { partStyles } from '../conversation/turnStyles';

/** The parts of the probe have this in common. */
export const sectionStyles = [
  controlStyles,
  partStyles,
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
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin: 4px 0 0;
      padding: 0;
      list-style: none;
    }
    .chip {
      max-width: 100%;
      padding: 1px 6px;
      font: inherit;
      text-align: start;
      color: var(--vscode-foreground);
      background: none;
      border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
      border-radius: 4px;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .chip:hover {
      background: var(--vscode-toolbar-hoverBackground);
    }
    code {
      font-family: var(--vscode-editor-font-family);
      font-size: 1em;
    }
    vscode-progress-ring {
      width: 14px;
      height: 14px;
    }
    @media (prefers-reduced-motion: reduce) {
      vscode-progress-ring {
        display: none;
      }
    }
  `,
];
