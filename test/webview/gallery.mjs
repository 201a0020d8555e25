import { panelState, sample, turn } from './states.mjs';

/**
 * @typedef {import('../../src/protocol/panel').PanelState} PanelState
 * @typedef {import('../../src/protocol/preview').PreviewFinding} PreviewFinding
 */

const MARKDOWN = `## Why the sky is blue

Air scatters **short** waves more than long ones (*Rayleigh scattering*): the strength grows with $\\lambda^{-4}$.

| colour | wave length | scattered |
|:-------|:-----------:|----------:|
| blue   | 450 nm      | 4.4       |
| red    | 650 nm      | 1.0       |

1. Look up at noon.
2. Look at the horizon in the evening: \`red\`.

> The sun itself is white.

$$
I = I_0 \\frac{1 + \\cos^2\\theta}{2 R^2} \\left(\\frac{2\\pi}{\\lambda}\\right)^4
$$

\`\`\`python
def scattered(wave: float) -> float:
    """Relative to red."""
    return (650 / wave) ** 4  # no unit
\`\`\`

[More about it](https://example.org/sky), and ![a picture](sky.png).`;

const usual = { tokens: 24, trained: 0, kept: 24, keptTrained: 0, lostThought: false };
const trained = { tokens: 310, trained: 308, kept: 310, keptTrained: 308, lostThought: false };
const counted = {
  ...{ tokenizer: 'Qwen3', template: 'qwen3', target: 'LLaMA-Factory', cutoff: 2048, exact: true },
  ...{ status: /** @type {const} */ ('kept'), reason: null, rejected: null },
  ...{ tokens: 380, trained: 308, kept: 380, keptTrained: 308 },
};

/** @param {number} i */
const at = (i) => ({ pointer: `/messages/${i}` });

/** @param {Partial<PreviewFinding>} [changes] @returns {PreviewFinding} */
const finding = (changes = {}) => ({
  ...{ rule: 'empty-answer', level: 'error', message: 'The answer is empty, so nothing is learnt from it.' },
  ...{ pointer: '/messages/1/content', fixes: ['Delete the record'] },
  ...changes,
});

const conversation = panelState(
  sample({
    turns: [
      turn({ ...at(0), role: 'system', name: 'system', tokens: usual }, 'You are a patient teacher of physics.'),
      turn({ ...at(1), role: 'user', name: 'user', tokens: usual }, '天空为什么是蓝色的？\nWhy is the sky blue?'),
      turn(
        {
          ...at(2),
          tokens: trained,
          reasoning: { text: 'The user asks twice. One answer is enough.', pointer: '/messages/2/reasoning' },
        },
        MARKDOWN,
      ),
    ],
    labels: { types: ['知识问答 - 物理', 'explanation'], kinds: ['typo'], isMarked: true, variantOf: 'sky-17' },
    fields: [
      { name: 'id', pointer: '/id', value: 'sky-18' },
      { name: 'source', pointer: '/source', value: '{"site": "example.org", "page": 3}' },
    ],
    tokens: counted,
  }),
);

const tools = panelState(
  sample({
    turns: [
      turn({ ...at(0), role: 'user', name: 'user' }, '北京明天天气怎么样？'),
      turn(
        {
          ...at(1),
          texts: [],
          calls: [
            {
              name: 'get_weather',
              arguments: '{\n  "city": "北京",\n  "days": [1, 2.0, 12345678901234567890],\n  "unit": null\n}',
              id: 'call_1',
              pointer: '/messages/1/tool_calls/0/function/arguments',
            },
            { name: null, arguments: '{"city": ', id: null, pointer: '/messages/1/tool_calls/1' },
          ],
          findings: [0],
        },
        '',
      ),
      turn({ ...at(2), role: 'tool', name: 'tool', callId: 'call_1' }, '{"temperature": 3, "sky": "晴"}'),
      turn({ ...at(3), weight: 'loss_weight: 0' }, '明天北京晴，3 °C。'),
      turn({ ...at(4), role: 'other', name: '旁白', isKnown: true }, '窗外下起了雪。'),
      turn({ ...at(5), role: 'other', name: 'narator', isKnown: false, findings: [1] }, 'It snows.'),
    ],
    tools: {
      pointer: '/tools',
      tools: [
        {
          name: 'get_weather',
          description: 'The weather of a city, some days ahead.',
          parameters: '{\n  "type": "object",\n  "properties": { "city": { "type": "string" } }\n}',
        },
      ],
      text: null,
    },
    findings: [
      finding({
        rule: 'tool-arguments',
        message: 'The arguments are no JSON.',
        pointer: '/messages/1/tool_calls/1',
        fixes: [],
      }),
      finding({
        rule: 'role-unknown',
        level: 'warning',
        message: 'No such role: did you mean "旁白"?',
        pointer: '/messages/5/role',
        fixes: ['Change to "旁白"', 'Delete the turn'],
      }),
      finding({
        rule: 'column-unknown',
        level: 'info',
        message: 'The format has no field "note".',
        pointer: '/note',
        fixes: [],
      }),
    ],
    roles: ['system', 'user', 'assistant', 'tool', '旁白'],
  }),
);

const pair = panelState(
  sample({
    formatId: 'preference-messages',
    format: 'Preference pairs',
    isPair: true,
    turns: [
      turn({ ...at(0), role: 'user', name: 'user' }, 'Name three trees of the north.'),
      turn(
        { side: 'chosen', pointer: '/chosen', tokens: trained },
        'Birch, spruce and pine grow in the north, **all of them** up to the polar circle.',
      ),
      turn({ side: 'rejected', pointer: '/rejected' }, 'Birch, oak and palm trees grow in the north.'),
    ],
    tokens: { ...counted, rejected: { tokens: 33, trained: 20, kept: 33 } },
  }),
  { isPinned: true },
);

const odd = panelState(
  sample({
    turns: [
      turn({ ...at(0), role: 'user', name: 'human' }, ''),
      turn({ ...at(1), findings: [0] }, ' \u00a0\t\n\u200b\n  '),
      turn({ ...at(2), role: 'user', name: 'human' }, `one${'\n'.repeat(5)}two\u200b\u202e three\ttab  \u00a0end   `),
      turn(
        { ...at(3), can: { ...turn().can, merge: 'The next turn has another role.', moveDown: 'It is the last one.' } },
        `${'很长的回答。'.repeat(3000)}\n`,
      ),
    ],
    findings: [finding()],
    tokens: {
      ...counted,
      status: 'dropped',
      reason: 'The prompt alone is longer than the cutoff.',
      kept: 0,
      keptTrained: 0,
    },
  }),
  {
    query: { filter: 'finding', search: '"hello world" role:assistant' },
    found: { matching: 12, before: 3, isHere: true },
  },
);

const reviewing = panelState(
  sample({
    verdict: { value: false, pointer: '/label' },
    review: {
      ...{
        verdict: 'needs-work',
        note: 'The second answer repeats the first one.',
        reviewer: 'ada',
        at: '2026-03-01T10:00:00Z',
      },
      progress: { records: 200, accepted: 40, rejected: 7, needsWork: 3 },
    },
  }),
  { isReviewing: true, query: { filter: 'pending', search: '' }, found: { matching: 150, before: 12, isHere: true } },
);

const comparing = panelState(
  sample({ turns: [turn({ ...at(0), role: 'user', name: 'user' }, 'Hi?'), turn(at(1), 'Hello there, friend.')] }),
  {
    other: {
      record: 7,
      name: 'other.jsonl',
      sample: sample({
        turns: [turn({ ...at(0), role: 'user', name: 'user' }, 'Hi!'), turn(at(1), 'Hello, my friend.')],
      }),
    },
  },
);

const broken = panelState(
  sample({
    turns: [],
    unreadable: {
      reason: 'This record is no JSON: a comma is missing.',
      text: '{"messages": [{"role": "user" "content": "hi"}]}',
    },
    findings: [
      finding({ rule: 'json-syntax', message: 'A comma is missing.', pointer: '', fixes: ['Insert a comma'] }),
    ],
  }),
);

/** States of the view that differ in what they show. @type {Readonly<Record<string, PanelState>>} */
export const gallery = {
  ...{ conversation, tools, pair, odd, reviewing, comparing, broken },
  readonly: { ...conversation, isReadonly: true },
  'bad search': {
    ...conversation,
    query: { filter: 'all', search: '/(/' },
    searchFault: 'The regular expression has a bracket that is not closed.',
  },
  'nothing found': {
    ...conversation,
    query: { filter: 'robust', search: 'zzz' },
    found: { matching: 0, before: 0, isHere: false },
  },
  loading: panelState(sample(), { sample: { kind: 'loading' } }),
  empty: panelState(sample(), { sample: { kind: 'none', message: 'The file has no records.' } }),
};

/** A small record as the model sees it. @type {import('../../src/protocol/preview').ModelView} */
export const modelView = (() => {
  const texts = [
    '<|im_start|>',
    'user',
    '\n',
    'Hi',
    '?',
    '<|im_end|>',
    '\n',
    '<|im_start|>',
    'assistant',
    '\n',
    'Hello',
    ' there',
    '',
    '😀',
    '.',
    '<|im_end|>',
    '\n',
  ];
  const turns = texts.map((_, i) => (i < 7 ? 0 : 1));
  const counts = { tokens: 17, trained: 6, kept: 15, keptTrained: 5 };
  return {
    ...{
      digest: 'd'.repeat(64),
      tokenizer: 'Qwen3',
      template: 'qwen3',
      target: 'LLaMA-Factory',
      cutoff: 15,
      exact: true,
      note: null,
    },
    ...{
      templates: ['qwen3', 'llama3'],
      defaults: { template: 'qwen3', thinking: 'keep', cutoff: 15 },
      hasThinking: true,
    },
    sequences: [
      {
        ...{ side: null, status: 'kept', reason: null, total: texts.length, texts, counts },
        ids: texts.map((_, i) => 1000 + i),
        joined: texts.map((text) => (text === '😀' ? 1 : 0)),
        special: texts.map((text) => (text.startsWith('<|') ? 1 : 0)),
        trained: texts.map((_, i) => (i > 9 && i < 16 ? 1 : 0)),
        cut: texts.map((_, i) => (i > 14 ? 1 : 0)),
        turn: turns,
        turns: ['user', 'assistant'].map((role, i) => ({
          ...{ role, pointers: [`/messages/${i}`] },
          ...counts,
          tokens: 7,
        })),
      },
    ],
  };
})();
