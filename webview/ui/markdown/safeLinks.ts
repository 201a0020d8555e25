import * as l10n from '@vscode/l10n';
import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/**
 * Links to the web and to mail addresses stay links, with the address behind them; all others become text. Images become chips with what they are called and
 * where they would come from: nothing is loaded.
 */
export function safeLinks(markdown: MarkdownIt): void {
  // What is no address of the web is no link later on; here it would stay Markdown source, and images with it.
  markdown.validateLink = () => true;
  markdown.core.ruler.push('safe_links', ({ tokens, Token }: StateCore) => {
    for (const token of tokens) if (token.children) token.children = withSafeLinks(token.children, Token);
  });
  markdown.renderer.rules.image = (tokens, index, options, env, renderer) => {
    const token = tokens[index]!;
    const { escapeHtml } = markdown.utils;
    const called = renderer.renderInlineAsText(token.children ?? [], options, env);
    const source = String(token.attrGet('src') ?? '');
    const text = [l10n.t('Image'), called, source].filter((part) => part !== '').join(' · ');
    return `<span class="image">${escapeHtml(text)}</span>`;
  };
}

/** @param NewToken markdown-it's class of tokens */
function withSafeLinks(tokens: readonly Token[], NewToken: StateCore['Token']): Token[] {
  const made: Token[] = [];
  const text = (content: string): Token => Object.assign(new NewToken('text', '', 0), { content });
  const open: { readonly href: string; readonly isLink: boolean; shown: string }[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href') ?? '');
      const isLink = ADDRESS.test(href);
      open.push({ href, isLink, shown: '' });
      if (isLink) made.push(token);
    } else if (token.type === 'link_close') {
      const link = open.pop();
      if (link?.isLink) made.push(token);
      if (link && !saysAddress(link.shown, link.href)) made.push(text(` (${link.href})`));
    } else {
      const link = open.at(-1);
      if (link) link.shown += token.content;
      made.push(token);
    }
  }
  return made;
}

function saysAddress(shown: string, href: string): boolean {
  return shown === href || `mailto:${shown}` === href;
}
