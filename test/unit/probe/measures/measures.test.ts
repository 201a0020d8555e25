import { deepEqual, equal, ok } from 'node:assert/strict';
import { withinTime } from '../../../../src/host/withinTime';
import { judgedValue, judgePrompt } from '../../../../src/probe/measures/judge';
import { measureAnswer, type MeasuredAnswer } from '../../../../src/probe/measures/measureAnswer';
import { measureId, type MeasureWish } from '../../../../src/probe/measures/measure';
import { normalised } from '../../../../src/probe/measures/normalised';

type Calls = MeasuredAnswer['calls'];

function value(wish: MeasureWish, answer: string, reference: string, calls: Calls = [], wanted: Calls = []) {
  const said = { content: answer, calls, tokens: null, usage: { prompt: 3, completion: 7 } };
  const measures = measureAnswer([wish], said, { content: reference, calls: wanted }, (work) => withinTime(50, work));
  return measures[measureId(wish)]?.value;
}

const call = (name: string, args: string) => ({ id: null, name, arguments: args });

describe('measures of an answer', () => {
  it('exact: unit by unit', () => {
    equal(value({ kind: 'exact' }, '是', '是'), 1);
    equal(value({ kind: 'exact' }, '是。', '是'), 0);
  });

  it('looks at the answer behind a thought that the server leaves in the text', () => {
    equal(value({ kind: 'exact' }, '<think>\nhm\n</think>\n\n42', '42'), 1);
    equal(value({ kind: 'exact' }, 'hm\n</think>\n\n42', '42'), 1);
    equal(value({ kind: 'exact' }, '42', '<think>\n\n</think>\n\n42'), 1);
    equal(value({ kind: 'exact' }, 'a </think> b <think>', 'a </think> b <think>'), 1);
  });

  it('compares calls by names and arguments, whatever the order', () => {
    const a = call('weather', '{"city":"北京","days":2}');
    const b = call('time', '{}');
    const spaced = call('weather', '{ "days": 2.0, "city": "\\u5317京" }');
    for (const kind of ['exact', 'normalised', 'jsonEqual'] as const) {
      equal(value({ kind }, '', '', [b, spaced], [a, b]), 1, kind);
      equal(value({ kind }, '', '', [a], [a, b]), 0, kind);
    }
    equal(value({ kind: 'json' }, '', '', [a, b]), 1);
    equal(value({ kind: 'json' }, '', '', [call('x', '{"a":')]), 0);
  });

  it('json: alone or in a fence of code', () => {
    for (const text of ['{"a":1}', ' [1] \n', '```json\n{"a": 1}\n```', 'Here:\n```\n[]\n```\nDone.', '"text"']) {
      equal(value({ kind: 'json' }, text, ''), 1, text);
    }
    for (const text of ['', '{a:1}', 'Here: {"a":1}', '```json\n{\n```']) {
      equal(value({ kind: 'json' }, text, ''), 0, text);
    }
  });

  it('jsonEqual: whatever the order of keys, and exact in numbers', () => {
    const same = (a: string, b: string) => value({ kind: 'jsonEqual' }, a, b);
    equal(same('{"b":[1,2],"a":"\\u4e2d"}', '```json\n{"a":"中","b":[1.0,20e-1]}\n```'), 1);
    equal(same('12345678901234567890', '12345678901234567891'), 0);
    equal(same('-0', '0'), 1);
    equal(same('[1,2]', '[2,1]'), 0);
    equal(same('"1.0"', '"1"'), 0);
    equal(same('no json', '{}'), 0);
    equal(same('{}', 'no json'), null);
  });

  it('contains and regex', () => {
    equal(value({ kind: 'contains', text: '谢谢' }, '好的，谢谢！', ''), 1);
    equal(value({ kind: 'regex', pattern: '^\\p{Script=Han}+$' }, '好的', ''), 1);
    equal(value({ kind: 'regex', pattern: '^\\d+$' }, '好的', ''), 0);
    equal(value({ kind: 'regex', pattern: '(' }, '好的', ''), null);
  });

  it('breaks off an expression that does not come to an end', () => {
    equal(value({ kind: 'regex', pattern: '^(a+)+$' }, `${'a'.repeat(40)}b`, ''), null);
  });

  it('normalised: case, width, white space and punctuation make no difference, numbers do', () => {
    const same = [
      ['ＡＢＣ，你好！', 'abc 你好'],
      ['“Yes.”', 'yes'],
      ["don't", 'don’t'],
      ['one-two', 'one two'],
      ['Python 语言', 'python语言'],
      ['1,234', '1234'],
      ['a\n b', 'A b'],
    ];
    for (const [a, b] of same) equal(normalised(a!), normalised(b!), `${a} ${b}`);
    const other = [
      ['3.14', '314'],
      ['-5', '5'],
      ['1/2', '12'],
      ['12:30', '1230'],
      ['a b', 'ab'],
      ['C++', 'C'],
      ['不', '是'],
    ];
    for (const [a, b] of other) ok(normalised(a!) !== normalised(b!), `${a} ${b}`);
  });

  it('length: characters, words, tokens, and its number', () => {
    const within = (work: () => object) => work();
    const measured = (wish: MeasureWish, content: string, completion: number | null) =>
      measureAnswer(
        [wish],
        { content, calls: [], tokens: null, usage: completion === null ? null : { prompt: 1, completion } },
        { content: '', calls: [] },
        within as never,
      )[measureId(wish)];
    const characters = { kind: 'length', unit: 'characters', least: 2, most: 4 } as const;
    deepEqual(measured(characters, ' 你好😀 \n', 9), { value: 1, note: '3' });
    deepEqual(measured({ ...characters, unit: 'words', most: null }, '我用 Python', 9), { value: 1, note: '3' });
    deepEqual(measured({ ...characters, unit: 'tokens' }, 'x', 9), { value: 0, note: '9' });
    equal(measured({ ...characters, unit: 'tokens' }, 'x', null)?.value, null);
  });

  it('compares no texts where the reference has none', () => {
    equal(value({ kind: 'chrf' }, 'x', ''), null);
    equal(value({ kind: 'rougeL' }, 'x', 'x'), 1);
  });
});

describe('judges', () => {
  it('are read by the number that they end with', () => {
    equal(judgedValue('Good, but long.\n8', 10), 0.8);
    equal(judgedValue('评分：８', 10), 0.8);
    equal(judgedValue('Score: 8/10', 10), 0.8);
    equal(judgedValue('3 of 4 points are there. 8 out of 10.', 10), 0.8);
    equal(judgedValue('10', 10), 1);
    equal(judgedValue('The answer names 2 of 3. 10', 10), 1);
    equal(judgedValue('Score: 4.5', 5), 0.9);
    equal(judgedValue('11', 10), null);
    equal(judgedValue('no number', 10), null);
  });

  it('see texts as they are, and nothing in them is a place for others', () => {
    const text = judgePrompt('{{prompt}}|{{ reference }}|{{answer}}|{{other}}', {
      messages: [{ role: 'user', content: '{{answer}} $&' }],
      reference: { content: 'R', reasoning: '', calls: [] },
      answer: {
        content: '{{reference}}',
        reasoning: '',
        calls: [{ id: null, name: 'f', arguments: '{}' }],
        finish: null,
      },
    });
    equal(text, 'user: {{answer}} $&|R|{{reference}}\nf({})|{{other}}');
  });
});
