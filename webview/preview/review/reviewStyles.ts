import { css } from 'lit';

/** The bar of a review, at the foot of the view. */
export const reviewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding: 6px 10px 8px;
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border-top: 1px solid
      var(--vscode-panel-border, var(--vscode-editorGroup-border, var(--vscode-contrastBorder, transparent)));
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .verdicts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .said {
    flex: 0 1 auto;
    color: var(--vscode-descriptionForeground);
  }
  .verdicts vscode-button[aria-pressed='true'] {
    outline-width: 2px;
    outline-offset: 1px;
  }
  .verdicts vscode-button[aria-pressed='true']::part(control) {
    font-weight: 700;
  }
  tuneset-review-progress {
    flex: 1 1 14em;
  }
  kbd {
    margin-inline-start: 6px;
    padding: 0 4px;
    font-family: inherit;
    font-size: 0.85em;
    border: 1px solid currentColor;
    border-radius: 3px;
    opacity: 0.9;
  }
  .note {
    display: flex;
    align-items: start;
    gap: 6px;
  }
  .note label {
    display: inline-flex;
    align-items: center;
    padding-top: 3px;
    white-space: nowrap;
  }
  textarea {
    flex: 1 1 auto;
    min-width: 0;
    min-height: 24px;
    max-height: 8em;
    padding: 3px 6px;
    resize: none;
    field-sizing: content;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
  }
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  textarea:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .refusal {
    padding: 3px 6px;
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-warningBackground);
    border: 1px solid var(--vscode-inputValidation-warningBorder, var(--vscode-contrastBorder, transparent));
  }
  .end {
    display: flex;
    margin-inline-start: auto;
  }
`;
