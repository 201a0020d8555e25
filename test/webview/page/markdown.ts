import { renderMarkdown } from '../../../webview/ui/markdown';

declare global {
  interface Window {
    /** The HTML of a text, as the views draw it. */
    tunesetMarkdown(text: string): string;
    /** What in the HTML of a text no Markdown may bring about. */
    tunesetMarkdownWrongs(text: string): string[];
  }
}

const ELEMENTS = new Set(
  (
    'p br hr h1 h2 h3 h4 h5 h6 strong em s code pre blockquote ul ol li table thead tbody tr th td a span ' +
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover ' +
    'mtable mtr mtd menclose'
  ).split(' '),
);

window.tunesetMarkdown = (text) => {
  const box = document.createElement('div');
  box.append(renderMarkdown(text));
  return box.innerHTML;
};

window.tunesetMarkdownWrongs = (text) =>
  [...renderMarkdown(text).querySelectorAll('*')].flatMap((element) => {
    const name = element.localName;
    const wrongs = ELEMENTS.has(name) ? [] : [`<${name}>`];
    for (const attribute of element.attributes) {
      if (/^(?:on|style|id|name|src)/i.test(attribute.name)) wrongs.push(`<${name} ${attribute.name}>`);
      const isLink = name === 'a' && attribute.name === 'href' && /^(?:https?:\/\/|mailto:)/i.test(attribute.value);
      if (/href/i.test(attribute.name) && !isLink) wrongs.push(attribute.value);
    }
    return wrongs;
  });
