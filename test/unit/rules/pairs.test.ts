import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatById } from '../../../src/dataset/format';
import type { CheckOptions } from '../../../src/rules/checker';
import { isRefusal } from '../../../src/rules/preference/refusal';
import { likenessOf } from '../../../src/rules/preference/similarity';
import { textHash } from '../../../src/dataset/textHash';
import { applied, checked } from './check';

/** The rules that find something in records, with what the target does. */
function rulesIn(records: readonly unknown[], format: string, options: Partial<CheckOptions> = {}): string[] {
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  const found = checked(text, { format: formatById(format), ...options }).findings(Infinity);
  return found.map(({ rule, outcome }) => (outcome ? `${rule} (${outcome})` : rule));
}

/** The first record after the first fix of what a rule finds in it. */
function mended(record: unknown, format: string, rule: string): unknown {
  const text = JSON.stringify(record);
  const dataset = checked(text, { format: formatById(format) });
  const edits = dataset.fixAll((finding) => (finding.rule === rule ? finding.fixes[0] : undefined));
  return JSON.parse(applied(text, edits));
}

const human = { from: 'human', value: '1+1?' };
const gpt = (value: string) => ({ from: 'gpt', value });
const assistant = (content: string) => ({ role: 'assistant', content });
const user = (content: string) => ({ role: 'user', content });

describe('a pair of answers', () => {
  it('is compared in every format that has pairs', () => {
    const same: readonly (readonly [string, unknown])[] = [
      ['preference-alpaca', { instruction: '1+1?', input: '', chosen: 'two', rejected: 'two ' }],
      ['preference-sharegpt', { conversations: [human], chosen: gpt('two'), rejected: gpt('two') }],
      ['preference-messages', { prompt: [user('1+1?')], chosen: [assistant('two')], rejected: [assistant('two')] }],
      ['preference-messages', { chosen: [user('1+1?'), assistant('two')], rejected: [user('1+1?'), assistant('two')] }],
      ['preference-messages', { messages: [user('1+1?'), assistant('two')], rejected_response: 'two' }],
      [
        'preference-messages',
        {
          input: { messages: [user('1+1?')] },
          preferred_output: [assistant('two')],
          non_preferred_output: [assistant('two')],
        },
      ],
      [
        'llamafactory-v1',
        {
          chosen_messages: [
            { role: 'user', content: [{ type: 'text', value: '1+1?' }], loss_weight: 0 },
            { role: 'assistant', content: [{ type: 'text', value: 'two' }], loss_weight: 1 },
          ],
          rejected_messages: [
            { role: 'user', content: [{ type: 'text', value: '1+1?' }], loss_weight: 0 },
            { role: 'assistant', content: [{ type: 'text', value: 'two' }], loss_weight: 1 },
          ],
        },
      ],
    ];
    for (const [format, record] of same) assert.deepEqual(rulesIn([record], format), ['pref-identical'], format);
  });

  it('is dropped by LLaMA-Factory if one answer is missing or has the wrong form, not if it is empty', () => {
    const target = { target: 'llamafactory' } as const;
    const record = { instruction: '1+1?', input: '', chosen: 'two' };
    const of = (rejected: unknown): string[] => rulesIn([{ ...record, rejected }], 'preference-alpaca', target);
    assert.deepEqual(of(null), ['pref-missing-side (dropped)']);
    assert.deepEqual(of({ from: 'gpt', value: 'three' }), ['pref-shape (dropped)']);
    assert.deepEqual(of(3), ['pref-shape (dropped)']);
    assert.deepEqual(of(' '), ['pref-missing-side']);
  });

  it('ends the run at a role that is not known, is altered by a wrong one, and is dropped behind an answer', () => {
    const target = { target: 'llamafactory' } as const;
    const of = (chosen: unknown, conversations: unknown[] = [human]): string[] =>
      rulesIn([{ conversations, chosen, rejected: gpt('three') }], 'preference-sharegpt', target);
    assert.deepEqual(of({ from: 'assistant', value: 'two' }), ['pref-role (crash)']);
    assert.deepEqual(of({ from: 'human', value: 'two' }), ['pref-role (altered)']);
    assert.deepEqual(of(gpt('two'), [human, gpt('two')]), ['turn-parity (dropped)']);
  });

  it('is brought into the form of its format without a change to its text', () => {
    const alpaca = { instruction: '1+1?', input: '', rejected: 'three' };
    const shaped = (chosen: unknown): unknown => mended({ ...alpaca, chosen }, 'preference-alpaca', 'pref-shape');
    assert.deepEqual(shaped(gpt('t"wo\n')), { ...alpaca, chosen: 't"wo\n' });
    assert.deepEqual(shaped([assistant('two')]), { ...alpaca, chosen: 'two' });
    // More than a text would be lost.
    assert.deepEqual(shaped([user('1+1?'), assistant('two')]), { ...alpaca, chosen: [user('1+1?'), assistant('two')] });
    assert.deepEqual(shaped({ ...gpt('two'), weight: 0 }), { ...alpaca, chosen: { ...gpt('two'), weight: 0 } });
    const shared = { conversations: [human], chosen: gpt('two') };
    assert.deepEqual(mended({ ...shared, rejected: 'three' }, 'preference-sharegpt', 'pref-shape'), {
      ...shared,
      rejected: gpt('three'),
    });
    assert.deepEqual(mended({ ...shared, rejected: [gpt('three')] }, 'preference-sharegpt', 'pref-shape'), {
      ...shared,
      rejected: gpt('three'),
    });
    const trl = { prompt: [user('1+1?')], chosen: [assistant('two')] };
    assert.deepEqual(mended({ ...trl, rejected: assistant('three') }, 'preference-messages', 'pref-shape'), {
      ...trl,
      rejected: [assistant('three')],
    });
    assert.deepEqual(mended({ ...trl, rejected: 'three' }, 'preference-messages', 'pref-shape'), {
      ...trl,
      rejected: [assistant('three')],
    });
  });

  it('may differ in format here and there, not always on the same side', () => {
    const pair = (i: number, isMarked: boolean, onChosen: boolean): unknown => {
      const [marked, plain] = [`**no ${i}** it is`, `no ${i + 1} it is not`];
      const sides = onChosen ? { chosen: marked, rejected: plain } : { chosen: plain, rejected: marked };
      return { instruction: `n${i}?`, input: '', ...(isMarked ? sides : { chosen: `yes ${i}`, rejected: 'not so' }) };
    };
    const of = (one: (i: number) => unknown): string[] =>
      rulesIn(
        Array.from({ length: 60 }, (_, i) => one(i)),
        'preference-alpaca',
      );
    assert.deepEqual(
      of((i) => pair(i, i < 24, true)),
      ['pref-format-bias'],
    );
    assert.deepEqual(
      of((i) => pair(i, i < 24, i % 2 === 0)),
      [],
    );
    assert.deepEqual(
      of((i) => pair(i, i < 12, true)),
      [],
    );
  });
});

describe('two texts', () => {
  const long = 'The quick brown fox jumps over the lazy dog, and nobody knows why it does so at all. ';

  it('are alike if only punctuation and white space differ', () => {
    assert.equal(likenessOf('It is Paris.', 'It is  Paris'), 'punctuation');
    assert.equal(likenessOf('好的，谢谢。', '好的 谢谢'), 'punctuation');
  });

  it('are alike if one letter of twenty differs', () => {
    assert.equal(likenessOf(long, long.replace('fox', 'cat')), 'letters');
    assert.equal(likenessOf(long, `Now, ${long}`), undefined);
    assert.equal(likenessOf('41', '42'), undefined);
    assert.equal(likenessOf(long, [...long].reverse().join('')), undefined);
  });

  it('are compared however long they are', () => {
    const a = Array.from({ length: 400_000 }, (_, i) => String.fromCharCode(97 + ((i * i) % 23))).join('');
    const b = [...a].reverse().join('');
    assert.equal(likenessOf(a, b), undefined);
    assert.equal(likenessOf(a, `${a.slice(0, 200_000)}x${a.slice(200_000)}`), 'letters');
  });
});

describe('a hash', () => {
  it('is the same for the same texts only', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        assert.equal(textHash(...a) === textHash(...b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    const hashes = new Set(Array.from({ length: 200_000 }, (_, i) => textHash('user', `question ${i}`)));
    assert.equal(hashes.size, 200_000);
  });
});

describe('a refusal', () => {
  it('is known by how it begins', () => {
    const refusals = [
      "I'm sorry, but I can't help with that.",
      'I am sorry, but as an AI I cannot do this.',
      'I cannot assist with that request.',
      'Unfortunately, I am unable to provide this.',
      '对不起，我无法回答那个请求。',
      '抱歉，我不能帮助您。',
      '作为一个人工智能助手，我无法提供医疗建议。',
      '<think>\nHm.\n</think>\n\nSorry, I can’t help with that.',
    ];
    for (const text of refusals) assert.ok(isRefusal(text), text);
  });

  it('is not any regret or inability', () => {
    const others = [
      'I’m sorry to hear that. You can ask for a refund.',
      'Sorry is a word of four consonants.',
      'I cannot recommend this book enough!',
      '对不起，是我算错了。答案是四。',
      '我不能说话时就写字。',
    ];
    for (const text of others) assert.ok(!isRefusal(text), text);
  });
});

describe('verdicts', () => {
  const record = (asked: string, answer: string | null, tag: unknown) => ({
    instruction: asked,
    input: '',
    output: answer,
    kto_tag: tag,
  });
  const balanced = [record('1+1?', '2', true), record('1+1?', '3', false)];
  const target = { target: 'llamafactory' } as const;

  it('that are no truth values are one finding each', () => {
    const of = (tag: unknown): string[] => rulesIn([record('a?', 'b', tag)], 'kto-alpaca', target);
    for (const tag of ['true', 'False']) assert.deepEqual(of(tag), ['bool-as-string (dropped)']);
    for (const tag of [1, 0, 'yes', 'maybe', null, [true]])
      assert.deepEqual(of(tag), ['kto-label-type (dropped)'], String(tag));
  });

  it('are mended where it is clear what they mean', () => {
    const of = (tag: unknown): unknown => mended(record('a?', 'b', tag), 'kto-alpaca', 'kto-label-type');
    assert.deepEqual(of(0), record('a?', 'b', false));
    assert.deepEqual(of('Desirable'), record('a?', 'b', true));
    assert.deepEqual(of('maybe'), record('a?', 'b', 'maybe'));
  });

  it('turn round in LLaMA-Factory if the desired answer is empty', () => {
    const of = (answer: string | null): string[] =>
      rulesIn([...balanced, record('a?', answer, true), record('b?', 'c', false)], 'kto-alpaca', target);
    assert.deepEqual(of(''), ['kto-true-empty (altered)']);
    assert.deepEqual(of(null), ['kto-true-empty (altered)']);
    assert.deepEqual(of(' '), ['kto-true-empty']);
  });

  it('need not be equal in number to one record', () => {
    const of = (desired: number, undesired: number): string[] =>
      rulesIn(
        Array.from({ length: desired + undesired }, (_, i) => record(`n${i}`, `${i}`, i < desired)),
        'kto-alpaca',
      );
    assert.deepEqual(of(2, 1), []);
    assert.deepEqual(of(5, 5), []);
    assert.deepEqual(of(9, 6), []);
    assert.deepEqual(of(11, 6), ['kto-imbalance']);
    assert.deepEqual(of(4, 8), ['kto-imbalance']);
    assert.deepEqual(of(3, 0), ['kto-one-class']);
    assert.deepEqual(of(1, 0), []);
  });
});
