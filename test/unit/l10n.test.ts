import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob } from 'tinyglobby';

const root = process.cwd();
const HAN = /\p{Script=Han}/u;

/** Translations that are the same in every language. */
const WITHOUT_CHINESE = new Set(['{0}…', '{0}.md', 'Schema', 'null']);

describe('the Chinese translation', () => {
  let keys: string[];
  let bundle: Record<string, string>;
  let l10n: typeof import('../../scripts/l10n.mjs');

  before(async () => {
    l10n = (await import(pathToFileURL(join(root, 'scripts/l10n.mjs')).href)) as typeof l10n;
    keys = await l10n.collectKeys(root);
    bundle = await readJson(l10n.BUNDLE);
  });

  it('has every text and no other', () => {
    const translated = Object.keys(bundle);
    assert.deepEqual({ missing: without(keys, translated), unused: without(translated, keys) }, EVEN);
  });

  it('fills the same placeholders as the English text', () => {
    assert.deepEqual(
      faulty(bundle, (key, text) => same(placeholders(key), placeholders(text))),
      [],
    );
  });

  it('is Chinese', () => {
    assert.deepEqual(
      faulty(bundle, (key, text) => HAN.test(text) || WITHOUT_CHINESE.has(key)),
      [],
    );
  });

  it('has Chinese punctuation in Chinese text', () => {
    assert.deepEqual(
      faulty(bundle, (_, text) => !/\p{Script=Han}[,;:?!]|\p{Script=Han}\.(\s|$)/u.test(text.replace(/\[.*?\]/g, ''))),
      [],
    );
  });

  it('takes its texts from literals, which can be found, and from the schemas', async () => {
    const computed = new Set<string>();
    for (const file of await glob('src/**/*.ts', { cwd: root })) {
      const source = await readFile(join(root, file), 'utf8');
      for (const [, argument] of source.matchAll(/\bl10n\.t\(\s*(?!['"])([^,)]*)/g)) computed.add(argument!.trim());
    }
    const fromSchemas = [
      'schema.title ?? String(field',
      'schema.title ?? key',
      "schema.description ?? ''",
      'value',
      'text',
    ];
    assert.deepEqual(without([...computed], fromSchemas), []);
  });

  it('finds a text as it is at run time, however it is written', () => {
    const written = String.raw`'a \u2026 \\u2026 \\\\ \u0022 \ud83d'`;
    assert.equal(l10n.withPlainCharacters(written), String.raw`'a … \\u2026 \\\\ \u0022 \ud83d'`);
  });
});

describe('the texts of package.json', () => {
  let manifest: string;
  let english: Record<string, string>;
  let chinese: Record<string, string>;

  before(async () => {
    manifest = await readFile(join(root, 'package.json'), 'utf8');
    english = await readJson('package.nls.json');
    chinese = await readJson('package.nls.zh-cn.json');
  });

  it('are there, each used, none more', () => {
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    const known = Object.keys(english);
    assert.deepEqual({ missing: without(used, known), unused: without(known, used) }, EVEN);
  });

  it('are there in Chinese', () => {
    const [first, second] = [Object.keys(english), Object.keys(chinese)];
    assert.deepEqual({ missing: without(first, second), unused: without(second, first) }, EVEN);
    assert.deepEqual(
      faulty(chinese, (_, text) => HAN.test(text)),
      [],
    );
  });

  it('have the same links and code in both languages', () => {
    const marked = (text: string): string[] => text.match(/\]\([^)]*\)|`[^`]*`/g) ?? [];
    assert.deepEqual(
      faulty(chinese, (key, text) => same(marked(text), marked(english[key] ?? ''))),
      [],
    );
  });
});

const EVEN = { missing: [], unused: [] };

function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((each) => !others.includes(each));
}

function placeholders(text: string): string[] {
  return text.match(/\{\d+\}/g) ?? [];
}

/** True if both hold the same, in whatever order. */
function same(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...new Set(some)].sort()) === JSON.stringify([...new Set(others)].sort());
}

/** The entries that are not right. */
function faulty(texts: Record<string, string>, isRight: (key: string, text: string) => boolean): [string, string][] {
  return Object.entries(texts).filter(([key, text]) => !isRight(key, text));
}

async function readJson(file: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(root, file), 'utf8')) as Record<string, string>;
}
