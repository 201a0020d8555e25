import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageScript } from './project.mjs';
import { closeBrowser, openView } from './view.mjs';
import { xssVectors } from './xssVectors.mjs';

/** What Markdown, HTML and TeX are made of, and what would like to be a link. */
const PIECES = [
  ...[
    '[',
    '](',
    ')',
    '![',
    '<',
    '>',
    '"',
    "'",
    '`',
    '```',
    '```html\n',
    '~~~',
    '|',
    '|-|',
    '*',
    '**',
    '_',
    '~~',
    '\\',
    '&',
    '&lt;',
    '&#x3c;',
    ';',
  ],
  ...[
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '1. ',
    '# ',
    '---\n',
    '[x]: ',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '\u0000',
    '\u202e',
    'a',
  ],
  ...[
    'javascript:',
    'JaVaScRiPt&colon;',
    'java\tscript:',
    'command:',
    'vbscript:',
    'data:text/html,',
    'file:///',
    'vscode://',
    'https://a.test/',
    'mailto:a@b',
  ],
  ...[
    '<script>',
    '</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<style>',
    '<math>',
    '<mtext>',
    '<a href=',
    ' style="color:red"',
  ],
  ...[
    '\\href{javascript:alert(1)}{x}',
    '\\htmlStyle{color:red}{x}',
    '\\includegraphics{https://a.test/x.png}',
    '\\frac{1}{2}',
    '\\def\\a{\\a\\a}\\a',
    '\\url{x}',
  ],
];

describe('Markdown of a dataset', () => {
  /** @type {import('./view.mjs').View} */
  let view;

  before(async () => {
    view = await openView();
    await view.page.evaluate(await pageScript('test/webview/page/markdown.ts'));
  });

  after(closeBrowser);

  /** @param {string} text @returns {Promise<string>} */
  const html = (text) => view.page.evaluate(`tunesetMarkdown(${JSON.stringify(text)})`);

  /** @param {string} text @returns {Promise<string[]>} */
  const wrongs = (text) => view.page.evaluate(`tunesetMarkdownWrongs(${JSON.stringify(text)})`);

  it('never brings about anything but what Markdown may', async () => {
    const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 25 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (markdown) => assert.deepEqual(await wrongs(markdown), [])),
      { numRuns: 500 },
    );
    assert.deepEqual(view.wrongs(), []);
  });

  it('is harmless wherever a hostile text stands in it', async () => {
    for (const vectors of Object.values(xssVectors)) {
      const texts = vectors.flatMap((text) => [
        ...[text, `[${text}](${text})`, `![${text}](${text})`],
        ...[`$${text}$`, `|a|\n|-|\n|${text}|`, `\`\`\`${text}\n${text}`],
      ]);
      const found = await view.page.evaluate(`${JSON.stringify(texts)}.flatMap((text) => tunesetMarkdownWrongs(text))`);
      assert.deepEqual(found, []);
    }
    assert.deepEqual(view.wrongs(), []);
  });

  it('has links to the web and to mail only, and spells their addresses out', async () => {
    assert.equal(
      await html('[here](https://example.org/a?b=1)'),
      '<p><a href="https://example.org/a?b=1" rel="noreferrer noopener">here</a> (https://example.org/a?b=1)</p>\n',
    );
    assert.match(await html('<https://example.org/>'), /^<p><a [^>]*>https:\/\/example\.org\/<\/a><\/p>/);
    assert.match(await html('[me](mailto:a@b.test)'), /href="mailto:a@b\.test"/);
    for (const address of [
      'javascript:alert(1)',
      'command:x',
      './a.md',
      '#a',
      '//a.test',
      'file:///etc/passwd',
      'vscode://x',
    ]) {
      assert.equal(await html(`[here](${address})`), `<p>here (${address})</p>\n`);
    }
  });

  it('shows an image as what it is called and where it would come from', async () => {
    assert.equal(
      await html('![a cat](https://a.test/cat.png)'),
      '<p><span class="image">Image · a cat · https://a.test/cat.png</span></p>\n',
    );
    assert.equal(await html('![](cat.png)'), '<p><span class="image">Image · cat.png</span></p>\n');
  });

  it('leaves HTML, placeholders and special tokens as they stand', async () => {
    assert.equal(
      await html('<image>a <b>b</b> <|im_end|>'),
      '<p>&lt;image&gt;a &lt;b&gt;b&lt;/b&gt; &lt;|im_end|&gt;</p>\n',
    );
  });

  it('has tables, code in colours, and formulas in both ways of writing them', async () => {
    assert.match(
      await html('|a|b|\n|:-:|-:|\n|1|2|'),
      /<td class="align-center">1<\/td>\s*<td class="align-right">2<\/td>/,
    );
    assert.match(
      await html('```python\nreturn 1\n```'),
      /<code class="language-python"><span class="hljs-keyword">return<\/span>/,
    );
    for (const text of ['$x^2$', '\\(x^2\\)'])
      assert.match(await html(text), /<math [^>]*><mrow><msup><mi>x<\/mi><mn>2<\/mn><\/msup><\/mrow><\/math>/);
    for (const text of ['$$\nx\n$$', '\\[\nx\n\\]']) assert.match(await html(text), /<math [^>]*display="block"/);
    assert.equal(await html('costs $5 and $6'), '<p>costs $5 and $6</p>\n');
    assert.match(await html('$\\oops$'), /\\oops/);
  });

  it('keeps line ends', async () => {
    assert.equal(await html('a\nb'), '<p>a<br>\nb</p>\n');
  });
});
