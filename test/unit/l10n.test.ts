import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob } from 'tinyglobby';
import ts from 'typescript';
import type * as Script from '../../scripts/l10n.mjs';

const root = process.cwd();
const HAN = /\p{Script=Han}/u;

/** Translations that are the same in every language. */
const WITHOUT_CHINESE = new Set([
  '{0}: {1}',
  '{0}: {1} ({2})',
  ', ',
  'Hugging Face',
  '`{0}`: {1}',
  'dataset_info.json',
  'query, response, history (ms-swift)',
  '{0}, …',
  '“{0}”',
  '“{0}” ({1})',
  'instruction, input, output, system, history',
  '{0}…',
  '{0}.md',
  '{0} tok',
  'id {0}',
  'of {0}',
  '{0} by {1}, {2}',
  'Schema',
  'null',
  'Axolotl',
  'LLaMA-Factory',
  'TRL',
  'Tokens',
  'ms-swift',
  'tokens',
  'Ids',
  'Token',
  'Top p',
  '{0}, {1}: {2}',
]);

/** What is given to `l10n.t` where it translates the texts of the schemas. */
const FROM_SCHEMAS = [
  'schema.title ?? String(field)',
  'schema.title ?? key',
  "schema.description ?? ''",
  'value',
  'text',
  'title',
  'described.title',
  'described.description',
];

describe('the Chinese translation', () => {
  let keys: string[];
  let bundle: Record<string, string>;
  let l10n: typeof Script;

  before(async function () {
    this.timeout(60_000);
    l10n = (await import(pathToFileURL(join(root, 'scripts/l10n.mjs')).href)) as typeof Script;
    keys = await l10n.collectKeys(root);
    bundle = await readJson(l10n.BUNDLE);
  });

  it('has every text and no other', () => {
    const known = Object.keys(bundle);
    assert.deepEqual({ missing: without(keys, known), unused: without(known, keys) }, EVEN);
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

  it('covers every call of l10n.t: a literal, read as TypeScript reads it, or a text of a schema', async () => {
    const calls: ts.Expression[] = [];
    for (const file of await glob(['src/**/*.ts', 'webview/**/*.ts'], { cwd: root })) {
      const source = await readFile(join(root, file), 'utf8');
      calls.push(...translated(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)));
    }
    const keyed = calls.map((call) => ({ call, key: keyOf(call) }));
    const literals = keyed.flatMap(({ key }) => key ?? []);
    const computed = keyed.filter(({ key }) => key === undefined).map(({ call }) => call.getText());
    assert.ok(literals.length > 0);
    assert.deepEqual({ literals: without(literals, keys), computed: without(computed, FROM_SCHEMAS) }, NONE_LEFT);
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

/** The first argument of every call of `l10n.t` in a part of a source. */
function translated(node: ts.Node): ts.Expression[] {
  const own =
    ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
  const inner: ts.Expression[] = [];
  ts.forEachChild(node, (child) => void inner.push(...translated(child)));
  return own ? [own, ...inner] : inner;
}

/** The key of a literal, or of `{ message, comment: [one] }`; undefined for anything else. */
function keyOf(call: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(call)) return call.text;
  if (!ts.isObjectLiteralExpression(call)) return undefined;
  const texts = call.properties.map((property) => {
    if (!ts.isPropertyAssignment(property)) return undefined;
    const { initializer } = property;
    const text = ts.isArrayLiteralExpression(initializer) ? initializer.elements[0] : initializer;
    return text && ts.isStringLiteralLike(text) ? text.text : undefined;
  });
  return texts.includes(undefined) ? undefined : texts.join('/');
}

const NONE_LEFT = { literals: [], computed: [] };
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
