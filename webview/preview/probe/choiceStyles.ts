import { css } from 'lit';

/** Buttons of which one is pressed. */
export const choiceStyles = css`
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .choice [aria-pressed] {
    padding: 2px 10px;
    font: inherit;
    color: var(--vscode-foreground);
    background: none;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 4px;
    cursor: pointer;
  }
  .choice [aria-pressed]:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .choice [aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground);
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, currentColor);
  }
  .choice [aria-pressed='true']::before {
    content: '✓ ' / '';
  }
`;
