import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob } from 'tinyglobby';
import type * as Script from '../../scripts/ruleDocs.mjs';
import { allRules } from '../../src/rules/catalogue';

const root = process.cwd();

describe('the pages of the rules', () => {
  let wanted: Map<string, string>;
  const written = new Map<string, string>();

  before(async function () {
    this.timeout(60_000);
    const docs = (await import(pathToFileURL(join(root, 'scripts/ruleDocs.mjs')).href)) as typeof Script;
    wanted = await docs.renderPages();
    for (const file of await glob('**', { cwd: join(root, docs.PAGES) })) {
      written.set(file, await readFile(join(root, docs.PAGES, file), 'utf8'));
    }
  });

  it('have their rules in the schema of the project file; `npm run docs` writes them', async () => {
    const docs = (await import(pathToFileURL(join(root, 'scripts/ruleDocs.mjs')).href)) as typeof Script;
    assert.equal(await readFile(join(root, docs.PROJECT_SCHEMA), 'utf8'), await docs.renderProjectSchema());
  });

  it('are those that the rules make; `npm run docs` writes them', () => {
    assert.deepEqual([...written.keys()].sort(), [...wanted.keys()].sort());
    assert.deepEqual(
      [...wanted].filter(([name, text]) => written.get(name) !== text).map(([name]) => name),
      [],
    );
  });

  it('exist for every rule in English and Chinese', () => {
    const names = allRules.flatMap(({ id }) => [`${id}.md`, `zh-cn/${id}.md`]);
    assert.deepEqual([...wanted.keys()].filter((name) => !name.endsWith('README.md')).sort(), names.sort());
    for (const [name, text] of wanted) {
      const isChinese = name.startsWith('zh-cn/');
      assert.equal(/\p{Script=Han}{3}/u.test(prose(text)), isChinese, name);
      // The rule's own text, not only the headings around it.
      const title = /^\*\*(.+)\*\*$/m.exec(text)?.[1];
      if (title) assert.equal(/\p{Script=Han}/u.test(title), isChinese, name);
    }
  });

  it('link only to each other', () => {
    for (const [name, text] of wanted) {
      for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g)) {
        assert.ok(wanted.has(posix.join(posix.dirname(name), target!)), `${name}: ${target}`);
      }
    }
  });
});

/** The text without the examples, which may be in any language, and without what is quoted. */
function prose(text: string): string {
  return text.replace(/^```[^]*?^```/gm, '').replace(/“[^”]*”/g, '');
}
