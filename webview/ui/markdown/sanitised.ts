import createPurifier from 'dompurify';

const MARKDOWN =
  'p br hr h1 h2 h3 h4 h5 h6 strong em s code pre blockquote ul ol li table thead tbody tr th td a span'.split(' ');
/** What KaTeX writes. https://w3c.github.io/mathml-core/ */
const MATHML = (
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom ' +
  'msub msup msubsup munder mover munderover mtable mtr mtd menclose'
).split(' ');
const ATTRIBUTES = (
  'class start ' +
  'display xmlns mathvariant stretchy fence separator lspace rspace minsize maxsize width height depth voffset ' +
  'linethickness accent accentunder columnalign rowspacing columnspacing columnlines rowlines displaystyle scriptlevel ' +
  'movablelimits symmetric notation'
).split(' ');

/**
 * KaTeX writes some. They would not be let through; but the page's policy reports every inline style that is parsed. Quotes of texts are escaped, so these are
 * attributes.
 */
const STYLE = / style="[^"]*"/g;

/** Of highlight.js, of KaTeX, and our own. */
const KNOWN_CLASS =
  /^(?:hljs-[\w-]+|[a-z]+_|language-[\w+#.-]+|katex(?:-block|-error)?|image|align-(?:left|center|right))$/;

const purifier = createPurifier(window);

/** The second wall: only what our own Markdown can need is let through, whatever the first one let pass. */
export function sanitised(html: string): DocumentFragment {
  return purifier.sanitize(html.replace(STYLE, ''), {
    ALLOWED_TAGS: [...MARKDOWN, ...MATHML, '#text'],
    ALLOWED_ATTR: ['href', ...ATTRIBUTES],
    // The values of these are no addresses.
    ADD_URI_SAFE_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    // The TeX of a formula stands in it a second time. Contents of other elements stay as text.
    ADD_FORBID_CONTENTS: ['annotation'],
    RETURN_DOM_FRAGMENT: true,
  });
}

// The page's own styles are for classes that we know; a class from elsewhere must not catch them.
purifier.addHook('uponSanitizeAttribute', (_element, attribute) => {
  if (attribute.attrName !== 'class') return;
  attribute.attrValue = attribute.attrValue
    .split(/\s+/)
    .filter((name) => KNOWN_CLASS.test(name))
    .join(' ');
});

purifier.addHook('afterSanitizeAttributes', (element) => {
  if (element.nodeName === 'A') element.setAttribute('rel', 'noreferrer noopener');
  // Tables scroll, and what scrolls must be in reach of keys.
  if (element.nodeName === 'PRE' || element.nodeName === 'TABLE') element.setAttribute('tabindex', '0');
});
