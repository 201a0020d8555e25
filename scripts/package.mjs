// `npm run package`: the VSIX, tuneset-<version>.vsix. With --out FOLDER, there instead of in the project's folder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePackages, npm } from './ensurePackages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Bytes that the VSIX may have. */
const limit = 10 * 1024 * 1024;
/** Relative to the project's folder, as vsce wants it. */
const packagedReadme = 'dist/README.md';

/** @param {string} file relative to the project's folder */
function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

/** @param {string} file relative to the project's folder */
function readJson(file) {
  return JSON.parse(read(file));
}

/**
 * The README as VS Code can show it for an installed extension. As long as package.json names no public repository, links and
 * pictures have no address there: VS Code drops relative ones, and recent versions drop pictures that are part of the text, too. So
 * links become plain text, and pictures stay away; the walkthrough has some. The Chinese README follows, as VS Code shows only one.
 */
function readmeForVsix() {
  const english = read('README.md').replace('[中文](README.zh-cn.md)', '中文说明在后面。');
  const chinese = read('README.zh-cn.md').replace('[English](README.md)\n\n', '');
  return withoutFiles(`${english}\n---\n\n${chinese}`);
}

/** @param {string} markdown */
function withoutFiles(markdown) {
  return markdown.replace(/^!\[[^\]]*\]\([^)]+\)\n\n/gm, '').replace(/\[([^\]]*)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

/** Development packages whose data is packed into dist. */
const PACKED = ['node_modules/cnchar-order'];

/** The licences of the packages that are bundled into dist, which ask to be passed on. */
function thirdPartyNotices() {
  /** @type {Record<string, { dev?: boolean, optional?: boolean, link?: boolean, version?: string }>} */
  const locked = readJson('package-lock.json').packages;
  const folders = Object.keys(locked).filter((folder) => {
    const { dev, optional, link } = locked[folder] ?? {};
    return folder.startsWith('node_modules/') && !dev && !optional && !link;
  });
  const notices = [...folders, ...PACKED].map((folder) => {
    const { name, version, license, author } = readJson(`${folder}/package.json`);
    const own = licenceFile(folder) ?? licenceOfRepository(folder, folders);
    const text = own ?? (license === 'MIT' ? mitLicence(author?.name ?? author) : undefined);
    if (!text) throw new Error(`${folder} brings no licence. Find it before the package is bundled.`);
    return `${name} ${version} (${license})\n\n${text}`;
  });
  const parts = ['Tuneset contains these packages and tokenizers.', ...notices, ...tokenizerNotices()];
  return parts.join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** The licences of the bundled tokenizers. Their packages' own licence is that of the packaging. */
function tokenizerNotices() {
  /** @type {{ name: string, source: string, licence: string, copyright: string }[]} */
  const bundled = readJson('src/tokens/bundled.json');
  return bundled.map(({ name, source, licence, copyright }) => {
    const text = { 'Apache-2.0': `${copyright}\n\n${apacheLicence()}`, MIT: mitLicence(copyright) }[licence];
    if (!text) throw new Error(`There is no text here for the licence ${licence}.`);
    return `Tokenizer ${name}, from ${source} (${licence})\n\n${text}`;
  });
}

/** The text, as one of the packages brings it. */
function apacheLicence() {
  return licenceFile('node_modules/@huggingface/transformers');
}

/**
 * @param {string} folder of a package, relative to the project's
 * @returns {string | undefined}
 */
function licenceFile(folder) {
  const file = readdirSync(path.join(root, folder)).find((name) => /^licen[cs]e(\.\w+)?$/i.test(name));
  return file && read(`${folder}/${file}`).replace(/\r\n/g, '\n').trim();
}

/**
 * The licence that another package of the same repository brings.
 *
 * @param {string} folder of a package, relative to the project's
 * @param {readonly string[]} others folders of packages
 */
function licenceOfRepository(folder, others) {
  const { license, repository } = readJson(`${folder}/package.json`);
  const sibling = others.find((other) => {
    const { license: theirs, repository: place } = readJson(`${other}/package.json`);
    return repository?.url && place?.url === repository.url && theirs === license && licenceFile(other);
  });
  return sibling && licenceFile(sibling);
}

/**
 * The text for a package that only names this licence, which is Tuneset's too.
 *
 * @param {string | undefined} author
 */
function mitLicence(author) {
  return (
    author &&
    read('LICENSE')
      .trim()
      .replace(/^Copyright.*$/m, `Copyright (c) ${author.replace(/^Copyright \(c\) /, '')}`)
  );
}

/**
 * @param {string} vsix absolute path
 * @throws {Error} if vsce fails, or warns of anything
 */
function packWithVsce(vsix) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      ...['package', '--no-dependencies', '--out', vsix, '--readme-path', packagedReadme],
      // There is no public repository yet, so there is no address that relative links could be turned into.
      ...['--allow-missing-repository', '--no-rewrite-relative-links'],
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const output = `${stdout}${stderr}`;
  process.stdout.write(output);
  if (status !== 0) throw new Error('vsce failed; see above.');
  if (/\bwarn(ing)?\b/i.test(output)) throw new Error('vsce warns; see above.');
}

function main() {
  const { values } = parseArgs({ options: { out: { type: 'string', default: root } } });
  const { name, version } = readJson('package.json');
  const vsix = path.resolve(values.out, `${name}-${version}.vsix`);
  ensurePackages();
  npm('run build -- --production');
  writeFileSync(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), `${thirdPartyNotices()}\n`);
  writeFileSync(path.join(root, packagedReadme), readmeForVsix());
  mkdirSync(path.dirname(vsix), { recursive: true });
  packWithVsce(vsix);
  const { size } = statSync(vsix);
  console.log(`${vsix}: ${(size / 1024 / 1024).toFixed(2)} MB`);
  if (size > limit) throw new Error(`The VSIX is larger than ${limit / 1024 / 1024} MB.`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
