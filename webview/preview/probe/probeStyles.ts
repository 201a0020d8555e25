import { css } from 'lit';
import { choiceStyles } from './choiceStyles';
import { sectionStyles } from './sectionStyles';

export const probeStyles = [
  sectionStyles,
  choiceStyles,
  css`
    :host {
      padding: 10px 12px 24px;
      color: var(--vscode-foreground);
      font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size);
    }
    .empty {
      display: grid;
      justify-items: center;
      gap: 12px;
      max-width: 40em;
      margin: 0 auto;
      padding: 48px 16px;
      color: var(--vscode-descriptionForeground);
      text-align: center;
    }
    .sections {
      margin: 14px 0 10px;
    }
    .refusal {
      margin-bottom: 8px;
      padding: 4px 8px;
      border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
      background: var(--vscode-textBlockQuote-background);
    }
  `,
];
