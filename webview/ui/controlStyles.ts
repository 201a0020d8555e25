import { css } from 'lit';

/** Buttons with an icon, fields and groups of controls, in VS Code's colours. */
export const controlStyles = css`
  * {
    box-sizing: border-box;
  }
  .group {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  vscode-button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground);
    background: var(--vscode-inputOption-activeBackground);
    outline: 1px solid var(--vscode-inputOption-activeBorder, var(--vscode-contrastActiveBorder, transparent));
    outline-offset: -1px;
    border-radius: 5px;
  }
  .icon {
    display: block;
    width: 16px;
    height: 16px;
    fill: currentColor;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  input,
  select {
    height: 24px;
    min-width: 0;
    padding: 0 4px;
    font: inherit;
    border: 1px solid transparent;
    border-radius: 2px;
  }
  input {
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border-color: var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder);
  }
  select {
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
  }
  input:focus,
  select:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
