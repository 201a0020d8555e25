import { css } from 'lit';

/** Trained text is underlined, cut text struck out, special tokens are framed: colour only repeats what these say. */
export const stateStyles = css`
  .trained {
    text-decoration: underline 2px var(--vscode-charts-green);
    text-underline-offset: 3px;
    text-decoration-skip-ink: none;
    background: color-mix(in srgb, var(--vscode-charts-green) 14%, transparent);
  }
  .cut {
    color: var(--vscode-descriptionForeground);
    text-decoration: line-through 1px;
  }
  .trained.cut {
    text-decoration-line: underline line-through;
  }
  .special {
    margin-inline: 1px;
    padding: 0 3px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-charts-purple));
    border-radius: 4px;
    font-size: 0.92em;
    background-color: color-mix(in srgb, var(--vscode-charts-purple) 18%, transparent);
    box-decoration-break: clone;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    user-select: none;
    pointer-events: none;
  }
`;
