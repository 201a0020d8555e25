import fc from 'fast-check';
import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import type { CheckOptions } from '../../../src/rules/checker';
import { checkArguments } from '../../../src/rules/tools/checkArguments';
import { targets } from '../../../src/tokens/measuring';
import { applied, checked } from './check';

type Options = Omit<Partial<CheckOptions>, 'format'>;

const TOOL = { name: 'f', description: 'F', parameters: { type: 'object', properties: { x: { type: 'integer' } } } };

function sharegpt(call: unknown, tools: unknown = [TOOL]): string {
  const value = typeof call === 'string' ? call : JSON.stringify(call);
  return JSON.stringify({
    conversations: [
      { from: 'human', value: 'Go.' },
      { from: 'function_call', value },
      { from: 'observation', value: '1' },
      { from: 'gpt', value: 'Done.' },
    ],
    tools: JSON.stringify(tools),
  });
}

function messages(calls: unknown, results: readonly object[] = [{}], more: object = {}): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: 'Go.' },
      { role: 'assistant', content: null, tool_calls: calls },
      ...results.map((result) => ({ role: 'tool', content: '1', ...result })),
      { role: 'assistant', content: 'Done.' },
    ],
    ...more,
  });
}

function rulesOf(text: string, format: string, options: Options = {}): string[] {
  return checked(text, { format: formatById(format), ...options })
    .findings(Infinity)
    .map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('tool'));
}

/** What all first fixes of a rule make of a text. */
function mended(text: string, format: string, rule: string, options: Options = {}): string {
  const dataset = checked(text, { format: formatById(format), ...options });
  return applied(
    text,
    dataset.fixAll((finding) => (finding.rule === rule ? finding.fixes[0] : undefined)),
  );
}

const named = (args: unknown, more: object = {}): object => ({
  type: 'function',
  function: { name: 'f', arguments: args },
  ...more,
});

describe('tool calls', () => {
  it('are told once, however much is wrong with one', () => {
    assert.deepEqual(rulesOf(sharegpt("{'name': 'g.x', 'parameters': {}}"), 'sharegpt'), ['tool-call-json']);
    assert.deepEqual(rulesOf(sharegpt({ name: 'g', parameters: { y: 1 } }), 'sharegpt'), ['tool-call-shape']);
    assert.deepEqual(rulesOf(sharegpt({ name: 'g', arguments: { y: 1 } }), 'sharegpt'), ['tool-undeclared']);
    assert.deepEqual(rulesOf(sharegpt('<tool_call>{"name": "g"}</tool_call>'), 'sharegpt'), ['tool-multi-block']);
  });

  it('are not said to be undeclared where the declarations can’t be read', () => {
    assert.deepEqual(rulesOf(sharegpt({ name: 'g', arguments: {} }, TOOL), 'sharegpt'), ['tools-json']);
    assert.deepEqual(rulesOf(sharegpt({ name: 'g', arguments: {} }, [{ description: 'G' }]), 'sharegpt'), [
      'tools-schema',
    ]);
  });

  it('may come several in one text, with a thought in front', () => {
    const calls = [
      { name: 'f', arguments: { x: 1 } },
      { name: 'f', arguments: { x: 2 } },
    ];
    assert.deepEqual(rulesOf(sharegpt(calls), 'sharegpt', { target: 'llamafactory' }), []);
    const thought = `<think>\nx\n</think>\n\n${JSON.stringify(calls)}`;
    assert.deepEqual(rulesOf(sharegpt(thought), 'sharegpt', { target: 'llamafactory', template: 'qwen3' }), []);
  });

  it('are named each for itself in a list', () => {
    const calls = [{ name: 'f', arguments: { x: 'one' } }, { name: 'f' }];
    assert.deepEqual(rulesOf(sharegpt(calls), 'sharegpt'), ['tool-args-schema', 'tool-call-shape']);
  });

  it('behind a thought are mended in place', () => {
    const thought = '<think>\n"why"\n</think>\n\n';
    const broken = sharegpt(`${thought}{"name": "f", "arguments": {"x": 1,}}`);
    assert.equal(
      mended(broken, 'sharegpt', 'tool-call-json'),
      sharegpt(`${thought}{"name": "f", "arguments": {"x": 1}}`),
    );
    const wrongKey = sharegpt(`${thought}{"name": "f", "args": {"x": 1}}`);
    assert.equal(
      mended(wrongKey, 'sharegpt', 'tool-call-shape'),
      sharegpt(`${thought}{"name": "f", "arguments": {"x": 1}}`),
    );
  });

  it('in a list get the function that they lack', () => {
    assert.equal(
      mended(messages([{ id: 'a', name: 'f', args: {} }], [{ tool_call_id: 'a' }]), 'messages', 'tool-call-shape'),
      messages([{ id: 'a', function: { name: 'f', arguments: {} } }], [{ tool_call_id: 'a' }]).replace(
        '"function":{',
        '"type": "function", "function": {',
      ),
    );
  });

  it('as text have arguments that LLaMA-Factory takes, and as OpenAI wants them', () => {
    const text = messages([named('{"x": 1}')]);
    const object = messages([named({ x: 1 })]);
    const off: Options = { levels: { 'tool-call-id': 'off' } };
    assert.deepEqual(rulesOf(text, 'messages'), []);
    assert.deepEqual(rulesOf(object, 'messages'), []);
    assert.deepEqual(rulesOf(text, 'messages', { ...off, target: 'llamafactory' }), ['tool-args-type']);
    assert.deepEqual(rulesOf(object, 'messages', { ...off, target: 'openai' }), ['tool-args-type']);
    assert.equal(mended(object, 'messages', 'tool-args-type', { target: 'openai' }), messages([named('{"x":1}')]));
  });

  it('answered in another order keep their ids', () => {
    const calls = [named({}, { id: 'a' }), named({}, { id: 'b' })];
    assert.deepEqual(rulesOf(messages(calls, [{ tool_call_id: 'b' }, { tool_call_id: 'a' }]), 'messages'), []);
  });

  it('without ids get some where others have one', () => {
    const broken = messages([named({}, { id: 'a' }), named({})], [{ tool_call_id: 'a' }, {}]);
    assert.deepEqual(rulesOf(broken, 'messages'), ['tool-call-id']);
    const after = mended(broken, 'messages', 'tool-call-id');
    assert.deepEqual(rulesOf(after, 'messages'), []);
    assert.equal(mended(after, 'messages', 'tool-call-id'), after);
  });

  it('need no result at the end of a record', () => {
    const text = JSON.stringify({
      messages: [
        { role: 'user', content: 'Go.' },
        { role: 'assistant', content: null, tool_calls: [named({})] },
      ],
    });
    assert.deepEqual(rulesOf(text, 'messages'), []);
  });

  it('between tags in an ordinary answer are answered by a result', () => {
    const text = JSON.stringify({
      messages: [
        { role: 'user', content: 'Go.' },
        { role: 'assistant', content: '<tool_call>\n{"name": "f", "arguments": {}}\n</tool_call>' },
        { role: 'tool', content: '1' },
        { role: 'assistant', content: 'Done.' },
      ],
    });
    assert.deepEqual(rulesOf(text, 'messages'), []);
  });
});

describe('declared tools', () => {
  it('are mended as JSON inside a string', () => {
    const broken = sharegpt({ name: 'f', arguments: {} }).replace(
      /"tools":.*$/,
      `"tools": "[{'name': 'f', 'description': 'F', 'parameters': {'properties': {}}}]"}`,
    );
    assert.deepEqual(rulesOf(broken, 'sharegpt'), ['tools-json']);
    assert.deepEqual(rulesOf(mended(broken, 'sharegpt', 'tools-json'), 'sharegpt'), []);
  });

  it('name types as JSON Schema does', () => {
    const tool = { ...TOOL, parameters: { type: 'dict', properties: { x: { type: 'int' } } } };
    const after = mended(sharegpt({ name: 'f', arguments: { x: 1 } }, [tool]), 'sharegpt', 'tools-schema');
    assert.match(after, /\\"type\\":\\"object\\",\\"properties\\":\{\\"x\\":\{\\"type\\":\\"integer\\"/);
  });

  it('may be a list where the trainer reads lists, and have to be one for OpenAI', () => {
    const list = messages([named('{}', { id: 'a' })], [{ tool_call_id: 'a' }], {
      tools: [{ type: 'function', function: TOOL }],
    });
    const text = messages([named('{}', { id: 'a' })], [{ tool_call_id: 'a' }], {
      tools: JSON.stringify([{ type: 'function', function: TOOL }]),
    });
    assert.deepEqual(rulesOf(list, 'messages', { target: 'openai' }), []);
    assert.deepEqual(rulesOf(text, 'messages', { target: 'trl' }), []);
    assert.deepEqual(rulesOf(text, 'messages', { target: 'openai' }), ['tools-json']);
    assert.equal(mended(text, 'messages', 'tools-json', { target: 'openai' }), list);
  });
});

describe('the arguments of a call', () => {
  const kinds = (value: unknown, schema: unknown): string[] =>
    checkArguments(value, schema).map(({ kind, path }) => `${kind}@${path.join('.')}`);

  it('are compared with the declared parameters, also within lists and objects', () => {
    const schema = {
      type: 'object',
      properties: {
        items: { type: 'array', items: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } },
        unit: { enum: ['C', 'F'] },
      },
      required: ['items', 'unit'],
    };
    assert.deepEqual(kinds({ items: [{ n: 1 }], unit: 'C' }, schema), []);
    assert.deepEqual(kinds({ items: [{ n: '1' }, {}], unit: 'K', more: 1 }, schema), [
      'type@items.0.n',
      'missing@items.1',
      'value@unit',
      'unknown@more',
    ]);
    assert.deepEqual(kinds({}, schema), ['missing@']);
  });

  it('may be of any of several schemas, referred to or not', () => {
    const schema = {
      properties: { at: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/place' }] } },
      $defs: { place: { type: 'object', properties: { lat: { type: 'number' } }, required: ['lat'] } },
    };
    assert.deepEqual(kinds({ at: null }, schema), []);
    assert.deepEqual(kinds({ at: { lat: 1 } }, schema), []);
    assert.deepEqual(kinds({ at: { lat: 'x' } }, schema), ['type@at.lat']);
  });

  it('that are not declared are taken for absent ones with a similar name, or for the only one that is missing', () => {
    const schema = { properties: { city: { type: 'string' }, unit: { type: 'string' } }, required: ['city'] };
    const likely = (value: unknown): unknown[] =>
      checkArguments(value, schema).map((fault) => (fault.kind === 'unknown' ? fault.likely : fault.kind));
    assert.deepEqual(likely({ town: 'x' }), ['city']);
    assert.deepEqual(likely({ town: 'x', Unit: 'C' }), [undefined, 'unit']);
    assert.deepEqual(likely({ city: 'x', citty: 'y' }), [undefined]);
  });

  it('are underlined where they stand, also in text, and get their name', () => {
    const tool = { name: 'f', description: 'F', parameters: { properties: { city: { type: 'string' } } } };
    const at = (text: string, format: string): string[] =>
      checked(text, { format: formatById(format) })
        .findings(Infinity)
        .filter(({ rule }) => rule === 'tool-args-schema')
        .map(({ range: { start, end } }) => text.slice(start.character, end.character));
    const texts = [
      ['messages', (args: object): string => messages([named(JSON.stringify(args))], [{}], { tools: [tool] })],
      ['messages', (args: object): string => messages([named(args)], [{}], { tools: [tool] })],
      ['sharegpt', (args: object): string => sharegpt({ name: 'f', arguments: JSON.stringify(args) }, [tool])],
      ['sharegpt', (args: object): string => sharegpt({ name: 'f', arguments: args }, [tool])],
    ] as const;
    for (const [format, text] of texts) {
      assert.match(at(text({ cty: '厦门' }), format).join(), /^\\*"cty\\*"$/);
      assert.match(at(text({ city: 17 }), format).join(), /^17$/);
      assert.equal(mended(text({ cty: '厦"门' }), format, 'tool-args-schema'), text({ city: '厦"门' }));
    }
  });

  it('are not compared for ever with alternatives that refer to themselves', () => {
    const circle = { anyOf: [{ $ref: '#' }, { $ref: '#' }, { type: 'string' }], allOf: [{ $ref: '#' }, { $ref: '#' }] };
    assert.deepEqual(kinds({ a: 1 }, circle), []);
    const many = Array.from({ length: 5000 }, (_, i) => `v${i}`);
    assert.deepEqual(kinds({ a: many }, { properties: { a: { items: { enum: many.map((v) => [v]) } } } }), []);
  });

  it('are let pass where the schema says nothing, nonsense, or turns in a circle', () => {
    assert.deepEqual(kinds({ a: 1 }, undefined), []);
    assert.deepEqual(kinds({ a: 1 }, { type: 'dict', properties: [], required: 'a' }), []);
    assert.deepEqual(kinds({ a: 1 }, { $ref: '#' }), []);
    assert.deepEqual(kinds({ a: { a: {} } }, { properties: { a: { $ref: '#' } } }), []);
    assert.deepEqual(
      kinds({ a: null, b: 1 }, { properties: { a: { type: 'string' } }, additionalProperties: true }),
      [],
    );
  });
});

describe('rules on tools', () => {
  it('neither throw nor break a record, whatever stands where calls and tools should', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        ' ',
        '{',
        '[]',
        '{}',
        '[1]',
        [],
        {},
        [null],
        7,
        '<tool_call>',
        '<think>x',
        'call f',
      ),
      fc.constantFrom<unknown>(
        { name: 'f' },
        { function: 'f', parameters: '{}' },
        { function: { name: 1 } },
        [{ name: '' }],
        '{"function": {"name": "f"}}',
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const target = fc.constantFrom(undefined, ...targets);
    fc.assert(
      fc.property(odd, odd, odd, target, (call, tools, id, trainer) => {
        const records = [
          ['sharegpt', JSON.stringify({ ...(JSON.parse(sharegpt(call)) as object), tools })],
          ['messages', messages(call, [{ tool_call_id: id }, {}], { tools })],
          ['messages', messages([call, named(call, { id })], [{ tool_call_id: id }], { tools: [tools] })],
        ] as const;
        for (const [format, text] of records) {
          const dataset = checked(text, { format: formatById(format), target: trainer });
          for (const { placed, finding } of dataset.findingsIn({
            start: { line: 0, character: 0 },
            end: { line: 1, character: 0 },
          })) {
            for (const fix of finding.fixes) JSON.parse(applied(text, dataset.editsOf(placed, fix)));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
