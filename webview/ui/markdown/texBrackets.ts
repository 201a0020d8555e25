import type { MarkdownIt, StateInline } from 'markdown-it';

const CLOSING = { '(': '\\)', '[': '\\]' } as const;

/** Formulas between `\(` and `\)` or `\[` and `\]`, as many models write them; drawn as those between dollar signs. */
export function texBrackets(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'tex_brackets', formula);
}

function formula(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const bracket = src[pos + 1];
  if (src[pos] !== '\\' || (bracket !== '(' && bracket !== '[')) return false;
  const end = closingAt(state, CLOSING[bracket], pos + 2);
  if (end === -1 || end + 2 > posMax) return false;
  const content = src.slice(pos + 2, end);
  if (content.trim() === '') return false;
  if (!silent) {
    const token = state.push(bracket === '(' ? 'math_inline' : 'math_block', 'math', 0);
    token.content = content;
    token.markup = bracket;
  }
  state.pos = end + 2;
  return true;
}

/** Where a mark stands next, or -1. That one is nowhere is looked for once only, however many brackets are open. */
function closingAt({ src, env }: StateInline, mark: string, from: number): number {
  const missing = (env as { texMissing?: Record<string, string> }).texMissing;
  if (missing?.[mark] === src) return -1;
  const at = src.indexOf(mark, from);
  if (at === -1) Object.assign(env as object, { texMissing: { ...missing, [mark]: src } });
  return at;
}
