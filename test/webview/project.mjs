import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projectRoot } from '../host/paths.mjs';

/**
 * Bundles a TypeScript file of the project and imports it: these tests are no part of the build, and want what the extension and the views have.
 *
 * @param {string} file relative to the project's folder
 * @returns {Promise<Record<string, unknown>>} what it exports
 */
export async function importSource(file) {
  const folder = path.join(projectRoot, 'out', 'webview');
  const outfile = path.join(folder, `${path.basename(file, '.ts')}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    ...{ entryPoints: [path.join(projectRoot, file)], outfile, bundle: true },
    ...{ platform: 'node', format: 'esm', packages: 'external' },
  });
  return import(pathToFileURL(outfile).href);
}

/**
 * Bundles a TypeScript file as a script for a page.
 *
 * @param {string} file relative to the project's folder
 * @returns {Promise<string>}
 */
export async function pageScript(file) {
  const { outputFiles } = await build({
    entryPoints: [path.join(projectRoot, file)],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
