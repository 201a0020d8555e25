import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatById, formats, type Fields, type Format } from '../../../src/dataset/format';
import { allTurns, type Sample } from '../../../src/dataset/sample';
import { at, pointersOf, recordsOf } from './formatRecords';

const read = (id: string, index: number): Sample => formatById(id)!.read(recordsOf(id)[index]!);
const roles = (sample: Sample): string[] => sample.turns.map(({ role }) => role);

describe('formats', () => {
  for (const format of formats) {
    it(`${format.id}: its records are sound and speak for it`, () => {
      for (const record of recordsOf(format.id)) {
        assert.ok(format.validate(record), `${JSON.stringify(record)}: ${JSON.stringify(format.validate.errors)}`);
        assert.ok(format.recognises(record), JSON.stringify(record));
      }
    });

    it(`${format.id}: every pointer of a sample names a part of the record`, () => {
      for (const record of recordsOf(format.id)) {
        for (const pointer of pointersOf(format.read(record))) assert.notEqual(at(record, pointer), undefined, pointer);
      }
    });

    it(`${format.id}: every text of a sample stands where its pointers say`, () => {
      for (const record of recordsOf(format.id)) {
        for (const { content, pointers, role } of allTurns(format.read(record))) {
          const joined = pointers
            .map((pointer) => at(record, pointer) as string)
            .join(role === 'user' && format.words.role === '' ? '\n' : '');
          if (typeof at(record, pointers[0]!) === 'string') assert.equal(joined, content);
        }
      }
    });

    it(`${format.id}: its snippets are sound records of it`, () => {
      assert.notEqual(format.snippets().length, 0);
      for (const { body, label } of format.snippets()) {
        const record = JSON.parse(expanded(body)) as Fields;
        assert.ok(format.validate(record), `${label}: ${JSON.stringify(format.validate.errors)}`);
        assert.ok(format.recognises(record), label);
      }
    });

    it(`${format.id}: reads whatever it is given`, () => {
      fc.assert(
        fc.property(anyRecord(format), (record) => readsSafely(format, record)),
        { numRuns: 300 },
      );
    });
  }

  it('read a ShareGPT call as calls of the assistant', () => {
    const { turns, tools } = read('sharegpt', 2);
    assert.deepEqual(
      turns.map(({ role, name }) => `${role} ${name}`),
      ['user human', 'assistant function_call', 'tool observation', 'assistant gpt'],
    );
    assert.equal(turns[1]!.calls?.form, 'text');
    assert.deepEqual(
      turns[1]!.calls?.calls.map(({ name, arguments: args, path }) => ({ name, args, path })),
      [{ name: 'weather', args: { city: 'Lund' }, path: [] }],
    );
    assert.equal(tools?.form, 'text');
  });

  it('read calls behind a thought, and several as a list', () => {
    const value = '<think>\nLook.\n</think>\n\n[{"name": "f", "arguments": {}}, {"name": "g"}]';
    const [turn] = formatById('sharegpt')!.read({ conversations: [{ from: 'function_call', value }] }).turns;
    assert.deepEqual(
      turn!.calls?.calls.map(({ name, path }) => [name, path]),
      [
        ['f', [0]],
        ['g', [1]],
      ],
    );
  });

  it('keep a call that is no JSON, without its value', () => {
    const [turn] = formatById('sharegpt')!.read({ conversations: [{ from: 'function_call', value: 'call f' }] }).turns;
    assert.deepEqual(turn!.calls, { form: 'text', pointer: '/conversations/0/value', value: undefined, calls: [] });
  });

  it('guess roles that they do not know', () => {
    const said = ['user', 'assistant', 'bot', 'tool_response', '旁白', 'tool'].map((from) => ({ from, value: 'x' }));
    const { turns } = formatById('sharegpt')!.read({ conversations: said });
    assert.deepEqual(
      turns.map(({ role, isKnown }) => `${role} ${isKnown}`),
      ['user false', 'assistant false', 'assistant false', 'tool false', 'other false', 'tool false'],
    );
  });

  it('read tool calls, their results and weights of messages', () => {
    const { turns, tools } = read('messages', 2);
    assert.deepEqual(roles({ turns }), ['user', 'assistant', 'tool', 'assistant']);
    const [call] = turns[1]!.calls!.calls;
    assert.deepEqual(
      { ...call, source: undefined },
      {
        source: undefined,
        pointer: '/messages/1/tool_calls/0',
        path: [],
        name: 'weather',
        arguments: '{"city": "Lund"}',
        id: 'call_1',
      },
    );
    assert.deepEqual(turns[2]!.callId, { value: 'call_1', pointer: '/messages/2/tool_call_id' });
    assert.deepEqual(turns[3]!.weight, { key: 'weight', value: 1, pointer: '/messages/3/weight' });
    assert.equal(tools?.form, 'value');
  });

  it('read parts of text and media', () => {
    const { turns, media } = read('messages', 3);
    assert.equal(turns[0]!.content, 'What is this?');
    assert.deepEqual(turns[0]!.pointers, ['/messages/0/content/0/text']);
    assert.deepEqual(media, [
      {
        kind: 'image',
        pointer: '/messages/0/content/1',
        items: [{ value: 'pictures/1.png', pointer: '/messages/0/content/1/image_url/url' }],
      },
    ]);
  });

  it('read listed media, and reasoning in a field of its own', () => {
    const { turns, media } = read('messages', 4);
    assert.deepEqual(turns[1]!.reasoning, { text: 'Long red bill.', pointer: '/messages/1/reasoning_content' });
    assert.deepEqual(media, [
      { kind: 'image', pointer: '/images', items: [{ value: 'pictures/2.png', pointer: '/images/0' }] },
    ]);
  });

  it('read ms-swift’s roles', () => {
    const { turns } = read('messages', 5);
    assert.deepEqual(roles({ turns }), ['user', 'assistant', 'tool', 'assistant']);
    assert.equal(turns[1]!.calls?.calls[0]!.name, 'weather');
    assert.deepEqual(turns[3]!.weight, { key: 'loss', value: false, pointer: '/messages/3/loss' });
  });

  it('read the typed parts of LLaMA-Factory’s v1', () => {
    const reasoning = read('llamafactory-v1', 1).turns[2]!;
    assert.equal(reasoning.content, '4');
    assert.deepEqual(reasoning.reasoning, { text: 'Two and two.', pointer: '/messages/2/content/0/value' });
    const { calls } = read('llamafactory-v1', 2).turns[1]!;
    assert.deepEqual(
      calls?.calls.map(({ pointer }) => pointer),
      ['/messages/1/content/0/value', '/messages/1/content/1/value'],
    );
  });

  it('read what both answers of a pair share as the prompt', () => {
    for (const [id, index] of [
      ['llamafactory-v1', 4],
      ['preference-alpaca', 0],
      ['preference-sharegpt', 0],
      ...recordsOf('preference-messages').map((_, i) => ['preference-messages', i] as const),
    ] as const) {
      const { turns, preference } = read(id, index);
      assert.deepEqual(roles({ turns }), ['user'], `${id} ${index}`);
      for (const answer of [preference?.chosen, preference?.rejected]) {
        assert.deepEqual(roles({ turns: answer!.turns }), ['assistant'], `${id} ${index}`);
        assert.notEqual(answer!.turns[0]!.content, '');
      }
      assert.notEqual(preference?.chosen?.turns[0]!.content, preference?.rejected?.turns[0]!.content);
    }
  });

  it('leave each of two equal answers its last turn', () => {
    const conversation = [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
    ];
    const { turns, preference } = formatById('preference-messages')!.read({
      chosen: conversation,
      rejected: conversation,
    });
    assert.deepEqual(roles({ turns }), ['user']);
    assert.equal(preference?.chosen?.turns.length, 1);
    assert.equal(preference.rejected?.turns.length, 1);
  });

  it('read a whole conversation as prompt and answer where the other one is missing', () => {
    const conversation = [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
    ];
    for (const [id, record] of [
      ['preference-messages', { rejected: conversation }],
      ['llamafactory-v1', { rejected_messages: conversation }],
    ] as const) {
      const { turns, preference } = formatById(id)!.read(record);
      assert.deepEqual(roles({ turns }), ['user']);
      assert.equal(preference?.chosen, undefined);
      assert.equal(preference?.rejected?.turns.length, 1);
    }
  });

  it('read a verdict', () => {
    for (const id of ['kto-alpaca', 'kto-sharegpt', 'kto-messages', 'kto-prompt-completion']) {
      assert.deepEqual(
        [0, 1].map((index) => read(id, index).label?.value),
        [true, false],
        id,
      );
    }
    assert.deepEqual(read('kto-prompt-completion', 3).label, { value: false, pointer: '/label' });
  });

  it('read questions and answers under the names that ms-swift knows', () => {
    assert.deepEqual(
      read('query-response', 2).turns.map(({ pointer }) => pointer),
      ['/question', '/answer'],
    );
    assert.deepEqual(roles(read('query-response', 3)), ['system', 'user', 'assistant', 'user', 'assistant']);
    const format = formatById('query-response')!;
    assert.equal(format.validate({ question: '', answer: 'x' }), false);
    assert.deepEqual(
      format.validate.errors?.map(({ instancePath }) => instancePath),
      ['/question'],
    );
  });

  it('ask of a KTO record for one verdict', () => {
    const format = formatById('kto-alpaca')!;
    assert.equal(format.validate({ instruction: 'a', output: 'b' }), false);
    assert.ok(format.validate.errors?.some(({ params }) => params.missingProperty === 'kto_tag'));
  });

  it('ask of a message for a content unless it has calls', () => {
    const format = formatById('messages')!;
    const withMessage = (message: object): boolean => format.validate({ messages: [message] });
    assert.ok(withMessage({ role: 'assistant', tool_calls: [] }));
    assert.ok(!withMessage({ role: 'assistant' }));
    assert.ok(withMessage({ role: 'assistant', content: null }));
  });
});

describe('ordinary records', () => {
  const ordinary = (record: Fields, id = 'messages'): boolean => formatById(id)!.isOrdinary(record);
  const user = { role: 'user', content: 'hi' };
  const assistant = { role: 'assistant', content: 'hello' };
  const system = { role: 'system', content: 'Be brief.' };

  it('are those of plain texts by turns', () => {
    assert.ok(ordinary({ messages: [user, assistant] }));
    assert.ok(ordinary({ messages: [system, user, assistant, user, assistant], id: 3 }));
    assert.ok(ordinary({ messages: [user, assistant], system: 'Be brief.' }));
    assert.ok(
      ordinary(
        {
          conversations: [
            { from: 'human', value: 'a' },
            { from: 'gpt', value: 'b' },
          ],
        },
        'sharegpt',
      ),
    );
  });

  it('are no others', () => {
    const others: Fields[] = [
      { messages: [user] },
      { messages: [] },
      { messages: 'x' },
      { messages: [assistant, user] },
      { messages: [user, user, assistant] },
      { messages: [user, system, assistant] },
      { messages: [system, system, user, assistant] },
      { messages: [system, user, assistant], system: 'Be brief.' },
      { messages: [user, assistant], system: '' },
      { messages: [user, { ...assistant, content: ' \n' }] },
      { messages: [user, { ...assistant, weight: 1 }] },
      { messages: [user, { ...assistant, content: [] }] },
      { messages: [user, { role: 'bot', content: 'a' }] },
      { messages: [user, { role: 'tool_call', content: 'a' }] },
      { messages: [user, null] },
    ];
    for (const record of others) assert.ok(!ordinary(record), JSON.stringify(record));
  });
});

/** A snippet's text with something typed at its stops, but for those between braces. */
function expanded(body: string): string {
  return body
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\{\$\d+/g, '{')
    .replace(/\$0$/, '')
    .replace(/\$\d+/g, 'text')
    .replace(/\\([\\$}])/g, '$1');
}

/** Records made of the format's fields, with values of all kinds, near to sound ones and far from them. */
function anyRecord(format: Format): fc.Arbitrary<Fields> {
  const key = fc.constantFrom(
    'role',
    'content',
    'from',
    'value',
    'type',
    'text',
    'tool_calls',
    'function',
    'arguments',
  );
  const scalar = fc.oneof(
    fc.constantFrom(
      'user',
      'assistant',
      'human',
      'gpt',
      'function_call',
      'system',
      'text',
      'image_url',
      '',
      '{"name": 1}',
      '[',
    ),
    fc.constantFrom(null, true, 0, 1.5),
    fc.string({ maxLength: 4 }),
  );
  const value = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  return fc.dictionary(fc.constantFrom(...Object.keys(format.schema.properties)), value, { maxKeys: 6 });
}

function readsSafely(format: Format, record: Fields): void {
  format.validate(record);
  format.recognises(record);
  format.isOrdinary(record);
  for (const pointer of pointersOf(format.read(record))) assert.notEqual(at(record, pointer), undefined, pointer);
}
