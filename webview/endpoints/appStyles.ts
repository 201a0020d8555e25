import { css } from 'lit';

/** The list beside what is shown, or above it where there is no room. */
export const appStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(180px, 260px) minmax(0, 1fr);
    height: 100vh;
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
  }
  aside {
    overflow: auto;
    border-inline-end: 1px solid
      var(--vscode-panel-border, var(--vscode-editorGroup-border, var(--vscode-contrastBorder, transparent)));
  }
  main {
    overflow: auto;
    padding: 0 16px;
  }
  main > * {
    max-width: 780px;
  }
  main > :last-child {
    margin-bottom: 24px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 8px 6px 4px 10px;
  }
  h1 {
    margin: 0;
    font-size: 1em;
  }
  h2 {
    margin: 10px 0;
    font-size: 1.15em;
    overflow-wrap: anywhere;
  }
  .actions {
    position: sticky;
    bottom: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 0;
    background: var(--vscode-editor-background);
  }
  vscode-progress-ring {
    height: 18px;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
  }
  .notice,
  .fault {
    display: flex;
    gap: 6px;
    margin: 8px 0;
    padding: 6px 10px;
    overflow-wrap: anywhere;
    border: 1px solid;
  }
  .notice {
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-warningBackground);
    border-color: var(--vscode-inputValidation-warningBorder);
  }
  .fault {
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    background: var(--vscode-inputValidation-errorBackground);
    border-color: var(--vscode-inputValidation-errorBorder);
  }
  .fault .icon {
    flex: none;
    margin-top: 1px;
  }
  .empty {
    display: flex;
    flex-direction: column;
    gap: 8px;
    align-items: start;
    padding: 24px 0;
  }
  .empty .icon {
    width: 32px;
    height: 32px;
  }
  @media (max-width: 560px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: minmax(0, auto) minmax(0, 1fr);
    }
    aside {
      max-height: 35vh;
      border-inline-end: none;
      border-bottom: 1px solid
        var(--vscode-panel-border, var(--vscode-editorGroup-border, var(--vscode-contrastBorder, transparent)));
    }
  }
`;
