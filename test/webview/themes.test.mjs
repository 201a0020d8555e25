import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../host/paths.mjs';

/** @param {string} file */
const read = (file) => readFileSync(path.join(projectRoot, file), 'utf8');

describe('The colours of the views', () => {
  it('are there in the oldest VS Code, each in at least one of its themes', () => {
    /** @type {{ themes: Record<string, { variables: Record<string, string> }> }} */
    const { themes } = JSON.parse(read('test/fixtures/webview/themes.json'));
    const known = new Set(Object.values(themes).flatMap(({ variables }) => Object.keys(variables)));
    const used = [...read('dist/webview/preview.js').matchAll(/var\((--vscode-[\w-]+)\)/g)].map(
      ([, name = '']) => name,
    );
    assert.ok(used.length > 10);
    assert.deepEqual(
      [...new Set(used)].filter((name) => !known.has(name)),
      [],
    );
  });
});
