import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { readProblemsUntil } from '../host/problems.mjs';
import { run } from '../host/processes.mjs';
import { installVsix, startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { copyOfExamples, temporaryFolder } from './window.mjs';

describe('The VSIX', () => {
  const extensions = temporaryFolder();

  it('is packed without a warning and installed', async () => {
    const out = temporaryFolder();
    await run(process.execPath, [path.join(projectRoot, 'scripts', 'package.mjs'), '--out', out]);
    const [vsix] = readdirSync(out);
    assert.match(vsix ?? '', /^tuneset-.*\.vsix$/);
    await installVsix('latest', path.join(out, vsix ?? ''), extensions);
    const installed = readdirSync(extensions).find((name) => name.startsWith('tuneset.tuneset-'));
    assert.deepEqual(
      readdirSync(path.join(extensions, installed ?? ''))
        .filter((name) => !name.startsWith('.'))
        .sort(),
      [
        ...['LICENSE.txt', 'changelog.md', 'dist', 'docs', 'l10n', 'media', 'package.json', 'package.nls.json'],
        ...['package.nls.zh-cn.json', 'readme.md', 'schemas', 'syntaxes'],
      ],
    );
  });

  it('checks datasets by itself, without the project it was built from', async () => {
    const expected = JSON.parse(readFileSync(path.join(projectRoot, 'examples', 'expected.json'), 'utf8'));
    /** @type {string[]} */
    const wanted = expected['faulty.jsonl'].map((/** @type {{ rule: string }} */ { rule }) => rule);
    const server = await startVsCodeServer({ which: 'latest', extensionsDir: extensions });
    try {
      const window = await openWorkbench({ server, folder: copyOfExamples() });
      try {
        await window.openFile('faulty.jsonl');
        const shown = await readProblemsUntil(window.page, (problems) => problems.length >= wanted.length);
        await window.screenshot(path.join(hostStore, 'e2e', 'vsix.png'));
        assert.deepEqual(shown.map(({ rule }) => rule).sort(), [...wanted].sort());
      } finally {
        await window.close();
      }
    } finally {
      await server.stop();
    }
  });
});
