// Packs the bundled tokenizers, whose files come from development packages, into dist/tokenizers/<id>.bpe.br.
import { build } from 'esbuild';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** Of Brotli, 0 to 11: a higher one takes many times as long for a few percent. */
const QUALITY = 9;

/** @param {string} root folder of the project, with a slash at its end */
export async function packTokenizers(root) {
  /** @type {{ id: string, package: string }[]} */
  const bundled = JSON.parse(await readFile(`${root}src/tokens/bundled.json`, 'utf8'));
  const folder = `${root}dist/tokenizers`;
  await mkdir(folder, { recursive: true });
  const { pack } = await loadPacker(root);
  for (const { id, package: name } of bundled) {
    const models = `${root}node_modules/${name}/models`;
    const target = `${folder}/${id}.bpe.br`;
    const inputs = [`${models}/tokenizer.json`, `${models}/tokenizer_config.json`, `${root}src/tokens/bpe/packed.ts`];
    if (await isNewer(target, inputs)) continue;
    const [tokenizer, config] = await Promise.all(inputs.slice(0, 2).map(readJson));
    // It says again what tokenizer.json says of added tokens.
    delete config.added_tokens_decoder;
    const packed = pack(tokenizer, config);
    await writeFile(
      target,
      brotliCompressSync(packed, {
        params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_LGWIN]: 22 },
      }),
    );
  }
}

/** @param {string} root */
async function loadPacker(root) {
  const outfile = path.join(root, 'node_modules/.cache/tuneset/packed.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/tokens/bpe/packed.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  /** @type {typeof import('../src/tokens/bpe/packed')} */
  const packer = createRequire(import.meta.url)(outfile);
  return packer;
}

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

/**
 * @param {string} target
 * @param {string[]} sources
 */
async function isNewer(target, sources) {
  try {
    const made = (await stat(target)).mtimeMs;
    const changed = await Promise.all(sources.map(async (source) => (await stat(source)).mtimeMs));
    return changed.every((time) => time < made);
  } catch {
    return false;
  }
}
