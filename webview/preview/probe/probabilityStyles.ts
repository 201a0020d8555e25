import { css } from 'lit';

/** Shades by how sure the model was. Lines below say the same to those who can't tell the colours apart. */
export const surenessStyles = css`
  .likely {
    background: color-mix(in srgb, var(--vscode-charts-yellow) 14%, transparent);
  }
  .unsure {
    background: color-mix(in srgb, var(--vscode-charts-yellow) 34%, transparent);
    text-decoration: underline dotted 1px;
    text-underline-offset: 3px;
  }
  .unlikely {
    background: color-mix(in srgb, var(--vscode-charts-orange) 42%, transparent);
    text-decoration: underline dashed 1px;
    text-underline-offset: 3px;
  }
  .surprising {
    background: color-mix(in srgb, var(--vscode-charts-red) 38%, transparent);
    text-decoration: underline solid 2px;
    text-underline-offset: 3px;
    text-decoration-skip-ink: none;
  }
`;

export const probabilityStyles = [
  surenessStyles,
  css`
    :host {
      display: block;
    }
    .text {
      font-family: var(--vscode-editor-font-family);
      font-size: var(--vscode-editor-font-size);
      line-height: 1.7;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      tab-size: 4;
      unicode-bidi: plaintext;
    }
    .text:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
      outline-offset: 2px;
    }
    .token {
      border-radius: 2px;
      cursor: pointer;
      scroll-margin-block: 4lh;
    }
    .token:hover {
      outline: 1px dashed var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
    }
    .token.part::before {
      content: '⋯' / '';
      color: var(--vscode-descriptionForeground);
    }
    .token.leaves {
      border-inline-start: 2px solid var(--vscode-editorWarning-foreground);
    }
    .token.current {
      anchor-name: --token;
      outline: 1px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
    }
    .token:focus {
      outline: 2px solid var(--vscode-focusBorder);
    }
    .feed::before {
      content: '↵' / '';
      color: var(--vscode-descriptionForeground);
    }
    tuneset-token-card {
      position: fixed;
      inset: auto;
      margin: 4px 0;
      position-anchor: --token;
      position-area: bottom span-all;
      position-try-fallbacks: flip-block;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 10px;
      margin-top: 6px;
      color: var(--vscode-descriptionForeground);
      font-size: 0.9em;
    }
    .legend .shade {
      padding: 0 3px;
      color: var(--vscode-foreground);
      border-radius: 2px;
    }
  `,
];
