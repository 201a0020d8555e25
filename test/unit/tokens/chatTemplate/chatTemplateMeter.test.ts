import assert from 'node:assert/strict';
import {
  chatTemplateMeter,
  type ChatTemplateMeterOptions,
} from '../../../../src/tokens/chatTemplate/chatTemplateMeter';
import type { Measure } from '../../../../src/tokens/meter';
import { model } from './models';

const CHATML = `{%- for message in messages %}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`;

type Options = Partial<ChatTemplateMeterOptions> & Pick<ChatTemplateMeterOptions, 'target'>;

function measure(record: unknown, options: Options): Measure {
  return chatTemplateMeter({ ...model('qwen3'), template: CHATML, ...options }).measure(record, true);
}

/** The trained stretches of what is fed, as text. */
function trainedText({ feed }: Measure): string[] {
  const runs: number[][] = [];
  for (const [i, label] of feed!.labels.entries()) {
    if (label < 0) continue;
    if (i === 0 || feed!.labels[i - 1]! < 0) runs.push([]);
    runs.at(-1)!.push(label);
  }
  return runs.map((run) => model('qwen3').tokenizer.decode(run));
}

const talk = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'One?' },
    { role: 'assistant', content: 'Eins.' },
    { role: 'user', content: 'Two?' },
    { role: 'assistant', content: 'Zwei.' },
  ],
};

/** The same, with further fields at the messages. */
function talkWith(fields: Readonly<Record<number, object>>): object {
  return { messages: talk.messages.map((message, i) => ({ ...message, ...fields[i] })) };
}

describe('chat template meter', () => {
  it('adds the turns up to the total', () => {
    const { turns, tokens, trained, status } = measure(talk, { target: 'openai' });
    assert.equal(status, 'kept');
    assert.deepEqual(
      turns.map(({ role, pointers }) => [role, ...pointers]),
      talk.messages.map(({ role }, i) => [role, `/messages/${i}/content`]),
    );
    assert.deepEqual(
      turns.map((turn) => turn.trained),
      [0, 0, 5, 0, 5],
    );
    assert.equal(sum(turns.map((turn) => turn.tokens)), tokens);
    assert.equal(trained, 10);
  });

  it('trains what each target trains', () => {
    const trained: Record<string, [Options, string[]]> = {
      'OpenAI: answers': [{ target: 'openai' }, ['Eins.<|im_end|>\n', 'Zwei.<|im_end|>\n']],
      'ms-swift: answers': [{ target: 'ms-swift' }, ['Eins.<|im_end|>\n', 'Zwei.<|im_end|>\n']],
      'Axolotl: contents and EOS': [{ target: 'axolotl' }, ['Eins.<|im_end|>', 'Zwei.<|im_end|>']],
      'TRL: assistant_only_loss': [{ target: 'trl', trainOnPrompt: false }, ['Eins.<|im_end|>\n', 'Zwei.<|im_end|>\n']],
      'the last answer only': [{ target: 'openai', maskHistory: true }, ['Zwei.<|im_end|>\n']],
    };
    for (const [what, [options, texts]] of Object.entries(trained))
      assert.deepEqual(trainedText(measure(talk, options)), texts, what);
    const everything = measure(talk, { target: 'trl' });
    assert.equal(everything.trained, everything.tokens);
    assert.equal(measure(talk, { target: 'openai', trainOnPrompt: true }).trained, everything.tokens);
    assert.equal(measure(talk, { target: 'ms-swift', trainOnPrompt: true }).trained, everything.tokens - 1);
    assert.deepEqual(trainedText(measure(talk, { target: 'axolotl', trainOnPrompt: true })).slice(0, 2), [
      'Be brief.<|im_end|>',
      'One?<|im_end|>',
    ]);
  });

  it('obeys the switches of each target, and no others', () => {
    const off: [Options['target'], object][] = [
      ['openai', { weight: 0 }],
      ['openai', { loss_weight: 0 }],
      ['ms-swift', { loss: false }],
      ['ms-swift', { loss_scale: 0 }],
      ['axolotl', { train: false }],
    ];
    for (const [target, fields] of off) {
      const { turns } = measure(talkWith({ 2: fields }), { target });
      assert.deepEqual([turns[2]!.trained, turns[4]!.trained > 0], [0, true], JSON.stringify(fields));
    }
    assert.ok(measure(talkWith({ 2: { loss: false } }), { target: 'openai' }).turns[2]!.trained > 0);
    assert.deepEqual(
      trainedText(measure(talkWith({ 1: { train: true } }), { target: 'axolotl' }))[0],
      'One?<|im_end|>',
    );
    assert.equal(measure(talkWith({ 1: { loss: true } }), { target: 'ms-swift' }).turns[1]!.trained, 0);
  });

  it('trains the last round as ms-swift does: every answer behind the last user message', () => {
    const record = {
      messages: [...talk.messages, { role: 'tool', content: '2' }, { role: 'assistant', content: 'Deux.' }],
    };
    assert.deepEqual(trainedText(measure(record, { target: 'ms-swift', maskHistory: true })), [
      'Zwei.<|im_end|>\n',
      'Deux.<|im_end|>\n',
    ]);
    assert.deepEqual(trainedText(measure(record, { target: 'openai', maskHistory: true })), ['Deux.<|im_end|>\n']);
  });

  it('trains completions only, counted from the end of the prompt, as TRL does', () => {
    const record = { prompt: talk.messages.slice(0, 4), completion: talk.messages.slice(4) };
    assert.deepEqual(trainedText(measure(record, { target: 'trl' })), ['Zwei.<|im_end|>\n']);
    const plain = measure({ prompt: '1 + 1 =', completion: ' 2' }, { target: 'trl' });
    assert.deepEqual(trainedText(plain), [' 2<|im_end|>']);
    assert.deepEqual(
      plain.turns.map(({ role }) => role),
      ['prompt', 'completion'],
    );
    const text = measure({ text: 'Es war einmal' }, { target: 'trl' });
    assert.equal(text.trained, text.tokens);
  });

  it('cuts the end as TRL does, and tells what is lost', () => {
    const whole = measure(talk, { target: 'trl', trainOnPrompt: false });
    const cut = measure(talk, { target: 'trl', trainOnPrompt: false, cutoff: whole.tokens - 2 });
    assert.deepEqual([cut.status, cut.tokens, cut.kept], ['kept', whole.tokens, whole.tokens - 2]);
    assert.deepEqual(cut.feed?.ids, whole.feed?.ids.slice(0, -2));
    assert.deepEqual(
      cut.turns.map(({ endLost, ending }) => [endLost, ending]),
      [
        [false, 0],
        [false, 0],
        [false, 2],
        [false, 0],
        [true, 2],
      ],
    );
    const emptied = measure(talk, { target: 'trl', trainOnPrompt: false, cutoff: 8 });
    assert.deepEqual([emptied.status, emptied.kept, emptied.feed], ['dropped', 0, undefined]);
    assert.equal(emptied.tokens, whole.tokens);
    assert.match(emptied.reason!, /8/);
  });

  it('drops long records as ms-swift and Axolotl do', () => {
    const swift = measure(talk, { target: 'ms-swift', cutoff: 10 });
    assert.equal(swift.reason, `Current length of row(${swift.tokens}) is larger than the max_length(10).`);
    assert.deepEqual([swift.status, swift.kept, swift.keptTrained], ['dropped', 0, 0]);
    const long = { instruction: 'Count.', output: 'one '.repeat(600) };
    assert.equal(measure(long, { target: 'axolotl' }).status, 'dropped');
    assert.equal(measure(long, { target: 'ms-swift' }).status, 'kept');
    assert.equal(measure(long, { target: 'openai' }).status, 'kept');
  });

  it("tells a template's own error, at the message", () => {
    const template = `{%- for m in messages %}{%- if m.role == 'system' and not loop.first %}
      {{- raise_exception('System message must come first') }}{%- endif %}{{- m.content }}{%- endfor %}`;
    const record = { messages: [talk.messages[1], talk.messages[0], talk.messages[2]] };
    const failed = measure(record, { target: 'openai', template });
    assert.deepEqual(failed, {
      ...failed,
      status: 'failed',
      reason: 'System message must come first',
      pointer: '/messages/1/content',
      tokens: 0,
    });
    const broken = measure(talk, { target: 'openai', template: '{% if %}' });
    assert.deepEqual([broken.status, broken.pointer], ['failed', '']);
  });

  it('fails as TRL does where only answers are to be trained and there is none', () => {
    const failed = measure({ messages: talk.messages.slice(0, 2) }, { target: 'trl', trainOnPrompt: false });
    assert.equal(failed.status, 'failed');
    assert.match(failed.reason!, /^You're using `assistant_only_loss=True`/);
  });

  it('marks a mask as a guess where the target needs generation markers and the template has none', () => {
    assert.equal(measure(talk, { target: 'trl', trainOnPrompt: false }).approximate, true);
    assert.equal(measure(talk, { target: 'trl' }).approximate, undefined);
  });

  it('counts what the template writes by itself as a turn of its own', () => {
    const { template } = model('qwen2_5');
    const record = { instruction: 'Hi', output: 'Hello' };
    const [first, second] = measure(record, { target: 'openai', template }).turns;
    assert.deepEqual([first!.role, first!.pointers], ['system', []]);
    assert.deepEqual([second!.pointers, second!.tokens], [['/instruction'], 6]);
    const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
    const [withTools] = measure({ messages: talk.messages.slice(1), tools }, { target: 'openai', template }).turns;
    assert.deepEqual(withTools?.pointers, ['/tools']);
    assert.ok(withTools.tokens > 100);
  });

  it('measures both sides of a preference pair', () => {
    const record = { prompt: 'One?', chosen: 'Eins.', rejected: 'No idea at all.' };
    const { rejected, ...chosen } = measure(record, { target: 'trl' });
    assert.deepEqual(trainedText(chosen), ['Eins.<|im_end|>\n']);
    assert.deepEqual(trainedText(rejected!), ['No idea at all.<|im_end|>\n']);
  });

  it('counts a mapped record as the same record in the words of its format', () => {
    const format = {
      id: 'sharegpt',
      mapping: {
        fields: { conversations: 'dialog' },
        role: 'speaker',
        content: 'says',
        roles: { 背景: 'system', 客: 'user', 主: 'assistant', 旁白: 'other' },
      },
    } as const;
    const names: Readonly<Record<string, string>> = { system: '背景', user: '客', assistant: '主' };
    const dialog = talk.messages.map(({ role, content }) => ({ speaker: names[role], says: content }));
    for (const target of ['trl', 'ms-swift', 'axolotl', 'openai'] as const) {
      const mapped = measure({ dialog }, { target, format });
      assert.deepEqual(mapped.feed, measure(talk, { target }).feed);
      assert.deepEqual(
        mapped.turns.map(({ role, pointers }) => [role, ...pointers]),
        dialog.map(({ speaker }, i) => [speaker, `/dialog/${i}/says`]),
      );
    }
    const told = measure({ dialog: [...dialog, { speaker: '旁白', says: 'Ende.' }] }, { target: 'openai', format });
    assert.deepEqual([told.turns.at(-1)?.role, told.turns.at(-1)?.trained], ['旁白', 0]);
    assert.ok(told.turns.at(-1)!.tokens > 5);
  });

  it('tells the trainers of switches that stand beside the answer', () => {
    const record = { query: 'One?', response: 'Eins.', loss: false };
    const format = { id: 'query-response' };
    assert.equal(measure(record, { target: 'ms-swift', format }).trained, 0);
    assert.ok(measure(record, { target: 'openai', format }).trained > 0);
  });

  it('leaves a system prompt out where prompt and completion are joined as they are', () => {
    const plain = { prompt: '1 + 1 =', completion: ' 2' };
    const record = { ...plain, system: 'Be brief.' };
    assert.deepEqual(measure(record, { target: 'trl' }).feed, measure(plain, { target: 'trl' }).feed);
    assert.ok(measure(record, { target: 'ms-swift' }).tokens > measure(plain, { target: 'ms-swift' }).tokens);
  });

  it('tokenises what is trained apart where the target does', () => {
    const record = { messages: [talk.messages[1], { role: 'assistant', content: '\nEins.' }] };
    const joined = measure(record, { target: 'openai' });
    const apart = measure(record, { target: 'ms-swift' });
    assert.equal(apart.tokens, joined.tokens + 1);
    assert.deepEqual(trainedText(apart), ['\nEins.<|im_end|>\n']);
    assert.deepEqual(
      trainedText(joined),
      ['\n\nEins.<|im_end|>\n'],
      'the token that holds the first character is trained',
    );
  });

  it('parses arguments of calls for the targets that do', () => {
    const call = { type: 'function', function: { name: 'f', arguments: '{"x": 1}' } };
    const record = { messages: [talk.messages[1], { role: 'assistant', content: '', tool_calls: [call] }] };
    const { template } = model('qwen2_5');
    const text = (target: Options['target']): string =>
      model('qwen3').tokenizer.decode(measure(record, { target, template }).feed!.ids);
    assert.match(text('axolotl'), /"arguments": \{"x": 1\}/);
    assert.match(text('trl'), /"arguments": "\{\\"x\\": 1\}"/);
  });

  it('gives the template the wish to think', () => {
    const { template } = model('qwen3');
    const record = { instruction: 'Hi', output: 'Hello' };
    const prompted = (thinking: boolean | null): string[] =>
      trainedText(measure(record, { target: 'openai', template, thinking }));
    assert.deepEqual(prompted(false), ['Hello<|im_end|>\n']);
    assert.deepEqual(prompted(null), ['<think>\n\n</think>\n\nHello<|im_end|>\n']);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
