import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultAttributes } from '../../../../src/dataset/datasetInfo/attributes';
import { columnsOf, haveConflict, mergeColumns } from '../../../../src/tokens/llamafactory/columns';
import { llamaFactoryMeter } from '../../../../src/tokens/llamafactory/llamaFactoryMeter';
import { templateNames } from '../../../../src/tokens/llamafactory/templates';
import { chat, calls, meterWith, optionsWith, tools } from './options';
import { spellingTokenizer } from './spellingTokenizer';

const alpaca = { ...defaultAttributes('alpaca') };

function faultOf(changes: Parameters<typeof optionsWith>[0]): string | undefined {
  const result = llamaFactoryMeter(optionsWith(changes));
  return 'fault' in result ? result.fault : undefined;
}

describe('LLaMA-Factory: settings that it refuses', () => {
  it('says what it says', () => {
    assert.equal(faultOf({ template: 'qwen9' }), 'Template qwen9 does not exist.');
    assert.equal(faultOf({ toolFormat: 'x' }), 'Tool utils `x` not found.');
    assert.equal(
      faultOf({ maskHistory: true, trainOnPrompt: true }),
      '`mask_history` is incompatible with `train_on_prompt`.',
    );
    assert.equal(
      faultOf({ template: 'glm4', trainOnPrompt: true }),
      'Current template does not support `train_on_prompt`.',
    );
    assert.equal(faultOf({ stage: 'rm' }), 'The dataset is not applicable in the current training stage.');
  });

  it('names a token that the template needs and the tokenizer lacks', () => {
    const tokenizer = { ...spellingTokenizer(), idOf: () => undefined };
    assert.match(faultOf({ tokenizer })!, /<\|im_end\|>/);
  });
});

describe('LLaMA-Factory: turns', () => {
  it('are those of the data, with the system message and its places', () => {
    const { turns } = meterWith({}).measure({ conversations: calls, tools });
    assert.deepEqual(
      turns.map(({ role, pointers }) => [role, ...pointers]),
      [
        ['system', '/conversations/0/value', '/tools'],
        ['human', '/conversations/1/value'],
        ['function_call', '/conversations/2/value'],
        ['observation', '/conversations/3/value'],
        ['gpt', '/conversations/4/value'],
      ],
    );
    assert.deepEqual(
      turns.map(({ trained }) => trained > 0),
      [false, false, true, false, true],
    );
  });

  it('of a template with the system message in the first turn has none for it', () => {
    const { turns } = meterWith({ template: 'gemma' }).measure({ conversations: calls });
    assert.deepEqual(turns[0]!.pointers, ['/conversations/0/value', '/conversations/1/value']);
  });

  it('of an Alpaca record point to its fields', () => {
    const record = { instruction: 'Add', input: '1 + 2', output: '3', system: 'Hm', history: [['a', 'b']] };
    const { turns } = meterWith({ attributes: alpaca }).measure(record);
    assert.deepEqual(
      turns.map(({ pointers }) => pointers.join(' ')),
      ['/system', '/history/0/0', '/history/0/1', '/instruction /input', '/output'],
    );
  });

  it('lose their end token when truncation takes it, and only then', () => {
    const record = { conversations: chat.slice(0, 2) };
    const { tokens, turns } = meterWith({}).measure(record);
    assert.equal(turns.at(-1)!.ending, 2);
    const lost = (cutoff: number): boolean => meterWith({ cutoff }).measure(record).turns.at(-1)!.endLost;
    assert.equal(lost(tokens), false);
    assert.equal(lost(20), false);
    assert.equal(lost(12), true);
    const trainedEnd = meterWith({ template: 'default' }).measure(record).turns.at(-1)!;
    assert.equal(trainedEnd.ending, 2);
  });

  it('that vanish keep nothing', () => {
    const { turns } = meterWith({ cutoff: 60 }).measure({ conversations: chat });
    assert.deepEqual(
      turns.slice(-2).map(({ kept, keptTrained }) => [kept, keptTrained]),
      [
        [0, 0],
        [0, 0],
      ],
    );
    assert.equal(turns.at(-1)!.endLost, true);
  });

  it('add up, whatever the template, stage and cutoff, and are what is fed', () => {
    const text = fc.constantFrom('', 'a', 'some words', '<think>\nx\n</think>\n\ny', '{{idx}}', '\n');
    const record = fc.array(text, { minLength: 1, maxLength: 6 }).map((texts) => ({
      conversations: texts.flatMap((value, index) => [
        { from: 'human', value: `q${index}` },
        { from: 'gpt', value },
      ]),
      label: true,
    }));
    fc.assert(
      fc.property(
        record,
        fc.constantFrom(...templateNames()),
        fc.constantFrom('sft' as const, 'kto' as const, 'pt' as const),
        fc.integer({ min: 2, max: 150 }),
        fc.boolean(),
        (conversation, template, stage, cutoff, maskHistory) => {
          const attributes = { ...defaultAttributes('sharegpt'), kto_tag: stage === 'kto' ? 'label' : null };
          const meter = meterWith({ attributes, template, stage, cutoff, maskHistory, packing: false });
          const measure = meter.measure(conversation, true);
          assert.equal(measure.status, 'kept', measure.reason);
          for (const key of ['tokens', 'trained', 'kept', 'keptTrained'] as const) {
            assert.equal(
              measure.turns.reduce((sum, turn) => sum + turn[key], 0),
              measure[key],
            );
          }
          assert.equal(measure.feed!.ids.length, measure.kept);
          assert.deepEqual(meter.measure(conversation).turns, measure.turns);
          assert.ok(
            measure.turns.every(({ kept, tokens, keptTrained, trained }) => kept <= tokens && keptTrained <= trained),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('LLaMA-Factory: templates that end without EOS', () => {
  it('train the end of a turn on the first token of the next prompt, and put EOS behind all', () => {
    const tokenizer = spellingTokenizer();
    const { feed } = meterWith({ tokenizer, template: 'glm4' }).measure({ conversations: chat }, true);
    const eos = tokenizer.idOf('</s>')!;
    const { ids, labels } = feed!;
    assert.equal(ids.at(-1), eos);
    assert.equal(labels.at(-1), eos);
    assert.equal(labels[ids.lastIndexOf(tokenizer.idOf('<|user|>')!)], eos);
    assert.equal(labels[ids.indexOf(tokenizer.idOf('<|user|>')!)], -100);
  });
});

describe('LLaMA-Factory: records with media', () => {
  const attributes = { ...defaultAttributes('sharegpt'), images: 'images' };
  const conversations = [
    { from: 'human', value: '<image>What?' },
    { from: 'gpt', value: 'A cat.' },
  ];

  it('fail with a template for text', () => {
    const { reason } = meterWith({ attributes }).measure({ conversations, images: ['a.png'] });
    assert.match(reason!, /^ValueError: This model does not support image input/);
  });

  it('fail with too few images', () => {
    const { reason } = meterWith({ attributes, template: 'qwen3_vl' }).measure({ conversations, images: [] });
    assert.match(reason!, /^ValueError: The number of images does not match/);
  });

  it("can't be counted otherwise", () => {
    const { status } = meterWith({ attributes, template: 'qwen3_vl' }).measure({ conversations, images: ['a.png'] });
    assert.equal(status, 'failed');
  });
});

describe('LLaMA-Factory: columns of the file', () => {
  const record = { instruction: 'Say hi.', output: 'Hi.' };

  it('are taken to exist if nothing is known', () => {
    assert.equal(meterWith({ attributes: alpaca }).measure(record).status, 'kept');
  });

  it('are missed if the file has none of that name', () => {
    const columns = columnsOf({ ...record, system: '', history: [] }, false);
    assert.equal(meterWith({ attributes: alpaca, columns }).measure(record).reason, "KeyError: 'input'");
  });

  it('give objects the keys of all others, with null', () => {
    const lines = [{ messages: [{ role: 'user', content: 'a', name: 'b' }] }, { messages: [{ role: 'user' }], id: 1 }];
    const columns = lines.map((line) => columnsOf(line, false)).reduce(mergeColumns);
    assert.deepEqual([...columns.keys()], ['messages', 'id']);
    const attributes = defaultAttributes('openai');
    const { reason } = meterWith({ attributes, columns }).measure(lines[1]);
    assert.match(reason!, /\[\{'role': 'user', 'content': None, 'name': None\}\]/);
  });

  it('turn text into dates only in lines, and only if all of it is dates', () => {
    const dated = { instruction: 'When?', input: '', output: '2024-03-09' };
    const statusWith = (other: string, dates: boolean): string => {
      const columns = [dated, { ...dated, output: other }].map((row) => columnsOf(row, dates)).reduce(mergeColumns);
      return meterWith({ attributes: { ...alpaca, system: null, history: null }, columns }).measure(dated).status;
    };
    assert.equal(statusWith('2025-01-01T10:00:00Z', true), 'dropped');
    assert.equal(statusWith('soon', true), 'kept');
    assert.equal(statusWith('2025-01-01', false), 'kept');
  });

  it('of different types do not load', () => {
    const columns = [{ output: 'a' }, { output: ['a'] }].map((row) => columnsOf(row, false)).reduce(mergeColumns);
    assert.ok(haveConflict(columns));
    assert.match(meterWith({ attributes: alpaca, columns }).measure(record).reason!, /^DatasetGenerationError/);
  });
});

describe('LLaMA-Factory: hopeless records', () => {
  it('fail without an exception', () => {
    const meter = meterWith({});
    let deep: unknown = 'x';
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    const records = [null, 3, 'x', [], {}, { conversations: 5 }, { conversations: [[]] }, { conversations: deep }];
    for (const record of records) assert.notEqual(meter.measure(record).status, 'kept');
  });
});
