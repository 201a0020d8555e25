import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';

const root = fileURLToPath(new URL('..', import.meta.url));
/** TypeScript's messages in languages that tokenizers find hard and easy; real sentences, none of them twice. */
const LANGUAGES = ['zh-cn', 'zh-tw', 'ja', 'ko', 'ru', 'de', 'es'];

/**
 * Real texts that lie on every machine with the packages installed: compiler messages in seven languages, READMEs, and code. Nothing is
 * repeated, so a cache of pre-tokens helps only as far as language repeats itself.
 *
 * @returns {Promise<string[]>}
 */
export async function realTexts() {
  const messages = LANGUAGES.flatMap((language) => paragraphs(messagesIn(language), 3));
  const prose = await glob(['**/README.md', '**/CHANGELOG.md', '**/HISTORY.md'], {
    cwd: `${root}node_modules`,
    deep: 4,
  });
  const code = await glob('typescript/lib/lib.*.d.ts', { cwd: `${root}node_modules` });
  const files = [...prose.sort(), ...code.sort()].flatMap((file) => {
    return paragraphs(readFileSync(`${root}node_modules/${file}`, 'utf8').split(/\n{2,}/), 4);
  });
  return [...new Set([...messages, ...files])].filter((text) => text.trim() !== '');
}

/**
 * @param {string} language
 * @returns {string[]}
 */
function messagesIn(language) {
  const file = `${root}node_modules/typescript/lib/${language}/diagnosticMessages.generated.json`;
  return Object.values(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Texts of the length of an answer.
 *
 * @param {readonly string[]} parts
 * @param {number} together
 */
function paragraphs(parts, together) {
  return Array.from({ length: Math.ceil(parts.length / together) }, (_, i) =>
    parts.slice(i * together, (i + 1) * together).join('\n\n'),
  );
}
