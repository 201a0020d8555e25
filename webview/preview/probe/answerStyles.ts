import { css } from 'lit';
import { turnStyles } from '../conversation/turnStyles';
import { chipStyles } from './chipStyles';

/** Boxes of answers and of the reference. */
export const answerStyles = [
  turnStyles,
  chipStyles,
  css`
    :host {
      display: block;
      min-width: 0;
    }
    .box {
      padding: 8px 12px 10px;
      border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      border-inline-start: 4px solid var(--role);
      border-radius: 4px;
      background: var(--vscode-editorWidget-background);
    }
    .box.reference {
      --role: var(--vscode-charts-blue);
    }
    .box.answer {
      --role: var(--vscode-charts-green);
    }
    .box.best {
      outline: 2px solid var(--vscode-charts-green);
      outline-offset: 1px;
    }
    header {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      min-height: 26px;
    }
    h4 {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 8px;
      margin: 0;
      font-size: 1em;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .buttons {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 4px;
    }
    .facts,
    .waiting,
    .note {
      margin: 4px 0;
      color: var(--vscode-descriptionForeground);
      overflow-wrap: anywhere;
    }
    .facts {
      margin-top: 8px;
      font-size: 0.92em;
    }
    .waiting {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }
    .trouble {
      margin: 6px 0;
      padding: 4px 8px;
      border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
      background: var(--vscode-textBlockQuote-background);
      overflow-wrap: anywhere;
    }
    .trouble.failed {
      border-inline-start-color: var(--vscode-editorError-foreground);
    }
    .trouble pre {
      max-height: 12em;
      margin: 4px 0 0;
      overflow: auto;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      font-family: var(--vscode-editor-font-family);
    }
    .insight {
      margin-block: 8px 0;
    }
    p.insight .icon {
      display: inline-block;
      vertical-align: text-bottom;
    }
    .chip code {
      font-family: var(--vscode-editor-font-family);
    }
    .chip[aria-pressed='true'] {
      color: var(--vscode-inputOption-activeForeground);
      background: var(--vscode-inputOption-activeBackground);
      border-color: var(--vscode-inputOption-activeBorder, currentColor);
    }
    .chip[aria-pressed='true']::before {
      content: '✓ ';
    }
    tuneset-judgement {
      margin-top: 8px;
    }
  `,
];
