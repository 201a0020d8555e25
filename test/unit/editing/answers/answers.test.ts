import { strict as assert } from 'node:assert';
import { applyEdits } from '../../../../src/dataset/edits';
import { formatById } from '../../../../src/dataset/format';
import { acceptAnswer } from '../../../../src/editing/answers/acceptAnswer';
import { editedCopy, type CopyWish } from '../../../../src/editing/answers/editedCopy';
import type { NewAnswer } from '../../../../src/editing/answers/newAnswer';
import { setRejected } from '../../../../src/editing/answers/setRejected';
import { RecordText } from '../../../../src/editing/recordText';
import { isRefused, type EditsOrRefusal } from '../../../../src/editing/refused';

/** The record after an edit; what refuses it, in brackets. */
function edited(format: string, text: string, edit: (record: RecordText) => EditsOrRefusal): string {
  const record = RecordText.read(text, formatById(format)!);
  const edits = isRefused(record) ? record : edit(record);
  if (isRefused(edits)) return `(${edits.refused})`;
  const after = applyEdits(text, edits);
  JSON.parse(after);
  return after;
}

const said = (content: string): NewAnswer => ({ content, reasoning: '', calls: [] });

function accepted(format: string, text: string, turn: number, answer: Partial<NewAnswer>): string {
  return edited(format, text, (record) =>
    acceptAnswer(record, turn, { content: '', reasoning: '', calls: [], ...answer }),
  );
}

function rejected(format: string, text: string, content: string): string {
  return edited(format, text, (record) => setRejected(record, content));
}

const ADD = { name: 'add', arguments: '{"a": 12345678901234567890, "b": 1.0}' };

describe('accepting an answer', () => {
  it('changes the text of the reference and nothing else', () => {
    const text = '{"instruction":"Q", "n": 1.0,"output" : "old\\u002f"}';
    assert.equal(accepted('alpaca', text, 1, { content: 'new' }), '{"instruction":"Q", "n": 1.0,"output" : "new"}');
    const listed =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A", "weight": 1}]}';
    assert.equal(accepted('messages', listed, 1, { content: 'B"' }), listed.replace('"A"', '"B\\""'));
    const history = '{"instruction": "Q", "output": "A", "history": [["q", "a"]]}';
    assert.equal(accepted('alpaca', history, 1, { content: 'b' }), history.replace('"a"', '"b"'));
  });

  it('puts a thought into its field, and into tags where there is none', () => {
    const text = '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}';
    assert.equal(
      accepted('messages', text, 1, { content: 'B', reasoning: 'hm' }),
      text.replace('"A"', '"B", "reasoning_content": "hm"'),
    );
    const own = text.replace('"content": "A"', '"reasoning": "old", "content": "A"');
    assert.equal(
      accepted('messages', own, 1, { content: 'B', reasoning: 'new' }),
      own.replace('old', 'new').replace('"A"', '"B"'),
    );
    assert.equal(accepted('messages', own, 1, { content: 'B' }), own.replace('old', '').replace('"A"', '"B"'));
    const alpaca = '{"instruction": "Q", "output": "A"}';
    assert.equal(
      accepted('alpaca', alpaca, 1, { content: 'B', reasoning: 'hm\n' }),
      alpaca.replace('"A"', '"<think>\\nhm\\n</think>\\n\\nB"'),
    );
    const tagged = text.replace('"A"', '"<think>x</think>A"');
    assert.match(
      accepted('messages', tagged, 1, { content: 'B', reasoning: 'hm' }),
      /"<think>\\nhm\\n<\/think>\\n\\nB"/,
    );
  });

  it('uses fields that are there and empty', () => {
    const text = (fields: string): string =>
      `{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"${fields}}]}`;
    for (const empty of ['null', '[]']) {
      const called = accepted('messages', text(`, "tool_calls": ${empty}`), 1, { content: 'A', calls: [ADD] });
      assert.match(called, /"tool_calls": \[\{"id": "call00001".*"add".*\}\]\}\]\}$/);
      assert.equal(called.split('"tool_calls"').length, 2);
    }
    const thoughtless = text(', "reasoning_content": null');
    assert.equal(accepted('messages', thoughtless, 1, { content: 'A' }), thoughtless);
    assert.equal(
      accepted('messages', thoughtless, 1, { content: 'A', reasoning: 'hm' }),
      thoughtless.replace('null', '"hm"'),
    );
  });

  it('writes calls as the record’s others are written, and keeps their ids', () => {
    const text =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "x1", "type": "function", "function": {"name": "old", "arguments": {}}}]}, {"role": "tool", "content": "6", "tool_call_id": "x1"}, {"role": "assistant", "content": "It is 6."}]}';
    assert.equal(
      accepted('messages', text, 1, { calls: [ADD] }),
      text.replace('"old", "arguments": {}', `"add", "arguments": ${ADD.arguments}`),
    );
    assert.match(accepted('messages', text, 1, { content: 'no call' }), /^\(Results of tools follow/);
    const asked = accepted('messages', text, 3, { content: 'Once more.', calls: [ADD] });
    assert.equal(
      asked,
      text.replace(
        '"It is 6."',
        `"Once more.", "tool_calls": [{"id": "call00001", "type": "function", "function": {"name": "add", "arguments": ${ADD.arguments}}}]`,
      ),
    );
    const back = accepted('messages', asked, 3, { content: 'It is 6.' });
    assert.equal(back, text);
    const first = '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}';
    assert.equal(
      accepted('messages', first, 1, { calls: [{ name: 'x', arguments: '{"q":"?"}' }] }),
      first.replace(
        '"A"',
        '"", "tool_calls": [{"id": "call00001", "type": "function", "function": {"name": "x", "arguments": "{\\"q\\":\\"?\\"}"}}]',
      ),
    );
  });

  it('leaves calls that say the same as they are written', () => {
    const text =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "", "tool_calls": [ {"function": {"name": "add", "arguments": "{}"}} ]}]}';
    assert.equal(accepted('messages', text, 1, { calls: [{ name: 'add', arguments: '{}' }] }), text);
  });

  it('gives a ShareGPT turn the role of calls, or takes it away', () => {
    const text = '{"conversations": [{"from": "human", "value": "Q"}, {"from": "gpt", "value": "A"}]}';
    const called = accepted('sharegpt', text, 1, { calls: [ADD] });
    assert.deepEqual((JSON.parse(called) as { conversations: unknown[] }).conversations[1], {
      from: 'function_call',
      value: `{"name": "add", "arguments": ${ADD.arguments}}`,
    });
    assert.equal(accepted('sharegpt', called, 1, { content: 'A' }), text);
    const twice = accepted('sharegpt', text, 1, { reasoning: 'hm', calls: [ADD, { name: 'x', arguments: 'broken' }] });
    assert.match(twice, /"<think>\\nhm\\n<\/think>\\n\\n\[\{/);
    assert.match(twice, /\\"arguments\\": \\"broken\\"/);
  });

  it('brings arguments that are laid out over lines on one line', () => {
    const text =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "", "tool_calls": [{"name": "a", "arguments": {"x": 1}}]}]}';
    assert.equal(
      accepted('messages', text, 1, { calls: [{ name: 'a', arguments: '{\n  "x": 2.0,\n  "y": "é"\n}' }] }),
      text.replace('{"x": 1}', '{"x": 2.0, "y": "é"}'),
    );
  });

  it('writes the parts of LLaMA-Factory’s v1', () => {
    const text =
      '{"messages": [{"role": "user", "content": [{"type": "text", "value": "Q"}], "loss_weight": 0.0}, {"role": "assistant", "content": [{"type": "text", "value": "A"}], "loss_weight": 1.0}]}';
    assert.equal(accepted('llamafactory-v1', text, 1, { content: 'B' }), text.replace('"A"', '"B"'));
    const called = accepted('llamafactory-v1', text, 1, { content: '', reasoning: 'hm', calls: [ADD] });
    const { content } = (JSON.parse(called) as { messages: { content: { type: string; value: string }[] }[] })
      .messages[1]!;
    assert.deepEqual(
      content.map(({ type }) => type),
      ['reasoning', 'tool_call'],
    );
    assert.equal(content[1]!.value, `{"name": "add", "arguments": ${ADD.arguments}}`);
  });

  it('refuses what there is no room for', () => {
    assert.match(
      accepted('alpaca', '{"instruction": "Q", "output": "A"}', 1, { calls: [ADD] }),
      /no room for calls in “output”/,
    );
    assert.match(accepted('alpaca', '{"instruction": "Q", "output": "A"}', 0, { content: 'x' }), /not there any more/);
    const several =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "tool_call", "content": "{\\"name\\": \\"a\\", \\"arguments\\": {}}"}]}';
    assert.match(accepted('messages', several, 1, { content: 'x' }), /made up of several turns/);
    const image =
      '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": [{"type": "image"}, {"type": "text", "text": "A"}]}]}';
    assert.match(accepted('messages', image, 1, { content: 'x' }), /parts that are no text/);
  });
});

describe('a rejected answer', () => {
  it('takes the place of the one that is there', () => {
    const alpaca = '{"instruction": "Q", "input": "", "chosen": "A", "rejected": "B"}';
    assert.equal(rejected('preference-alpaca', alpaca, 'C'), alpaca.replace('"B"', '"C"'));
    const sharegpt =
      '{"conversations": [{"from": "human", "value": "Q"}], "chosen": {"from": "gpt", "value": "A"}, "rejected": {"from": "gpt", "value": "B"}}';
    assert.equal(rejected('preference-sharegpt', sharegpt, 'C'), sharegpt.replace('"B"', '"C"'));
    const implicit =
      '{"chosen": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}], "rejected": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "B"}]}';
    assert.equal(rejected('preference-messages', implicit, 'C'), implicit.replace('"B"', '"C"'));
  });

  it('comes in as the chosen one is written', () => {
    const alpaca = '{"instruction": "Q", "chosen": "A", "id": 7}';
    assert.equal(rejected('preference-alpaca', alpaca, 'C'), alpaca.replace('"A"', '"A", "rejected": "C"'));
    const prompt = '{"prompt": [{"role": "user", "content": "Q"}], ';
    const messages = `${prompt}"chosen": [{"role": "assistant", "content": "A"}], "rejected": null}`;
    assert.equal(
      rejected('preference-messages', messages, 'C'),
      messages.replace('null', '[{"role": "assistant", "content": "C"}]'),
    );
  });

  it('has a text', () => {
    const alpaca = '{"instruction": "Q", "input": "", "chosen": "A", "rejected": "B"}';
    assert.match(rejected('preference-alpaca', alpaca, ''), /no text, only thoughts or calls/);
  });

  it('is refused where there are no pairs', () => {
    assert.match(rejected('alpaca', '{"instruction": "Q", "output": "A"}', 'C'), /Make a preference pair/);
  });
});

describe('a copy with another prompt', () => {
  const copied = (format: string, text: string, wish: Partial<CopyWish>): string => {
    const result = editedCopy(text, formatById(format)!, [], { turn: 1, texts: [], answer: null, ...wish });
    if (typeof result === 'string') JSON.parse(result);
    return typeof result === 'string' ? result : `(${result.refused})`;
  };

  it('has the other texts and, if wished, another answer', () => {
    const text = '{"instruction": "Q", "input": "more", "x": 1.0, "output": "A"}';
    assert.equal(copied('alpaca', text, {}), text);
    const asked = (prompt: string): string =>
      copied('alpaca', text, { texts: [{ turn: 0, text: prompt }], answer: said('B') });
    const answered = text.replace('"A"', '"B"');
    assert.equal(asked('P\nmore'), answered.replace('"Q"', '"P"'));
    assert.equal(asked('Q\nless'), answered.replace('more', 'less'));
    assert.equal(asked('P\nless'), answered.replace('"Q"', '"P\\nless"').replace('more', ''));
  });

  it('ends with the answer that was asked for', () => {
    const text =
      '{"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "1"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "2"}, {"role": "assistant", "content": "B"}], "id": 1}';
    assert.equal(
      copied('messages', text, {
        turn: 2,
        texts: [
          { turn: 0, text: 'T' },
          { turn: 1, text: 'one' },
        ],
      }),
      '{"messages": [{"role": "system", "content": "T"}, {"role": "user", "content": "one"}, {"role": "assistant", "content": "A"}], "id": 1}',
    );
    const history = '{"instruction": "2", "output": "B", "history": [["1", "A"]]}';
    assert.equal(
      copied('alpaca', history, { turn: 1, texts: [{ turn: 0, text: 'one' }] }),
      '{"instruction": "one", "output": "A", "history": []}',
    );
  });

  it('has all of the answer: its thought and its calls', () => {
    const text = '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}';
    const made = copied('messages', text, { answer: { content: '', reasoning: 'hm', calls: [ADD] } });
    const [, answer] = (JSON.parse(made) as { messages: { reasoning_content: string; tool_calls: object[] }[] })
      .messages;
    assert.deepEqual([answer!.reasoning_content, answer!.tool_calls.length], ['hm', 1]);
  });

  it('keeps both answers of a pair', () => {
    const text = '{"instruction": "Q", "input": "", "chosen": "A", "rejected": "B"}';
    assert.equal(
      copied('preference-alpaca', text, { texts: [{ turn: 0, text: 'P' }], answer: said('C') }),
      text.replace('"Q"', '"P"').replace('"A"', '"C"'),
    );
  });

  it('is refused where a prompt is made up of parts', () => {
    const text =
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}, {"role": "assistant", "content": "A"}]}';
    assert.match(copied('messages', text, { texts: [{ turn: 0, text: 'c' }] }), /made up of several parts/);
    assert.equal(copied('messages', text, { texts: [{ turn: 0, text: 'ab' }] }), text);
  });
});
