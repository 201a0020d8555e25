import type { Case, Cases } from './case';

const alpaca = (instruction: string, output: string): string =>
  `{"instruction": "${instruction}", "output": "${output}"}`;
const SOUND = alpaca('1+1?', '2');
const LAKE = 'Name the largest lake in Africa.';

/** A case of Alpaca whose fault stands where `part` does. */
function inAlpaca(faulty: string, part: string, rest: Partial<Case> = {}): Case {
  return { faulty, at: [`0:${faulty.indexOf(part)}`], sound: SOUND, ...rest };
}

export const content: Cases = {
  'empty-system': inAlpaca('{"system": "", "instruction": "1+1?", "output": "2"}', '""', {
    mended: SOUND,
    options: { levels: { 'empty-system': 'info' } },
  }),
  'placeholder-text': inAlpaca(alpaca('Who are you?', 'I am {{name}}.'), '{{name', {
    sound: alpaca('Who are you?', 'I am `{{name}}`; $\\\\frac{{ab}}{{cd}}$.'),
  }),
  'leading-trailing-space': inAlpaca(alpaca('1+1?', ' 2\\n'), ' 2\\n', {
    mended: SOUND,
    options: { levels: { 'leading-trailing-space': 'info' } },
  }),
  'multiple-blank-lines': inAlpaca(alpaca('1+1?', 'a\\n\\n\\nb'), '\\n\\n', {
    mended: alpaca('1+1?', 'a\\n\\nb'),
    sound: alpaca('1+1?', '```\\na\\n\\n\\nb\\n```'),
    options: { levels: { 'multiple-blank-lines': 'info' } },
  }),
  'text-nfc': inAlpaca(alpaca('Where do we meet?', 'In the cafe\u0301.'), 'e\u0301', {
    mended: alpaca('Where do we meet?', 'In the café.'),
    sound: alpaca('How is ɛ̃ said?', 'As in “fin”; x̄ is a mean.'),
  }),
  'instruction-equals-output': inAlpaca(alpaca(LAKE, LAKE), `"${LAKE}"}`, { sound: alpaca(`Repeat: ${LAKE}`, LAKE) }),
  'answer-echoes-prompt': inAlpaca(alpaca(LAKE, `${LAKE} Victoria.`), `${LAKE} Victoria`, {
    sound: alpaca(`Continue: ${LAKE}`, `Continue: ${LAKE} It is big.`),
  }),
  'input-duplicates-instruction': inAlpaca(
    '{"instruction": "1+1?", "input": "1+1?", "output": "2"}',
    '"1+1?", "output"',
    {
      mended: '{"instruction": "1+1?", "input": "", "output": "2"}',
    },
  ),
  'merged-instructions': inAlpaca(alpaca('1+1?', '2\\n\\n## 18. Instruction: Sing.'), '## 18'),
  'template-slot-in-text': inAlpaca(alpaca('What is {{idx}}?', 'A slot.'), '{{idx', {
    sound: alpaca('What is {{ idx }}?', 'A slot of a template.'),
  }),
  'url-hallucination': inAlpaca(alpaca('Summarize https://example.org/a', 'Prices rose.'), 'https', {
    sound: alpaca('What is a URL?', 'Such as https://example.org/a'),
  }),
  'markdown-broken': inAlpaca(alpaca('Print 1.', '```python\\nprint(1)'), '```', {
    sound: alpaca('Print 1.', '```python\\nprint(1)\\n```'),
    mended: alpaca('Print 1.', '```python\\nprint(1)\\n```'),
  }),
  'html-residue': inAlpaca(alpaca('Is 1 less than 2?', 'Yes: 1 &lt; 2.'), '&lt;', {
    sound: alpaca('Write HTML.', '1 &lt; 2'),
    mended: alpaca('Is 1 less than 2?', 'Yes: 1 < 2.'),
  }),
  'copy-code-residue': inAlpaca(alpaca('Print 1.', 'pythonCopy code\\nprint(1)'), 'pythonCopy', {
    sound: alpaca('Print 1.', 'Copy code: print(1)'),
    mended: alpaca('Print 1.', 'print(1)'),
  }),
  'special-token-in-content': inAlpaca(alpaca('1+1?', '2<|im_end|>'), '<|', {
    sound: alpaca('1+1?', '1 <s>2</s> 3'),
    mended: SOUND,
  }),
  'role-marker-in-text': inAlpaca(alpaca('1+1?', 'Assistant: 2'), 'Assistant:', {
    sound: alpaca('Write a dialogue.', 'User: Hi.\\nAssistant: Hello.'),
  }),
  'nested-dialogue': inAlpaca(alpaca('1+1?', '2\\nUser: 2+2?\\nAssistant: 4'), 'User:'),
};
