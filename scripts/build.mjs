// Builds what is shipped into dist/ and, with --tests, the test suites into out/test/.
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { compileSchemas } from './compileSchemas.mjs';
import { packCharacters } from './packCharacters.mjs';
import { packTokenizers } from './packTokenizers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const withTests = process.argv.includes('--tests');
const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  sourcemap: production ? false : 'linked',
  minify: production,
  // The packages' ES module builds bundle well; their UMD ones do not.
  mainFields: ['module', 'main'],
  // Some packages ask where their own file is; in a bundle that is the bundle.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
};

/** The tokenizer library has a megabyte of code: it stays in a file of its own, which is read when a tokenizer asks for it. */
const LIBRARY = 'tokenizerLibrary';

/** @type {import('esbuild').Plugin} */
const libraryApart = {
  name: 'library-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/library$/ }, () => ({ path: `./${LIBRARY}.js`, external: true }));
  },
};

await compileSchemas(root);
await packCharacters(root);
await clean();
await packTokenizers(root);
await build({
  ...common,
  entryPoints: {
    extension: 'src/extension/extension.ts',
    server: 'src/server/main.ts',
    cli: 'src/cli/main.ts',
    checkWorker: 'src/host/checkWorker.ts',
    measureWorker: 'src/host/measure/measureWorker.ts',
    countWorker: 'src/host/measure/countWorker.ts',
    // For `npm start` and tests; it is not shipped.
    ...(production ? {} : { demoServer: 'src/demo/main.ts' }),
    [LIBRARY]: 'src/host/tokenizers/library.ts',
  },
  plugins: [libraryApart],
  // The library's build for Node asks for a model runtime as soon as it is loaded.
  alias: { '@huggingface/transformers': './node_modules/@huggingface/transformers/dist/transformers.web.js' },
  outdir: 'dist',
});
await build({
  absWorkingDir: root,
  entryPoints: await viewEntries(),
  outdir: 'dist/webview',
  bundle: true,
  platform: 'browser',
  // The Chromium of VS Code 1.100.
  target: 'chrome132',
  format: 'iife',
  loader: { '.svg': 'text' },
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
});

if (withTests) {
  await rm(`${root}out`, { recursive: true, force: true });
  const unit = await glob('test/unit/**/*.test.ts', { cwd: root });
  const editor = await glob('test/editor/**/*.test.ts', { cwd: root });
  if (unit.length === 0 || editor.length === 0) throw new Error('No tests found.');
  await build({ ...common, entryPoints: unit, outdir: 'out/test/unit', outbase: 'test/unit', packages: 'external' });
  await build({
    ...common,
    entryPoints: ['test/editor/index.ts', ...editor],
    outdir: 'out/test',
    outbase: 'test/editor',
    external: ['vscode', 'mocha'],
  });
}

/** Each folder of webview/ with a `main.ts` is a view, and its script has the folder's name. */
async function viewEntries() {
  const entries = await glob('webview/*/main.ts', { cwd: root });
  return Object.fromEntries(entries.map((entry) => [entry.split('/')[1], entry]));
}

/** Packed tokenizers stay: they change with their package only. */
async function clean() {
  const made = await readdir(`${root}dist`).catch(() => []);
  for (const name of made) if (name !== 'tokenizers') await rm(`${root}dist/${name}`, { recursive: true });
}
