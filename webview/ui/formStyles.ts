import { css } from 'lit';

/** Fields with labels, in groups. */
export const formStyles = css`
  fieldset {
    margin: 0 0 14px;
    padding: 8px 12px 12px;
    min-width: 0;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
  }
  legend {
    padding: 0 4px;
    font-weight: 600;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 14px;
    align-items: end;
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
    max-width: 100%;
  }
  .field.wide {
    flex: 1 1 22em;
  }
  .field.small input {
    width: 8.5em;
  }
  .choice {
    display: flex;
    align-items: start;
    gap: 6px;
    padding: 2px 0;
  }
  .choice input {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 1px 0 0;
    accent-color: var(--vscode-button-background);
  }
  .choice input:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  .fault {
    padding: 1px 6px;
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-errorBackground);
    border: 1px solid var(--vscode-inputValidation-errorBorder);
    overflow-wrap: anywhere;
  }
  textarea {
    width: 100%;
    min-height: 11em;
    padding: 4px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    resize: vertical;
  }
  textarea:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  button.link {
    padding: 0;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    border: none;
    text-align: start;
    cursor: pointer;
  }
  button.link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  button.link:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;
