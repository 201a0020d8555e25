import { css } from 'lit';

export const turnTextStyles = css`
  :host {
    display: block;
  }
  p {
    margin: 0;
  }
  .note {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  .hint {
    margin-bottom: 4px;
    padding: 2px 6px;
    border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
    font-size: 0.92em;
  }
  .compared {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    line-height: 1.5;
  }
  mark {
    color: inherit;
    background: var(--vscode-diffEditor-insertedTextBackground);
    text-decoration: underline 1px;
    text-underline-offset: 3px;
    outline: 1px solid var(--vscode-diffEditor-insertedTextBorder, transparent);
  }
  .right mark {
    background: var(--vscode-diffEditor-removedTextBackground);
    text-decoration-style: dashed;
    outline: 1px dashed var(--vscode-diffEditor-removedTextBorder, transparent);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    margin-top: 6px;
  }
  .buttons button {
    padding: 0;
    border: none;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    text-decoration: underline;
    cursor: pointer;
  }
  .buttons button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
`;
