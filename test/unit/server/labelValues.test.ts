import assert from 'node:assert/strict';
import { labelSettings } from '../../../src/labels/labelSettings';
import { offered, told } from './cursorText';

const taxonomy = {
  types: [
    { name: '写作', types: [{ name: '诗歌', description: '写*诗*', share: 0.05, difficulty: 'hard' as const }] },
    { name: '推理', types: [{ name: '常识' }, { name: '多步' }] },
  ],
};
const inText = labelSettings({}, taxonomy);
const inFields = labelSettings({ taskType: { levels: 'fields', fields: ['l1', 'l2'] } }, taxonomy);
const inArray = labelSettings({ taskType: { levels: 'array' } }, taxonomy);
const own = labelSettings({ robustness: { field: 'rob', kinds: { 口语: '说话的样子' } } }, undefined);

function labels(fields: string, settings = inText): string[] {
  const marked = `{"instruction": "a", "output": "b", ${fields}}`;
  return offered(marked, { id: 'alpaca' }, settings).map(({ label }) => label);
}

describe('completion of labels', () => {
  it('offers the types of the taxonomy, in the way that the project writes them', () => {
    assert.deepEqual(labels('"task_type": "‸"'), ['写作 - 诗歌', '推理 - 常识', '推理 - 多步']);
    assert.deepEqual(labels('"l1": "‸"', inFields), ['写作', '推理']);
    assert.deepEqual(labels('"l1": "推理", "l2": "‸"', inFields), ['常识', '多步']);
    assert.deepEqual(labels('"task_type": ["推理", "‸"]', inArray), ['常识', '多步']);
    assert.deepEqual(labels('"task_type": ‸', inArray).slice(0, 3), ['写作 - 诗歌', '推理 - 常识', '推理 - 多步']);
  });

  it('offers a list of types where a record may have several', () => {
    const several = labelSettings({ taskType: { several: true } }, taxonomy);
    assert.deepEqual(labels('"task_type": ["推理 - 常识", "‸"]', several).length, 3);
    assert.deepEqual(labels('"task_type": ["推理 - 常识", "‸"]'), []);
  });

  it('offers the kinds of robustness data, with those of the project', () => {
    const kinds = ['typo', 'incomplete', 'code-mixed', 'colloquial', 'noise'];
    assert.deepEqual(labels('"robustness": "‸"'), kinds);
    assert.deepEqual(labels('"rob": ["typo", "‸"]', own), [...kinds, '口语']);
  });

  it('offers the fields of labels under the names of the project', () => {
    assert.ok(labels('"‸"', own).includes('rob'));
    assert.equal(labels('"‸"').filter((label) => label === 'task_type').length, 1);
  });
});

describe('hover of labels', () => {
  const at = (fields: string, settings = inText): string =>
    told(`{"instruction": "a", "output": "b", ${fields}}`, { id: 'alpaca' }, undefined, settings);

  it('tells what the taxonomy says of a type, escaped', () => {
    const text = at('"task_type": "写作 - ‸诗歌"');
    assert.match(text, /\*\*写作 \\- 诗歌\*\*\n\n写\\\*诗\\\*\n\nTarget share\\: 5% · Difficulty\\: hard/);
    assert.match(at('"task_type": "写作 - ‸小说"'), /\*\*写作 \\- 小说\*\*: not in the taxonomy/);
    assert.match(at('"l1": "推‸理", "l2": "常识"', inFields), /\*\*推理\*\*\n\nTypes below it: 常识, 多步/);
  });

  it('tells what a kind of robustness data is', () => {
    assert.match(at('"robustness": ["‸typo", "colloquial"]'), /\*\*typo\*\*: Misspelled words/);
    assert.match(at('"rob": "‸口语"', own), /\*\*口语\*\*: 说话的样子/);
  });
});
