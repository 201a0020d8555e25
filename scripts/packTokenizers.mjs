// Packs the bundled tokenizers, whose files come from development packages, into dist/tokenizers/<id>.bpe.br.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { isNewer } from './isNewer.mjs';

/** Of Brotli, 0 to 11: a higher one takes many times as long for a few percent. */
const QUALITY = 9;

/** @param {string} root folder of the project, with a slash at its end */
export async function packTokenizers(root) {
  /** @type {{ id: string, package: string }[]} */
  const bundled = JSON.parse(await readFile(`${root}src/tokens/bundled.json`, 'utf8'));
  const folder = `${root}dist/tokenizers`;
  await mkdir(folder, { recursive: true });
  await removeOthers(
    folder,
    bundled.map(({ id }) => fileName(id)),
  );
  const { pack, sources } = await loadPacker(root);
  for (const { id, package: name } of bundled) {
    const models = [`tokenizer.json`, `tokenizer_config.json`].map(
      (file) => `${root}node_modules/${name}/models/${file}`,
    );
    const target = `${folder}/${fileName(id)}`;
    if (await isNewer(target, [...models, ...sources])) continue;
    const [tokenizer, config] = await Promise.all(models.map(readJson));
    // It says again what tokenizer.json says of added tokens.
    delete config.added_tokens_decoder;
    await replace(target, compress(pack(tokenizer, config)));
  }
}

/** @param {string} id */
function fileName(id) {
  return `${id}.bpe.br`;
}

/**
 * Removes what an earlier list of tokenizers or an interrupted run left.
 *
 * @param {string} folder
 * @param {string[]} names
 */
async function removeOthers(folder, names) {
  for (const name of await readdir(folder))
    if (!names.includes(name)) await rm(`${folder}/${name}`, { recursive: true });
}

/**
 * @param {string} root
 * @returns the packer, with all files that decide what it makes
 */
async function loadPacker(root) {
  const outfile = path.join(root, 'node_modules/.cache/tuneset/packed.cjs');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/tokens/bpe/packed.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    metafile: true,
  });
  /** @type {typeof import('../src/tokens/bpe/packed')} */
  const { pack } = createRequire(import.meta.url)(outfile);
  const inputs = Object.keys(metafile.inputs).map((input) => path.join(root, input));
  return { pack, sources: [...inputs, fileURLToPath(import.meta.url)] };
}

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** @param {Uint8Array} bytes */
function compress(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/**
 * Writes a file so that it is there as a whole or not at all.
 *
 * @param {string} target
 * @param {Uint8Array} bytes
 */
async function replace(target, bytes) {
  const temporary = `${target}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, target);
}
