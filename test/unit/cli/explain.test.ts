import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { allRules } from '../../../src/rules/catalogue';
import { DatasetFolder } from './datasetFolder';

describe('tuneset explain', () => {
  let folder: DatasetFolder;
  before(() => (folder = new DatasetFolder()));
  after(() => folder.remove());

  it('tells what a rule finds, why, and how to mend it', () => {
    const { status, stdout } = folder.run('explain', 'empty-answer');
    assert.equal(status, 0);
    const page = allRules.find(({ id }) => id === 'empty-answer')!.page();
    for (const text of [page.title, page.why, page.mend, page.faulty, page.sound])
      assert.ok(stdout.includes(text), text);
    assert.match(folder.run('explain', 'empty-answer', '--lang', 'zh-cn').stdout, /如何修复[^]*/);
  });

  it('gives the same as JSON, with the page in the documentation', () => {
    const { rules } = JSON.parse(folder.run('explain', 'json-syntax', '--reporter', 'json').stdout) as {
      rules: { id: string; level: string; fix: string; documentation: string }[];
    };
    assert.deepEqual(
      rules.map(({ id, level, fix }) => [id, level, fix]),
      [['json-syntax', 'error', 'yes']],
    );
    assert.ok(existsSync(rules[0]!.documentation));
  });

  it('lists all rules, and names the nearest ones where there is none', () => {
    const { stdout } = folder.run('explain');
    for (const { id } of allRules) assert.match(stdout, new RegExp(`^${id} `, 'm'));
    const { status, stderr } = folder.run('explain', 'empty-answr');
    assert.equal(status, 2);
    assert.match(stderr, /nearest ones: empty-answer/);
  });
});
