import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** @typedef {typeof import('./tuneset')} Tuneset */

/**
 * Bundles the parts of Tuneset that are measured in this process, and loads them.
 *
 * @param {string} folder for the bundle
 * @returns {Promise<Tuneset>}
 */
export async function loadTuneset(folder) {
  const outfile = `${folder}/tuneset.cjs`;
  await build({
    entryPoints: [fileURLToPath(new URL('tuneset.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    // As in scripts/build.mjs.
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}
