// Writes the pages of the rules, in English and Chinese, and their names in the project file's schema, from what the rules say of themselves.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { compileSchemas } from './compileSchemas.mjs';

/** @typedef {import('../src/rules/rule').Rule} Rule */
/** @typedef {import('../src/rules/rule').RulePage} RulePage */

const root = fileURLToPath(new URL('..', import.meta.url));

/** The folder of the pages, relative to the project's folder; nothing else is in it. */
export const PAGES = 'docs/rules';

/**
 * The words of the pages that are not the rules' own, for each language.
 *
 * @typedef {object} Words
 * @property {string} locale
 * @property {string} folder the language's pages within the folder of all pages: '' or a name with a slash
 * @property {string} other the name of the other language, in that language
 * @property {string} otherFolder the way from a page to those of the other language
 * @property {string} all
 * @property {string} intro
 * @property {string[]} columns
 * @property {string} level
 * @property {Record<Rule['level'], string>} levels
 * @property {string} byTarget
 * @property {string} outcome
 * @property {Record<import('../src/rules/rule').Outcome, string>} outcomes
 * @property {string} fix
 * @property {Record<Rule['fix'], { short: string, long: string }>} fixes
 * @property {string} builtin
 * @property {{ what: string, why: string, mend: string, faulty: string, sound: string, set: string }} headings
 * @property {string} set
 */

/** @type {readonly Words[]} */
const languages = [
  {
    locale: 'en',
    folder: '',
    other: '中文',
    otherFolder: 'zh-cn/',
    all: 'All rules',
    intro: 'What Tuneset checks. The level of each rule can be set in `tuneset.json`; its page says how.',
    columns: ['Rule', 'Default level', 'Quick fix', 'What it finds'],
    level: 'Default level: ',
    levels: { error: 'error', warning: 'warning', info: 'info', off: 'off' },
    byTarget: 'For a target: ',
    outcome: 'What happens: ',
    outcomes: {
      dropped: 'drops the record',
      crash: 'ends the run with an error',
      altered: 'trains something else than what stands there',
      ignored: 'goes on without it',
    },
    fix: 'Quick fix: ',
    fixes: {
      yes: { short: 'yes', long: 'yes; what could change the meaning is shown before it is made.' },
      offer: { short: 'offer', long: 'offered, and shown before it is made.' },
      no: { short: 'no', long: 'none; only the author can mend it.' },
    },
    builtin: 'In `.json` files VS Code’s own JSON support shows these faults, and Tuneset adds the quick fixes.',
    headings: {
      what: 'What it finds',
      why: 'Why it matters',
      mend: 'How to mend it',
      faulty: 'Faulty',
      sound: 'Sound',
      set: 'How to set the level',
    },
    set: 'In `tuneset.json`, give the rule the level `error`, `warning`, `info` or `off`:',
  },
  {
    locale: 'zh-cn',
    folder: 'zh-cn/',
    other: 'English',
    otherFolder: '../',
    all: '所有规则',
    intro: 'Tuneset 所检查的内容。每条规则的级别可以在 `tuneset.json` 中设置，方法见各规则的页面。',
    columns: ['规则', '默认级别', '快速修复', '检查什么'],
    level: '默认级别：',
    levels: { error: '错误 (error)', warning: '警告 (warning)', info: '信息 (info)', off: '关闭 (off)' },
    byTarget: '按训练框架：',
    outcome: '后果：',
    outcomes: {
      dropped: '丢弃该记录',
      crash: '报错并终止整个运行',
      altered: '训练的内容与数据不同',
      ignored: '忽略该部分继续运行',
    },
    fix: '快速修复：',
    fixes: {
      yes: { short: '有', long: '有；可能改变含义的改动会先给出预览。' },
      offer: { short: '需确认', long: '有，应用前会先给出预览并请你确认。' },
      no: { short: '无', long: '无，只有作者自己能修改。' },
    },
    builtin: '在 `.json` 文件中，这些错误由 VS Code 自带的 JSON 支持显示，Tuneset 为其添加快速修复。',
    headings: {
      what: '检查什么',
      why: '为什么重要',
      mend: '如何修复',
      faulty: '有错误的示例',
      sound: '正确的示例',
      set: '如何设置级别',
    },
    set: '在 `tuneset.json` 中把该规则的级别设为 `error`、`warning`、`info` 或 `off`：',
  },
];

/**
 * Every page, with an index for each language.
 *
 * @returns {Promise<Map<string, string>>} the text of each file by its path, relative to the folder of the pages, with slashes
 */
export async function renderPages() {
  const { allRules, useLanguage } = await loadRules();
  /** @type {Map<string, string>} */
  const pages = new Map();
  for (const words of languages) {
    await useLanguage(words.locale);
    pages.set(`${words.folder}README.md`, indexPage(allRules, words));
    for (const rule of allRules) pages.set(`${words.folder}${rule.id}.md`, rulePage(rule, words));
  }
  return pages;
}

/**
 * The rules as they are in src now, with the language switch that they obey.
 *
 * @returns {Promise<{ allRules: readonly Rule[], useLanguage: (locale: string | undefined) => Promise<void> }>}
 */
async function loadRules() {
  await compileSchemas(root);
  const { outputFiles } = await build({
    stdin: {
      contents: `export { allRules } from './src/rules/catalogue'; export { useLanguage } from './src/host/language';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(module, module.exports, createRequire(import.meta.url));
  return /** @type {Awaited<ReturnType<typeof loadRules>>} */ (module.exports);
}

/**
 * @param {readonly Rule[]} rules
 * @param {Words} words
 */
function indexPage(rules, words) {
  const rows = rules.map((rule) => [
    `[${rule.id}](${rule.id}.md)`,
    words.levels[rule.level],
    words.fixes[rule.fix].short,
    markdown(rule.page().what),
  ]);
  return lines(
    `# ${words.all}`,
    '',
    `[${words.other}](${words.otherFolder}README.md)`,
    '',
    words.intro,
    '',
    ...[words.columns, words.columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
  );
}

/**
 * A line on what differs from target to target; none if nothing does.
 *
 * @template {string} Value
 * @param {string} label
 * @param {Readonly<Partial<Record<string, Value>>> | undefined} values by target
 * @param {Readonly<Record<Value, string>>} names
 * @returns {string[]}
 */
function byTarget(label, values, names) {
  const told = Object.entries(values ?? {}).map(
    ([target, value]) => `${target} (${names[/** @type {Value} */ (value)]})`,
  );
  return told.length === 0 ? [] : [`- ${label}${told.join(', ')}`];
}

/**
 * @param {Rule} rule
 * @param {Words} words
 */
function rulePage(rule, words) {
  const page = rule.page();
  const { headings } = words;
  return lines(
    `# ${rule.id}`,
    '',
    `[${words.all}](README.md) · [${words.other}](${words.otherFolder}${rule.id}.md)`,
    '',
    `**${markdown(page.title)}**`,
    '',
    `- ${words.level}${words.levels[rule.level]}`,
    ...byTarget(words.byTarget, rule.levels, words.levels),
    ...byTarget(words.outcome, rule.outcomes, words.outcomes),
    `- ${words.fix}${words.fixes[rule.fix].long}`,
    '',
    `## ${headings.what}`,
    '',
    markdown(page.what),
    '',
    ...(rule.builtinInJson ? [words.builtin, ''] : []),
    `## ${headings.why}`,
    '',
    markdown(page.why),
    '',
    `## ${headings.mend}`,
    '',
    markdown(page.mend),
    '',
    `## ${headings.faulty}`,
    '',
    ...example(page.faulty),
    '',
    `## ${headings.sound}`,
    '',
    ...example(page.sound),
    '',
    `## ${headings.set}`,
    '',
    words.set,
    '',
    ...example(JSON.stringify({ rules: { [rule.id]: rule.level === 'error' ? 'warning' : 'error' } }, null, 2)),
  );
}

/**
 * A fenced block: JSON, or plain text where the example names a file or shows bytes.
 *
 * @param {string} text
 */
function example(text) {
  return [/^[[{]/.test(text) ? '```json' : '```text', text, '```'];
}

/**
 * Plain text as Markdown that shows the same characters, also in a table.
 *
 * @param {string} text
 */
function markdown(text) {
  return text.replace(/\\(?=[!-/:-@[-`{-~])|[*<`|]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** @param {string[]} all */
function lines(...all) {
  return `${all.join('\n')}\n`;
}

async function main() {
  const pages = await renderPages();
  await rm(path.join(root, PAGES), { recursive: true, force: true });
  for (const [name, text] of pages) {
    const file = path.join(root, PAGES, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`${PAGES}: ${pages.size} pages`);
  await writeFile(path.join(root, PROJECT_SCHEMA), await renderProjectSchema());
}

export const PROJECT_SCHEMA = 'schemas/tuneset.schema.json';

/** The schema of the project file with a property for every rule, so that the editor completes and checks their names. */
export async function renderProjectSchema() {
  const { allRules, useLanguage } = await loadRules();
  await useLanguage('en');
  const schema = JSON.parse(await readFile(path.join(root, PROJECT_SCHEMA), 'utf8'));
  schema.properties.rules.properties = Object.fromEntries(
    allRules.map((rule) => [rule.id, { description: rule.page().title, $ref: '#/$defs/level' }]),
  );
  const options = (await resolveConfig(path.join(root, PROJECT_SCHEMA))) ?? {};
  return format(JSON.stringify(schema), { ...options, parser: 'json' });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
