import { css } from 'lit';
import { stateStyles } from './stateStyles';

export const tokenTextStyles = [
  stateStyles,
  css`
    :host {
      display: block;
    }
    .text {
      position: relative;
      font-family: var(--vscode-editor-font-family);
      font-size: var(--vscode-editor-font-size);
      line-height: 1.7;
    }
    .text:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
      outline-offset: 2px;
    }
    .chunk {
      content-visibility: auto;
      padding-inline: 3px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      tab-size: 4;
    }
    .heading {
      display: flex;
      align-items: baseline;
      gap: 8px;
      margin: 12px 0 2px;
      padding-block-end: 2px;
      border-block-end: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size);
      scroll-margin-block-start: var(--tuneset-sticky, 8px);
    }
    .heading h3 {
      margin: 0;
      font-size: inherit;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .heading .counts {
      color: var(--vscode-descriptionForeground);
    }
    .heading button {
      margin-inline-start: auto;
      padding: 0 4px;
      font: inherit;
      color: var(--vscode-textLink-foreground);
      background: none;
      border: 0;
      cursor: pointer;
    }
    .heading button:hover {
      text-decoration: underline;
    }
    .heading button:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
    }
    .feed::before {
      content: '↵' / '';
      color: var(--vscode-descriptionForeground);
    }
    .invisible::before {
      content: attr(data-glyph) / '';
      padding-inline: 2px;
      border: 1px solid var(--vscode-descriptionForeground);
      border-radius: 2px;
      font-size: 0.7em;
      color: var(--vscode-descriptionForeground);
    }
    .token {
      border-radius: 2px;
      scroll-margin-block: 4lh;
    }
    .token.current {
      anchor-name: --token;
      outline: 1px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
      background-color: var(--vscode-editor-hoverHighlightBackground);
    }
    .token:focus {
      outline: 2px solid var(--vscode-focusBorder);
    }
    .bounded .token,
    .part.current,
    .part:focus {
      box-shadow: -1px 0 0 var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, currentColor));
    }
    .bounded .token {
      border-radius: 0;
    }
    .bounded .part::before,
    .part:focus::before {
      content: '⋯' / '';
      color: var(--vscode-descriptionForeground);
    }
    tuneset-token-tip {
      position: fixed;
      inset: auto;
      margin: 4px 0;
      position-anchor: --token;
      position-area: top span-right;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
    }
  `,
];
