import assert from 'node:assert/strict';
import { planConversion, possibleTargets } from '../../../src/convert/conversion';
import { kindOf, LossTotals, lossText } from '../../../src/convert/losses';
import { obstacleText } from '../../../src/convert/obstacles';
import { targets } from '../../../src/convert/targets';
import { formats } from '../../../src/dataset/format';
import { converted, convertedTo } from './converting';

const messages = (...list: string[]): string => `{"messages": [${list.join(', ')}]}`;
const USER = '{"role": "user", "content": "q"}';
const ANSWER = '{"role": "assistant", "content": "a"}';

describe('a conversion', () => {
  it('exists for every format, and makes records of that format', () => {
    assert.deepEqual(targets.map(({ id }) => id).sort(), formats.map(({ id }) => id).sort());
    for (const from of formats) {
      for (const to of possibleTargets({ id: from.id })) assert.ok(!('refusal' in planConversion({ id: from.id }, to)));
    }
    const alpaca = '{"instruction": "q", "input": "", "output": "a"}';
    for (const to of possibleTargets({ id: 'alpaca' })) {
      const format = formats.find(({ id }) => id === to)!;
      const value = JSON.parse(convertedTo(alpaca, 'alpaca', to)) as Record<string, unknown>;
      assert.ok(format.validate(value), `${to}: ${JSON.stringify(format.validate.errors)}`);
      assert.ok(format.recognises(value), to);
    }
  });

  it('is refused where records hold something else', () => {
    assert.match((planConversion({ id: 'alpaca' }, 'preference-alpaca') as { refusal: string }).refusal, /alpaca/);
    assert.match((planConversion({ id: 'text' }, 'alpaca') as { refusal: string }).refusal, /text/);
    assert.match((planConversion({ id: 'alpaca' }, 'nonsense') as { refusal: string }).refusal, /nonsense/);
  });

  it('keeps numbers, escapes and the order of keys', () => {
    const further = '"id": 12345678901234567890, "score": 1.0, "meta": {"b": "\\u4f60", "a": [1e3]}';
    assert.equal(
      convertedTo(`{${further}, "instruction": "\\u4f60\\/", "output": "好"}`, 'alpaca', 'sharegpt'),
      `{${further}, "conversations": [{"from": "human", "value": "\\u4f60\\/"}, {"from": "gpt", "value": "好"}]}`,
    );
  });

  it('brings records on one line', () => {
    assert.equal(
      convertedTo('{\n  "instruction": "q",\n  "output": "a",\n  "meta": {\n    "x": 1\n  }\n}', 'alpaca', 'messages'),
      `{"messages": [${USER}, ${ANSWER}], "meta": {"x": 1}}`,
    );
  });

  it('reads the words of the data', () => {
    const mapping = { role: 'speaker', content: 'text', roles: { me: 'user', you: 'assistant' } } as const;
    const { records, losses } = converted(
      '{"conversations": [{"speaker": "me", "text": "q"}, {"speaker": "you", "text": "a"}]}',
      { id: 'sharegpt', mapping },
      'sharegpt',
    );
    assert.deepEqual(
      [records, losses],
      [['{"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}'], []],
    );
  });

  describe('of pairs', () => {
    const pair = '{"instruction": "q", "chosen": "a", "rejected": "b", "id": 1}';

    it('makes two records with a verdict, or keeps the chosen answer', () => {
      assert.deepEqual(converted(pair, 'preference-alpaca', 'kto-alpaca'), {
        records: [
          '{"instruction": "q", "input": "", "output": "a", "kto_tag": true, "id": 1}',
          '{"instruction": "q", "input": "", "output": "b", "kto_tag": false, "id": 1}',
        ],
        losses: ['pairSplit'],
      });
      assert.deepEqual(converted(pair, 'preference-alpaca', 'alpaca'), {
        records: ['{"instruction": "q", "input": "", "output": "a", "id": 1}'],
        losses: ['rejected'],
      });
    });

    it('reads OpenAI’s, ms-swift’s and TRL’s forms, and tells what is inside of them and has no place', () => {
      const openAi = `{"input": {"messages": [${USER}], "parallel_tool_calls": true}, "preferred_output": [${ANSWER}], "non_preferred_output": [{"role": "assistant", "content": "b"}]}`;
      assert.deepEqual(converted(openAi, 'preference-messages', 'preference-alpaca'), {
        records: ['{"instruction": "q", "input": "", "chosen": "a", "rejected": "b"}'],
        losses: ['field input.parallel_tool_calls'],
      });
      const swift = `{"messages": [${USER}, ${ANSWER}], "rejected_response": "b"}`;
      const implicit = `{"prompt": "q", "chosen": [${USER}, ${ANSWER}], "rejected": [${USER}, {"role": "assistant", "content": "b"}]}`;
      for (const text of [swift, implicit]) {
        assert.deepEqual(converted(text, 'preference-messages', 'preference-alpaca'), {
          records: ['{"instruction": "q", "input": "", "chosen": "a", "rejected": "b"}'],
          losses: [],
        });
      }
    });

    it('can’t go on without one of the answers', () => {
      const lone = '{"instruction": "q", "chosen": "a"}';
      assert.equal(converted(lone, 'preference-alpaca', 'preference-sharegpt').obstacle?.code, 'noPair');
      assert.equal(converted(lone, 'preference-alpaca', 'kto-sharegpt').obstacle?.code, 'noPair');
    });
  });

  it('keeps desired answers only, where there is no verdict', () => {
    const record = (label: boolean): string => `{"instruction": "q", "input": "", "output": "a", "kto_tag": ${label}}`;
    assert.deepEqual(converted(record(true), 'kto-alpaca', 'messages').records, [messages(USER, ANSWER)]);
    assert.deepEqual(converted(record(false), 'kto-alpaca', 'messages'), { records: [], losses: ['undesired'] });
  });

  it('knows TRL’s verdicts on completions, of texts and of messages', () => {
    const ofTexts = '{"prompt": "1 +", "completion": " 1", "label": false}';
    const ofMessages = `{"prompt": [${USER}], "completion": [${ANSWER}], "label": true}`;
    assert.deepEqual(converted(ofMessages, 'kto-prompt-completion', 'kto-alpaca').records, [
      '{"instruction": "q", "input": "", "output": "a", "kto_tag": true}',
    ]);
    assert.deepEqual(converted(ofTexts, 'kto-prompt-completion', 'kto-messages').records, [
      '{"messages": [{"role": "user", "content": "1 +"}, {"role": "assistant", "content": " 1"}], "label": false}',
    ]);
    const pair = '{"instruction": "q", "chosen": "a", "rejected": "b"}';
    assert.deepEqual(converted(pair, 'preference-alpaca', 'kto-prompt-completion').records, [
      ofMessages,
      ofMessages.replace('"a"', '"b"').replace('true', 'false'),
    ]);
    assert.deepEqual(converted(ofTexts, 'kto-prompt-completion', 'text'), { records: [], losses: ['undesired'] });
    const desired = ofTexts.replace('false', 'true');
    assert.deepEqual(converted(desired, 'kto-prompt-completion', 'text').records, ['{"text": "1 + 1"}']);
  });

  describe('tells', () => {
    const of = (text: string, from: string, to: string, options = {}): readonly string[] => {
      const { losses, obstacle } = converted(text, from, to, options);
      assert.equal(obstacle, undefined, text);
      return losses;
    };

    it('of weights that say something, and of no others', () => {
      const weighted = (user: string, assistant: string): string =>
        messages(USER.replace('}', `, ${user}}`), ANSWER.replace('}', `, ${assistant}}`));
      assert.deepEqual(of(weighted('"loss": false', '"weight": 1'), 'messages', 'sharegpt'), []);
      assert.deepEqual(of(weighted('"name": "x"', '"weight": 0'), 'messages', 'sharegpt'), ['weight weight']);
      assert.deepEqual(of(weighted('"name": "x"', '"weight": 0'), 'messages', 'alpaca'), [
        'weight weight',
        'messageField name',
      ]);
      const v1 = (weight: string): string =>
        `{"messages": [{"role": "user", "content": [{"type": "text", "value": "q"}], "loss_weight": 0.0}, {"role": "assistant", "content": [{"type": "text", "value": "a"}], "loss_weight": ${weight}}]}`;
      assert.deepEqual(of(v1('1.0'), 'llamafactory-v1', 'messages'), []);
      assert.deepEqual(of(v1('0.5'), 'llamafactory-v1', 'messages'), ['weightFraction loss_weight']);
      assert.equal(
        convertedTo(v1('0.0'), 'llamafactory-v1', 'messages'),
        messages(USER, ANSWER.replace('}', ', "weight": 0}')),
      );
      assert.equal(
        convertedTo(messages(USER, ANSWER.replace('}', ', "weight": 0}')), 'messages', 'llamafactory-v1'),
        v1('0.0'),
      );
    });

    const CALL = '{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\\"x\\": 1.0}"}}';
    const called = (content: string): string =>
      messages(
        USER,
        `{"role": "assistant", "content": ${content}, "tool_calls": [${CALL}]}`,
        '{"role": "tool", "tool_call_id": "c1", "content": "r"}',
        ANSWER,
      );

    it('of ids, of text beside calls, and of parallel_tool_calls', () => {
      assert.deepEqual(of(called('null'), 'messages', 'sharegpt'), ['callId', 'callId']);
      assert.deepEqual(of(called('"I look."'), 'messages', 'sharegpt'), ['callId', 'textBesideCalls', 'callId']);
      const parallel = messages(USER, ANSWER).replace(/}$/, ', "parallel_tool_calls": false}');
      assert.deepEqual(of(parallel, 'messages', 'sharegpt'), ['field parallel_tool_calls']);
    });

    it('nothing of the thought before a call, which stays', () => {
      const [, call] = (
        JSON.parse(convertedTo(called('"<think>\\nhm\\n</think>\\n\\n"'), 'messages', 'sharegpt')) as {
          conversations: { value: string }[];
        }
      ).conversations;
      assert.equal(call!.value, '<think>\nhm\n</think>\n\n{"name": "f", "arguments": {"x": 1.0}}');
    });

    it('of thoughts that move', () => {
      const field = messages(USER, '{"role": "assistant", "content": "a", "reasoning_content": "hm"}');
      const tags = messages(USER, '{"role": "assistant", "content": "<think>\\nhm\\n</think>\\n\\na"}');
      assert.deepEqual(of(field, 'messages', 'alpaca'), ['thoughtToTags']);
      assert.equal(convertedTo(field, 'messages', 'messages', { thoughts: 'tags' }), tags);
      assert.equal(
        convertedTo(tags, 'messages', 'messages', { thoughts: 'field' }),
        field.replace(/("content": "a"), ("reasoning_content": "hm")/, '$1, $2'),
      );
      assert.deepEqual(of(tags, 'messages', 'llamafactory-v1'), ['thoughtToField']);
    });

    it('of results that are joined, and takes them apart again', () => {
      const calls = [1, 2].map((n) => CALL.replace('c1', `c${n}`));
      const results = [1, 2].map((n) => `{"role": "tool", "content": "r${n}", "tool_call_id": "c${n}"}`);
      const text = messages(
        USER,
        `{"role": "assistant", "content": "", "tool_calls": [${calls.join(', ')}]}`,
        ...results,
        ANSWER,
      );
      assert.ok(of(text, 'messages', 'sharegpt').includes('resultsJoined'));
      const back = JSON.parse(convertedTo(convertedTo(text, 'messages', 'sharegpt'), 'sharegpt', 'messages')) as {
        messages: { role: string; content: string; tool_call_id?: string }[];
      };
      assert.deepEqual(
        back.messages.filter(({ role }) => role === 'tool').map(({ content, tool_call_id }) => [content, tool_call_id]),
        [
          ['r1', 'call00001'],
          ['r2', 'call00002'],
        ],
      );
    });

    it('of media that change their form', () => {
      const parts = `{"role": "user", "content": [{"type": "text", "text": "see"}, {"type": "image_url", "image_url": {"url": "a.png", "detail": "low"}}]}`;
      assert.deepEqual(converted(messages(parts, ANSWER), 'messages', 'sharegpt'), {
        records: [
          '{"conversations": [{"from": "human", "value": "see<image>"}, {"from": "gpt", "value": "a"}], "images": ["a.png"]}',
        ],
        losses: ['mediumToPlaceholder image', 'partField detail'],
      });
      const listed =
        '{"conversations": [{"from": "human", "value": "see<image>"}, {"from": "gpt", "value": "a"}], "images": ["a.png"]}';
      assert.deepEqual(of(listed, 'sharegpt', 'llamafactory-v1'), ['placeholderToMedium image']);
      const missing = listed.replace('<image>', '');
      assert.equal(converted(missing, 'sharegpt', 'llamafactory-v1').obstacle?.code, 'mediaCount');
    });

    it('of parts that nothing can be made of', () => {
      const parts =
        '{"role": "user", "content": [{"type": "text", "text": "see"}, {"type": "file", "file": "x"}, {"type": "text", "text": "it"}]}';
      assert.deepEqual(of(messages(parts, ANSWER), 'messages', 'sharegpt'), ['partsJoined', 'contentPart file']);
      assert.deepEqual(of(messages(parts, ANSWER), 'messages', 'prompt-completion'), []);
    });

    it('of custom roles, which alpaca has no place for', () => {
      const text =
        '{"conversations": [{"from": "旁白", "value": "n"}, {"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}';
      assert.deepEqual(of(text, 'sharegpt', 'messages'), ['customRole 旁白']);
      assert.equal(converted(text, 'sharegpt', 'alpaca').obstacle?.code, 'customRole');
    });

    it('of further fields that some services reject, or that are in the way', () => {
      const text = '{"instruction": "q", "output": "a", "score": 1, "messages": 2}';
      assert.deepEqual(of(text, 'alpaca', 'messages'), ['fieldKept score', 'fieldTaken messages']);
      assert.deepEqual(of(text, 'alpaca', 'sharegpt', { dropFields: true }), ['field score', 'field messages']);
      assert.deepEqual(of('{"instruction": "q", "input": "i", "output": "a"}', 'alpaca', 'messages'), ['inputJoined']);
      assert.deepEqual(
        of('{"instruction": "q", "input": "i", "chosen": "a", "rejected": "b"}', 'preference-alpaca', 'kto-alpaca'),
        ['pairSplit'],
      );
    });
  });

  it('names what stands in the way of a record', () => {
    const code = (text: string, from = 'alpaca', to = 'messages'): string | undefined =>
      converted(text, from, to).obstacle?.code;
    const turns = (...list: string[]): string => messages(...list.map((role) => `{"role": "${role}", "content": "x"}`));
    assert.equal(code('{"instruction": '), 'notJson');
    assert.equal(code('{"instruction": "q", "output": "\\x"}'), 'notJson');
    assert.equal(code('[1]'), 'notRecord');
    assert.equal(code('{"conversations": []}'), 'otherFormat');
    assert.equal(code('{"output": "a"}'), 'noPrompt');
    assert.equal(code('{"instruction": "q", "output": 5}'), 'wrongType');
    assert.equal(code('{"instruction": "q", "output": "a", "output": "b"}'), 'duplicateKey');
    assert.equal(code(`{"instruction": "q", "output": "a", "x": ${'['.repeat(500)}${']'.repeat(500)}}`), 'tooDeep');
    assert.equal(code('{"instruction": "q", "output": ""}'), undefined);
    assert.equal(code(turns('user'), 'messages', 'alpaca'), 'noAnswer');
    assert.equal(code(turns('assistant'), 'messages', 'alpaca'), 'noPrompt');
    assert.equal(code(turns('user', 'user', 'assistant'), 'messages', 'alpaca'), 'notAlternating');
    assert.equal(code(turns('user', 'assistant', 'system', 'assistant'), 'messages', 'alpaca'), 'systemInside');
    assert.equal(code(turns('user', 'assistant', 'tool', 'assistant'), 'messages', 'alpaca'), 'toolTurn');
    const call = (value: string): string =>
      `{"conversations": [{"from": "human", "value": "q"}, {"from": "function_call", "value": ${JSON.stringify(value)}}]}`;
    assert.equal(code(call('f(x)'), 'sharegpt'), 'callNotJson');
    assert.equal(code(call('{"name": "f"}'), 'sharegpt'), 'callShape');
  });

  it('has a text for everything that it tells', () => {
    assert.equal(kindOf({ code: 'weight' }), 'lost');
    assert.match(lossText({ code: 'weight', detail: 'loss' }), /“loss”/);
    assert.match(obstacleText({ code: 'wrongType', detail: '/output' }), /\/output/);
  });
});

describe('losses of a file', () => {
  it('are counted by records and times, what is lost first', () => {
    const totals = new LossTotals();
    totals.add(0, [{ code: 'customRole', detail: 'x' }]);
    totals.add(3, [
      { code: 'weight', detail: 'loss' },
      { code: 'weight', detail: 'loss' },
    ]);
    totals.add(5, [{ code: 'weight', detail: 'loss' }]);
    assert.deepEqual(
      totals.list().map(({ kind, code, records, count, first }) => [kind, code, records, count, first]),
      [
        ['lost', 'weight', 2, 3, 3],
        ['note', 'customRole', 1, 1, 0],
      ],
    );
  });
});
