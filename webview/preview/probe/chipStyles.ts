import { css } from 'lit';

/** Tokens to be pressed, and the ring that turns while something is waited for. */
export const chipStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  .chip {
    max-width: 100%;
    padding: 1px 6px;
    font: inherit;
    text-align: start;
    color: var(--vscode-foreground);
    background: none;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 4px;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .chip:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  vscode-progress-ring {
    width: 14px;
    height: 14px;
  }
  @media (prefers-reduced-motion: reduce) {
    vscode-progress-ring {
      display: none;
    }
  }
`;
