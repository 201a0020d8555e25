import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatById, type Fields, type Format } from '../../../../src/dataset/format';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { USUAL_KINDS } from '../../../../src/labels/marker';
import { FreshIds } from '../../../../src/labels/twins/freshIds';
import { STRENGTHS } from '../../../../src/labels/twins/strength';
import { twinRecord, type TwinRecord } from '../../../../src/labels/twins/twinRecord';

const settings = labelSettings(undefined, undefined);
const alpaca = formatById('alpaca')!;
const sharegpt = formatById('sharegpt')!;
const messages = formatById('messages')!;

const QUESTION = '请帮我介绍一下北京的旅游景点，并推荐三家好吃的餐厅。';

function make(text: string, format: Format, ids = new FreshIds([])): TwinRecord {
  const twin = twinRecord(
    { text, record: JSON.parse(text) as Fields, format },
    { wish: { kinds: ['typo'], strength: 'medium', seed: 1 }, settings, freshId: (id) => ids.next(id) },
  );
  if (typeof twin === 'string') throw new Error(twin);
  return twin;
}

describe('robust twin of a record', () => {
  it('differs from its source in the prompt, the marker, the link and the id only', () => {
    const text = JSON.stringify({ id: 'a-1', instruction: QUESTION, input: '', output: '好的。', n: 1 });
    const source = text.replace('"n":1', '"n": 12345678901234567890');
    const twin = make(source, alpaca);
    assert.match(twin.recordText, /"n": 12345678901234567890,"robustness": "typo","variant_of": "a-1"\}$/);
    const { id, instruction, output, variant_of: link } = JSON.parse(twin.recordText) as Fields;
    assert.deepEqual([id, output, link], ['a-1-robust', '好的。', 'a-1']);
    assert.equal(instruction, twin.text);
    assert.notEqual(instruction, QUESTION);
  });

  it('changes the last question of a conversation, and neither system prompt nor history', () => {
    const conversation = [
      { role: 'system', content: '你是一个乐于助人的助手，请认真回答问题。' },
      { role: 'user', content: '请问今天天气怎么样？' },
      { role: 'assistant', content: '今天天气很好。' },
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: '推荐故宫和长城。' },
    ];
    const twin = make(JSON.stringify({ messages: conversation }), messages);
    const turns = (JSON.parse(twin.recordText) as { messages: typeof conversation }).messages;
    assert.deepEqual(turns.toSpliced(3, 1), conversation.toSpliced(3, 1));
    assert.equal(turns[3]!.content, twin.text);
  });

  it('changes the text of a message of parts', () => {
    const content = [
      { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
      { type: 'text', text: QUESTION },
    ];
    const text = JSON.stringify({
      messages: [
        { role: 'user', content },
        { role: 'assistant', content: '好' },
      ],
    });
    assert.notEqual(make(text, messages).text, QUESTION);
  });

  it('leaves names of images alone', () => {
    const text = JSON.stringify({
      conversations: [
        { from: 'human', value: `<image>${QUESTION}` },
        { from: 'gpt', value: '好' },
      ],
      images: ['旅游景点'],
    });
    assert.ok(make(text, sharegpt).text.includes('旅游景点'));
  });

  it('names a clean record without id by its prompt', () => {
    const text = JSON.stringify({ instruction: QUESTION, input: '', output: '好' });
    const { variantOf } = make(text, alpaca);
    assert.match(variantOf, /^prompt:[0-9a-f]{16}$/);
    assert.equal(make(text.replace('"好"', '"行"'), alpaca).variantOf, variantOf);
    assert.notEqual(make(text.replace('北京', '上海'), alpaca).variantOf, variantOf);
  });

  it('keeps numbers as ids and never takes one twice', () => {
    const ids = new FreshIds([1, 2, 'x', 'x-robust']);
    assert.deepEqual([ids.next(1), ids.next(2), ids.next('x'), ids.next(undefined)], [3, 4, 'x-robust-2', undefined]);
    assert.equal(new FreshIds([1, 2, '3']).next(1), 4);
  });

  it('keeps every digit of large numbers', () => {
    const text = `{"id": 1234567890123456789, "instruction": "${QUESTION}", "output": "好"}`;
    const ids = new FreshIds([1234567890123456789n, 5]);
    const [first, second] = [make(text, alpaca, ids), make(text, alpaca, ids)];
    assert.equal(first.variantOf, '1234567890123456789');
    assert.match(first.recordText, /^\{"id": 1234567890123456790, "instruction"/);
    assert.match(second.recordText, /^\{"id": 1234567890123456791, "instruction"/);
    assert.equal(new FreshIds([Number.MAX_SAFE_INTEGER]).next(1), 9007199254740992n);
  });

  it('is written in the style of its source', () => {
    const pretty = JSON.stringify({ instruction: QUESTION, input: '', output: '好' }, null, 2);
    assert.match(make(pretty, alpaca).recordText, /",\n {2}"robustness": "typo",\n {2}"variant_of": "prompt:/);
    const ascii = JSON.stringify({ instruction: QUESTION, output: '好' }).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    assert.doesNotMatch(make(ascii, alpaca).recordText, /[\u0080-\uffff]/);
    const escaped = '{"instruction": "\\u8bf7\\/\\n介绍一下北京的旅游景点和餐厅", "output": "好"}';
    assert.match(make(escaped, alpaca).recordText, /"instruction": "\\u8bf7\\\/\\n/);
  });

  it('is not made of a marked record, nor where nobody asks anything', () => {
    const options = {
      wish: { kinds: ['typo'], strength: 'light', seed: 1 },
      settings,
      freshId: () => undefined,
    } as const;
    const twinOf = (record: Fields): unknown =>
      twinRecord({ text: JSON.stringify(record), record, format: alpaca }, options);
    assert.equal(twinOf({ instruction: QUESTION, output: '好', robustness: 'typo' }), 'marked');
    assert.equal(twinOf({ instruction: ' ', output: '好' }), 'prompt');
    assert.equal(twinOf({ instruction: '{{question}}', output: '好' }), 'kept');
  });

  it('always gives a sound record that keeps every other value', () => {
    const wish = fc.record({
      kinds: fc.uniqueArray(fc.constantFrom(...USUAL_KINDS), { minLength: 1 }),
      strength: fc.constantFrom(...STRENGTHS),
      seed: fc.nat(100),
    });
    const prompt = fc.array(
      fc.oneof(fc.constantFrom(QUESTION, 'Please write a summary. ', '"', '\\', '\n'), fc.string()),
    );
    fc.assert(
      fc.property(
        prompt,
        fc.dictionary(fc.string(), fc.jsonValue()),
        wish,
        fc.nat(3),
        (parts, others, wished, indent) => {
          const record = { ...others, instruction: parts.join(''), output: '好' };
          delete (record as Fields & { robustness?: unknown }).robustness;
          const text = JSON.stringify(record, null, indent);
          const parsed = JSON.parse(text) as Fields;
          const twin = twinRecord(
            { text, record: parsed, format: alpaca },
            { wish: wished, settings, freshId: () => undefined },
          );
          if (typeof twin === 'string') return;
          const { instruction, robustness, variant_of: link, ...rest } = JSON.parse(twin.recordText) as Fields;
          const { instruction: clean, variant_of: _link, ...before } = parsed;
          assert.deepEqual(rest, before);
          assert.deepEqual([instruction, link], [twin.text, twin.variantOf]);
          assert.ok(instruction !== clean && robustness);
        },
      ),
    );
  });
});
