import { css } from 'lit';

/** For what `renderMarkdown` and `renderCode` make. VS Code's colours of values have too little contrast on the ground of code: they get some of the text's. */
export const markdownStyles = css`
  :host {
    --keyword: color-mix(in srgb, var(--vscode-debugTokenExpression-boolean) 70%, var(--vscode-foreground));
    --string: color-mix(in srgb, var(--vscode-debugTokenExpression-string) 80%, var(--vscode-foreground));
    --number: color-mix(in srgb, var(--vscode-debugTokenExpression-number) 70%, var(--vscode-foreground));
    --name: color-mix(in srgb, var(--vscode-debugTokenExpression-name) 80%, var(--vscode-foreground));
  }
  .markdown,
  .code {
    line-height: 1.5;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .markdown > :first-child {
    margin-top: 0;
  }
  .markdown > :last-child {
    margin-bottom: 0;
  }
  .markdown :is(p, ul, ol, pre, table, blockquote) {
    margin: 0.6em 0;
  }
  .markdown :is(h1, h2, h3, h4, h5, h6) {
    margin: 1em 0 0.4em;
    line-height: 1.25;
    font-weight: 600;
  }
  .markdown h1 {
    font-size: 1.4em;
  }
  .markdown h2 {
    font-size: 1.25em;
  }
  .markdown h3 {
    font-size: 1.1em;
  }
  .markdown :is(h4, h5, h6) {
    font-size: 1em;
  }
  .markdown :is(ul, ol) {
    padding-inline-start: 1.8em;
  }
  .markdown blockquote {
    margin-inline: 0;
    padding: 0.1em 0.8em;
    border-inline-start: 3px solid var(--vscode-textBlockQuote-border);
    background: var(--vscode-textBlockQuote-background);
  }
  .markdown hr {
    border: none;
    border-top: 1px solid var(--vscode-textSeparator-foreground, currentColor);
  }
  .markdown a {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
  }
  .markdown a:hover {
    color: var(--vscode-textLink-activeForeground);
  }
  .markdown :is(a, pre, table):focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .markdown .image {
    padding: 1px 6px;
    border: 1px dashed var(--vscode-descriptionForeground);
    border-radius: 4px;
  }
  .markdown :not(pre) > code {
    padding: 1px 4px;
    border-radius: 3px;
    color: var(--vscode-textPreformat-foreground);
    background: var(--vscode-textPreformat-background);
  }
  .markdown code,
  .code {
    font-family: var(--vscode-editor-font-family);
    font-size: 0.95em;
  }
  .markdown pre,
  .code {
    padding: 8px 10px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    background: var(--vscode-textCodeBlock-background);
  }
  .markdown pre {
    overflow: auto;
  }
  .code {
    white-space: pre-wrap;
  }
  .markdown table {
    display: block;
    width: max-content;
    max-width: 100%;
    overflow: auto;
    border-collapse: collapse;
  }
  .markdown :is(th, td) {
    padding: 3px 8px;
    border: 1px solid var(--vscode-panel-border, currentColor);
    overflow-wrap: normal;
    min-width: 3em;
  }
  .align-center {
    text-align: center;
  }
  .align-right {
    text-align: right;
  }
  .markdown math[display='block'] {
    overflow: auto hidden;
    max-width: 100%;
    padding: 2px 0;
  }
  .katex-error {
    font-family: var(--vscode-editor-font-family);
    text-decoration: underline wavy var(--vscode-editorError-foreground);
  }
  :is(.hljs-comment, .hljs-quote, .hljs-meta) {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  :is(.hljs-keyword, .hljs-literal, .hljs-selector-tag, .hljs-tag, .hljs-name, .hljs-doctag) {
    color: var(--keyword);
  }
  :is(.hljs-string, .hljs-regexp, .hljs-symbol, .hljs-bullet, .hljs-addition) {
    color: var(--string);
  }
  :is(.hljs-number, .hljs-link) {
    color: var(--number);
  }
  :is(
    .hljs-title,
    .hljs-section,
    .hljs-attr,
    .hljs-attribute,
    .hljs-property,
    .hljs-variable,
    .hljs-type,
    .hljs-built_in,
    .hljs-template-variable
  ) {
    color: var(--name);
  }
  .hljs-deletion {
    text-decoration: line-through;
  }
  .hljs-emphasis {
    font-style: italic;
  }
  .hljs-strong {
    font-weight: bold;
  }
`;
