import { css } from 'lit';

export const conversationStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: 10px 12px 24px;
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
  }
  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
    line-height: 20px;
  }
  .compare {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    margin: 12px 0 6px;
  }
  .compare button {
    padding: 2px 10px;
    font: inherit;
    color: var(--vscode-foreground);
    background: none;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 4px;
    cursor: pointer;
  }
  .compare button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground);
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder);
  }
  .compare button[aria-pressed='true']::before {
    content: '✓ ';
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px 12px;
  }
  .column {
    min-width: 0;
  }
  .column h2 {
    margin-bottom: 6px;
  }
  @container (min-width: 600px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      row-gap: 8px;
    }
    /* Turns of the same number stand beside each other. */
    .column {
      display: grid;
      grid-template-rows: subgrid;
      grid-template-columns: minmax(0, 1fr);
      grid-row: 1 / span calc(var(--rows) + 1);
    }
    .column ol {
      grid-row: 2 / span var(--rows);
      grid-template-rows: subgrid;
    }
    .column h2 {
      margin: 0;
    }
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 48px 16px;
    color: var(--vscode-descriptionForeground);
    text-align: center;
  }
  @media (prefers-reduced-motion: reduce) {
    vscode-progress-ring {
      display: none;
    }
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .unreadable {
    display: grid;
    gap: 8px;
    justify-items: start;
  }
  .unreadable p {
    margin: 0;
    padding: 4px 8px;
    border-inline-start: 3px solid var(--vscode-editorError-foreground);
  }
  .unreadable tuneset-turn-text {
    width: 100%;
    font-family: var(--vscode-editor-font-family);
  }
  .draft {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    margin-bottom: 8px;
    padding: 4px 8px;
    border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
  }
  .notice {
    position: sticky;
    bottom: 8px;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
    width: fit-content;
    max-width: 100%;
    box-sizing: border-box;
    margin: 10px auto 0;
    padding: 5px 12px;
    color: var(--vscode-notifications-foreground);
    background: var(--vscode-notifications-background);
    border: 1px solid var(--vscode-notifications-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow);
  }
  .notice.refused {
    border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
  }
  .notice.none {
    padding: 0;
    border: none;
    box-shadow: none;
  }
`;
