import { css } from 'lit';
import { stateStyles } from './stateStyles';

export const modelStyles = [
  stateStyles,
  css`
    :host {
      display: block;
      padding: 8px 12px 24px;
    }
    .empty {
      color: var(--vscode-descriptionForeground);
    }
    .top {
      display: flex;
      flex-direction: column;
      gap: 8px;
    }
    .actions,
    .legend,
    .turns {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 12px;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .message,
    .legend {
      color: var(--vscode-descriptionForeground);
    }
    .note,
    .fate {
      margin-block: 4px;
      padding: 4px 8px;
      border-inline-start: 3px solid var(--vscode-editorInfo-foreground);
      background: var(--vscode-textBlockQuote-background);
      white-space: pre-line;
    }
    .fate {
      border-inline-start-color: var(--vscode-editorWarning-foreground);
    }
    .body {
      margin-block-start: 8px;
    }
    .body[aria-busy='true'] {
      opacity: 0.75;
    }
    .turns {
      gap: 4px;
      margin-block: 8px;
    }
    .turns button,
    .sides button {
      padding: 2px 8px;
      font: inherit;
      color: var(--vscode-foreground);
      background: none;
      border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, currentColor));
      border-radius: 10px;
      cursor: pointer;
    }
    .turns span {
      color: var(--vscode-descriptionForeground);
    }
    .sides {
      display: inline-flex;
    }
    .sides button {
      border-radius: 0;
    }
    .sides button:first-child {
      border-start-start-radius: 3px;
      border-end-start-radius: 3px;
    }
    .sides button:last-child {
      border-inline-start: 0;
      border-start-end-radius: 3px;
      border-end-end-radius: 3px;
    }
    .sides [aria-pressed='true'] {
      color: var(--vscode-button-foreground);
      background: var(--vscode-button-background);
      font-weight: 600;
    }
    button:hover {
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      background: var(--vscode-toolbar-hoverBackground);
    }
    button:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
      outline-offset: 1px;
    }
  `,
];
