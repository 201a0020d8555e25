import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import { defaultAttributes } from '../../../src/dataset/datasetInfo/attributes';
import { meterWith } from '../tokens/llamafactory/options';
import { checked } from './check';

const CALLS = [
  '{"name": "f", "arguments": {"x": 1}}',
  '[{"name": "f", "arguments": {}}, {"name": "f", "arguments": {}}]',
  '[]',
  '',
  ' ',
  'call f',
  "{'name': 'f', 'arguments': {}}",
  '{"name": "f", "arguments": {},}',
  '{"name": "f"}',
  '{"name": "f", "parameters": {}}',
  '{"function": {"name": "f", "arguments": {}}}',
  '{"name": "f", "arguments": "{\\"x\\": 1}"}',
  '["f"]',
  '7',
  '"f"',
  'null',
  'I look. {"name": "f", "arguments": {}}',
  '<tool_call>{"name": "f", "arguments": {}}</tool_call>',
  '<tool_call>{"name": "f", "arguments": {}}</tool_call><tool_call>{"name": "f", "arguments": {}}</tool_call>',
  '<tool_call>{"name": "f", "arguments": {}}',
  '<think>\nx\n</think>\n\n{"name": "f", "arguments": {}}',
  '<think>x</think>{"name": "f", "arguments": {}}',
  '<think>\nx\n</think>\n{"name": "f", "arguments": {}}',
  '<think>\nx\n{"name": "f", "arguments": {}}',
];

const PARAMETERS = '"parameters": {"type": "object", "properties": {"x": {"type": "integer"}}}';
const TOOLS: readonly unknown[] = [
  null,
  '',
  '[]',
  `[{"name": "f", "description": "F", ${PARAMETERS}}]`,
  `[{"type": "function", "function": {"name": "f", "description": "F", ${PARAMETERS}}}]`,
  ' ',
  'f',
  `{"name": "f", "description": "F", ${PARAMETERS}}`,
  [{ name: 'f' }],
  { name: 'f' },
  '["f"]',
  '[{"name": "f", "description": "F"}]',
  '[{"name": "f", "description": "F", "parameters": {}}]',
  `[{"description": "F", ${PARAMETERS}}]`,
  `[{"name": "f", ${PARAMETERS}}]`,
];

const [SOUND_CALL] = CALLS;
const SOUND_TOOLS = TOOLS[3];

const attributes = { ...defaultAttributes('sharegpt'), system: 'system', tools: 'tools' };

/** What LLaMA-Factory does with a record, as its simulation and as the rules have it. */
function outcomes(call: string, tools: unknown, template: string): { real: string; told: string } {
  const record = {
    conversations: [
      { from: 'human', value: 'Go.' },
      { from: 'function_call', value: call },
      { from: 'observation', value: '1' },
      { from: 'gpt', value: 'Done.' },
    ],
    tools,
  };
  const { status } = meterWith({ template, attributes }).measure(record);
  const real = status === 'failed' ? 'crash' : status;
  const format = formatById('sharegpt');
  const findings = checked(JSON.stringify(record), { format, target: 'llamafactory', template }).findings(Infinity);
  const of = (outcome: string): boolean => findings.some((finding) => finding.outcome === outcome);
  return { real, told: of('crash') ? 'crash' : of('dropped') ? 'dropped' : 'kept' };
}

describe('what LLaMA-Factory does with tools and calls', () => {
  for (const template of [
    'qwen',
    'qwen3',
    'default',
    'glm4',
    'glm4_moe',
    'llama3',
    'mistral',
    'lfm2',
    'qwen3_5',
    'seed_oss',
    'glm4_7',
    'chatml',
    'llama2',
    'minimax1',
    'minimax2',
    'phi4_mini',
    'mimo_v2',
    'gpt_oss',
    'bailing_v2',
  ]) {
    it(`is told before it is measured, with the template ${template}`, () => {
      const records = [...CALLS.map((call) => [call, SOUND_TOOLS]), ...TOOLS.map((tools) => [SOUND_CALL, tools])];
      const wrong = records.flatMap(([call, tools]) => {
        const { real, told } = outcomes(call as string, tools, template);
        return told === real ? [] : [`${JSON.stringify([call, tools])}: ${told} for ${real}`];
      });
      assert.deepEqual(wrong, []);
    });
  }
});
