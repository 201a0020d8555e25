import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from '../host/paths.mjs';
import { readProblemsUntil } from '../host/problems.mjs';
import { startVsCodeServer } from '../host/vscodeServer.mjs';
import { openWorkbench } from '../host/workbench.mjs';
import { copyOfExamples, offeredCommandsUntil } from './window.mjs';

/** @param {string} file relative to the project's folder */
function readJson(file) {
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'));
}

/** @param {string} text with `{0}`, `{1}`, … for what is filled in */
function pattern(text) {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]|]/g, '\\$&').replace(/\{\d\}/g, '.*')}$`);
}

describe('VS Code in Chinese', () => {
  /** @type {import('../host/vscodeServer.mjs').VsCodeServer} */
  let server;
  /** @type {import('../host/workbench.mjs').Workbench} */
  let window;

  before(async () => {
    server = await startVsCodeServer({ which: 'latest', extension: projectRoot });
    window = await openWorkbench({ server, folder: copyOfExamples(), locale: 'zh-cn' });
    await window.openFile('faulty.jsonl');
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  it('shows the findings in Chinese', async () => {
    /** @type {Record<string, string>} */
    const bundle = readJson('l10n/bundle.l10n.zh-cn.json');
    const texts = Object.values(bundle)
      .filter((text) => /\p{Script=Han}/u.test(text))
      .map(pattern);
    const { length } = readJson('examples/expected.json')['faulty.jsonl'];
    const problems = await readProblemsUntil(window.page, (shown) => shown.length >= length);
    await window.screenshot(path.join(hostStore, 'e2e', 'chinese.png'));
    assert.equal(problems.length, length);
    const foreign = problems
      .map(({ message }) => message)
      .filter((message) => !texts.some((text) => text.test(message)));
    assert.deepEqual(foreign, []);
  });

  it('offers the commands in Chinese', async () => {
    const titles = readJson('package.nls.zh-cn.json');
    const wanted = ['goToRecord', 'fixAll', 'checkNow', 'createProjectFile', 'showLog', 'labels.tag'].map(
      (command) => titles[`command.${command}`],
    );
    const offered = await offeredCommandsUntil(window.page, wanted, ({ length }) => length === wanted.length);
    assert.deepEqual(offered, wanted);
  });
});
