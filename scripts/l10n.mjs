// Says which texts of the user interface lack a Chinese translation, and which translations nothing uses any more.
// With --write, unused translations go and the rest is sorted.
import { getL10nJson } from '@vscode/l10n-dev';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';

/** The translations, relative to the project's folder. */
export const BUNDLE = 'l10n/bundle.l10n.zh-cn.json';

/**
 * Every English text that is looked up in the translations: the literals given to `l10n.t` in src and webview, and the texts of the
 * schemas, which are translated when they are shown.
 *
 * @param {string} root the project's folder
 * @returns {Promise<string[]>} sorted, each once
 */
export async function collectKeys(root) {
  const keys = new Set([...(await sourceKeys(root)), ...(await schemaKeys(root))]);
  return [...keys].sort(byCharacter);
}

/** @param {string} root */
async function sourceKeys(root) {
  const sources = await readAll(root, ['src/**/*.ts', 'webview/**/*.ts']);
  return Object.keys(
    await getL10nJson(sources.map((source) => ({ contents: withPlainCharacters(source), extension: '.ts' }))),
  );
}

/** @param {string} root */
async function schemaKeys(root) {
  const schemas = await readAll(root, ['schemas/*.schema.json']);
  return schemas.flatMap((schema) => [...textsOf(JSON.parse(schema))]);
}

/**
 * The texts for people in a schema or a part of it.
 *
 * @param {unknown} node
 * @returns {Generator<string>}
 */
function* textsOf(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'title' || key === 'description' || key === 'label') && typeof value === 'string') yield value;
    else if (key === 'enumDescriptions') yield* value;
    else yield* textsOf(value);
  }
}

/**
 * A source with its `\uXXXX` escapes written out, because l10n-dev 0.0.35 overlooks their last digit. Left as they are: control
 * characters and line separators, which would break a literal, and halves of surrogate pairs.
 *
 * @param {string} source
 */
export function withPlainCharacters(source) {
  return source.replace(/\\(?:u([0-9a-f]{4})|[^])/gi, (escape, /** @type {string | undefined} */ digits) => {
    const character = String.fromCharCode(parseInt(digits ?? '0', 16));
    return /[\0-\x9f\u2028\u2029\ud800-\udfff]/.test(character) ? escape : character;
  });
}

/**
 * @param {string} root
 * @param {string[]} patterns
 */
async function readAll(root, patterns) {
  const files = await glob(patterns, { cwd: root });
  if (files.length === 0) throw new Error(`${root} has no ${patterns.join(', ')}.`);
  return Promise.all(files.sort().map((file) => readFile(path.join(root, file), 'utf8')));
}

/**
 * By UTF-16 units: the same everywhere, whatever the locale.
 *
 * @param {string} a
 * @param {string} b
 */
function byCharacter(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function main() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const keys = await collectKeys(root);
  const file = path.join(root, BUNDLE);
  /** @type {Record<string, string>} */
  const bundle = JSON.parse(await readFile(file, 'utf8'));
  const missing = keys.filter((key) => !Object.hasOwn(bundle, key));
  const unused = Object.keys(bundle).filter((key) => !keys.includes(key));
  for (const key of missing) console.log(`missing: ${JSON.stringify(key)}`);
  for (const key of unused) console.log(`unused: ${JSON.stringify(key)}`);
  console.log(`Texts: ${keys.length}, missing: ${missing.length}, unused: ${unused.length}`);
  if (process.argv.includes('--write')) {
    const used = Object.entries(bundle).filter(([key]) => keys.includes(key));
    const sorted = Object.fromEntries(used.sort(([a], [b]) => byCharacter(a, b)));
    await writeFile(file, `${JSON.stringify(sorted, null, 2)}\n`);
    if (missing.length > 0) process.exitCode = 1;
  } else if (missing.length + unused.length > 0) {
    process.exitCode = 1;
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
