import katex from '@vscode/markdown-it-katex';
import hljs from 'highlight.js/lib/common';
import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import { texBrackets } from './markdown/texBrackets';
import { safeLinks } from './markdown/safeLinks';
import { sanitised } from './markdown/sanitised';

/** Longer code, in UTF-16 units, stays without colours: they would take too long. */
const LONGEST_COLOURED = 50_000;

const KATEX = {
  output: 'mathml',
  throwOnError: false,
  strict: 'ignore',
  /** No commands that make links, load images or set attributes. */
  trust: false,
  /** Macros that grow without end stop early, and nothing gets larger than this many em. */
  maxExpand: 200,
  maxSize: 20,
} as const;

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true, highlight: coloured })
  .use(katex, KATEX)
  .use(texBrackets)
  .use(safeLinks)
  .use(alignByClass);

/**
 * Markdown of a dataset, drawn. What it holds of HTML stays text; nothing in it runs, loads anything or leads anywhere but to addresses of the web and of
 * mail, which are spelt out.
 */
export function renderMarkdown(text: string): DocumentFragment {
  return sanitised(markdown.render(text));
}

/** Code in its colours, as nodes. Without them where the language is not known. */
export function renderCode(code: string, language: string): DocumentFragment {
  const html = coloured(code, language);
  if (html !== '') return sanitised(html);
  const plain = document.createDocumentFragment();
  plain.append(code);
  return plain;
}

/** Cells of tables say by a class where their text stands: inline styles are forbidden in the view. */
function alignByClass(parser: Parser): void {
  parser.core.ruler.push('align_by_class', ({ tokens }) => {
    for (const token of tokens) {
      const side = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style')))?.[1];
      if (side) token.attrs = [['class', `align-${side}`]];
    }
  });
}

/** HTML of code; '' leaves it as it is. */
function coloured(code: string, language: string): string {
  if (code.length > LONGEST_COLOURED || !hljs.getLanguage(language)) return '';
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
