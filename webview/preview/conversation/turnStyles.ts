import { css } from 'lit';

/** Colours of roles, as `--role`; they only help: icon and name say the same. */
export const roleColours = css`
  .system {
    --role: var(--vscode-charts-purple);
  }
  .user {
    --role: var(--vscode-charts-blue);
  }
  .assistant {
    --role: var(--vscode-charts-green);
  }
  .tool {
    --role: var(--vscode-charts-orange);
  }
  .other-0 {
    --role: var(--vscode-charts-yellow);
  }
  .other-1 {
    --role: var(--vscode-charts-red);
  }
  .other-2 {
    --role: var(--vscode-terminal-ansiCyan);
  }
  .other-3 {
    --role: var(--vscode-terminal-ansiMagenta);
  }
  .other-4 {
    --role: var(--vscode-terminal-ansiBrightBlue);
  }
`;

/** Small things that turns and the head of a record share. */
export const partStyles = css`
  .icon {
    width: 16px;
    height: 16px;
    flex: none;
  }
  .own,
  .note {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  .note {
    margin: 0;
    font-style: italic;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    font-size: 0.9em;
    font-weight: normal;
    color: var(--vscode-descriptionForeground);
    white-space: nowrap;
  }
  .badge .icon {
    width: 14px;
    height: 14px;
  }
  .badge.trained {
    color: var(--vscode-foreground);
  }
  .badge.warns {
    color: var(--vscode-foreground);
  }
  .badge.warns .icon {
    color: var(--vscode-editorWarning-foreground);
  }
  .link {
    padding: 0;
    border: none;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    background: none;
    cursor: pointer;
    overflow-wrap: anywhere;
    text-align: start;
  }
  .link:hover {
    text-decoration: underline;
  }
  :is(button, summary, a):focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    cursor: pointer;
    border-radius: 3px;
  }
  summary::before {
    content: '▸';
    width: 1em;
    color: var(--vscode-descriptionForeground);
  }
  details[open] > summary::before {
    content: '▾';
  }
`;

export const turnStyles = [
  roleColours,
  partStyles,
  css`
    :host {
      display: block;
    }
    .turn {
      position: relative;
      padding: 8px 12px 10px;
      border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      border-inline-start: 4px solid var(--role);
      border-radius: 4px;
      background: var(--vscode-editorWidget-background);
      scroll-margin: 8px;
    }
    .turn.user {
      background: color-mix(in srgb, var(--role) 6%, var(--vscode-editorWidget-background));
    }
    .turn:focus-visible {
      outline: 2px solid var(--vscode-focusBorder);
      outline-offset: 1px;
    }
    header {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 8px;
      margin-bottom: 6px;
    }
    .title {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 10px;
    }
    h3 {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 6px;
      margin: 0;
      font-size: 1em;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .symbol {
      display: inline-flex;
      padding-top: 2px;
      color: var(--role);
    }
    .badges {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 2px 10px;
    }
    .actions {
      display: inline-flex;
      align-items: start;
    }
    .edit {
      display: inline-flex;
      padding: 2px;
      color: inherit;
      background: none;
      border: 1px solid transparent;
      border-radius: 4px;
      cursor: pointer;
    }
    .edit:hover {
      background: var(--vscode-toolbar-hoverBackground);
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    }
    .media {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-bottom: 8px;
    }
    .thought {
      margin-bottom: 8px;
      padding: 3px 8px;
      border-radius: 4px;
      border: 1px dashed var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
      color: var(--vscode-descriptionForeground);
    }
    .thought[open] > summary {
      margin-bottom: 6px;
    }
    .call {
      margin-top: 6px;
    }
    .call-name {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 6px;
      margin-bottom: 4px;
    }
    .call-name code {
      font-family: var(--vscode-editor-font-family);
      font-weight: 600;
    }
    tuneset-turn-text + tuneset-turn-text {
      margin-top: 8px;
    }
  `,
];
