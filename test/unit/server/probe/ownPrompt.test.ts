import assert from 'node:assert/strict';
import { isCase } from '../../../../src/probe/cases/probeCase';
import type { OwnPrompt } from '../../../../src/probe/prompt/servedPrompt';
import { RenderPrompt, type RenderPromptResult } from '../../../../src/protocol/probeRecords';
import { lines, ProbeServer, type ProbeServerOptions } from './probeServer';

const TALK = { system: 'S', instruction: 'Two?', output: 'second 😀', history: [['One?', 'first']] };
const ASKED = '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\n';
const FIRST = `${ASKED}first<|im_end|>\n`;
const SECOND = `${FIRST}<|im_start|>user\nTwo?<|im_end|>\n<|im_start|>assistant\n`;

async function render(
  record: object | string,
  settings: ProbeServerOptions['settings'],
  params: object,
): Promise<OwnPrompt> {
  const result = await attempt(record, settings, params);
  assert.ok(result && !('fault' in result), JSON.stringify([result, record, settings, params]));
  assert.equal(result.pieces.length, result.ids.length);
  assert.equal(result.pieces.join(''), result.text);
  return result;
}

async function attempt(
  record: object | string,
  settings: ProbeServerOptions['settings'],
  params: object,
): Promise<RenderPromptResult> {
  const server = new ProbeServer(lines(record), settings ? { settings } : {});
  return server.ask(RenderPrompt, { anchor: 0, ...params });
}

describe('our own rendering of a prompt', () => {
  const qwen = { target: 'llamafactory', template: 'qwen' } as const;

  it('is what stands before the first trained token of the answer', async () => {
    const prompt = await render(TALK, qwen, { turn: 4 });
    assert.equal(prompt.text, SECOND);
    assert.deepEqual(
      [prompt.tokenizer, prompt.template, prompt.target, prompt.note],
      ['Qwen3', 'qwen', 'LLaMA-Factory', null],
    );
    assert.equal(prompt.ids.at(-1), 198);
    assert.equal((await render(TALK, qwen, { turn: 2 })).text, ASKED);
  });

  it('knows no cutoff, and prompts that are trained too', async () => {
    const settings = { ...qwen, cutoffLength: 4, trainOnPrompt: true };
    assert.equal((await render(TALK, settings, { turn: 4 })).text, SECOND);
  });

  it('is that of a record of its own where the answer is not trained in this one', async () => {
    assert.equal((await render(TALK, { ...qwen, maskHistory: true }, { turn: 2 })).text, ASKED);
    assert.equal((await render(TALK, { ...qwen, maskHistory: true }, { turn: 4 })).text, SECOND);
  });

  it('takes an edited prompt', async () => {
    const messages = [{ role: 'user', content: 'Three?' }];
    const { text } = await render(TALK, qwen, { turn: 4, messages });
    // The template's own system prompt, as the record's is not among the messages.
    assert.match(
      text,
      /^<\|im_start\|>system\n.+<\|im_end\|>\n<\|im_start\|>user\nThree\?<\|im_end\|>\n<\|im_start\|>assistant\n$/,
    );
    const chat = await render(TALK, { target: 'trl' }, { turn: 4, messages });
    assert.equal(chat.text, '<|im_start|>user\nThree?<|im_end|>\n<|im_start|>assistant\n');
  });

  it('is the same for a prompt that says what the record says', async () => {
    for (const settings of [qwen, { target: 'llamafactory', template: 'qwen3' }, { target: 'trl' }, {}] as const) {
      // Chat templates are given numbers as JavaScript has them.
      for (const record of [TALK, CALLS.replace('12345678901234567890', '1')]) {
        const server = new ProbeServer(lines(record), { settings });
        const found = await server.caseOf(0);
        assert.ok(found && isCase(found.case));
        const { turn, messages } = found.case;
        const own = await render(record, settings, { turn });
        const edited = await render(record, settings, { turn, messages });
        assert.deepEqual([edited.text, edited.ids], [own.text, own.ids], JSON.stringify(settings));
      }
    }
  });

  it('has the tools, and calls with their results', async () => {
    const { text } = await render(CALLS, { target: 'llamafactory', template: 'qwen3' }, { turn: 3 });
    assert.match(text, /<tools>\n\{"type": "function", "function": \{"name": "add"/);
    assert.match(text, /<tool_call>\n\{"name": "add", "arguments": \{"a": 12345678901234567890\}\}\n<\/tool_call>/);
    assert.match(text, /<tool_response>\n6\n<\/tool_response>/);
  });

  it('is that of the chosen answer of a pair', async () => {
    const pair = { instruction: 'One?', chosen: 'Eins.', rejected: 'No idea.' };
    for (const settings of [{ ...qwen, stage: 'rm' as const }, { target: 'trl' as const }]) {
      const { text } = await render(pair, settings, { turn: 1 });
      assert.ok(text.endsWith('<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\n'), text);
    }
  });

  it('says why there is none', async () => {
    const faultOf = async (record: object, settings: ProbeServerOptions['settings'], turn: number): Promise<string> => {
      const result = await attempt(record, settings, { turn });
      assert.ok(result && 'fault' in result);
      return result.fault;
    };
    assert.match(await faultOf(TALK, { template: 'none' }, 4), /no chat template/);
    assert.match(await faultOf(TALK, qwen, 9), /no answer/);
    const broken = {
      conversations: [
        { from: 'gpt', value: 'Hi' },
        { from: 'gpt', value: 'Hi' },
        { from: 'human', value: '?' },
        { from: 'gpt', value: 'A' },
      ],
    };
    assert.notEqual(await faultOf(broken, qwen, 3), '');
  });
});

const CALLS =
  `{"tools": "[{\\"name\\": \\"add\\", \\"description\\": \\"d\\", \\"parameters\\": {\\"type\\": \\"object\\", \\"properties\\": {}}}]", "conversations": [
  {"from": "human", "value": "add"},
  {"from": "function_call", "value": "{\\"name\\": \\"add\\", \\"arguments\\": {\\"a\\": 12345678901234567890}}"},
  {"from": "observation", "value": "6"},
  {"from": "gpt", "value": "It is 6."}]}`.replaceAll('\n', '');
