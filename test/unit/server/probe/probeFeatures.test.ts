import assert from 'node:assert/strict';
import { isCase, type NoCase, type ProbeCase } from '../../../../src/probe/cases/probeCase';
import {
  ChooseCases,
  EditFromProbe,
  FindOccurrences,
  GetCases,
  MakePair,
  type ChosenCases,
  type MakePairResult,
  type Occurrences,
} from '../../../../src/protocol/probeRecords';
import { formatById } from '../../../../src/dataset/format';
import { lines, ProbeServer } from './probeServer';

const ALL = { filter: 'all', search: '' };

/** Twenty records of types a, b and none. */
const MANY = lines(
  ...Array.from({ length: 20 }, (_, i) => ({
    instruction: `question ${i}`,
    output: i % 2 ? '红色' : 'blue',
    ...(i % 3 < 2 && { task_type: i % 3 ? 'a' : 'b - c' }),
  })),
);

const PROVENANCE = { from: 'probe', record: 'k', model: 'm', at: '2026-01-01T00:00:00.000Z' } as const;

describe('what the server says of a record that is asked for', () => {
  it('is its case, and the turns that there are', async () => {
    const server = new ProbeServer(
      lines({ instruction: 'Q', output: 'A', history: [['q', 'a']] }, { instruction: 'Q' }),
    );
    const last = await server.caseOf(0);
    assert.ok(last && isCase(last.case));
    assert.deepEqual([last.digest, last.turns, last.case.turn], [server.digest(0), [1, 3], 3]);
    const first = await server.caseOf(0, 1);
    assert.ok(first && isCase(first.case) && first.case.turn === 1);
    const other = await server.caseOf(0, 2);
    assert.ok(other && isCase(other.case) && other.case.turn === 3);
    assert.equal(await server.caseOf(2), null);
    const none = await server.caseOf(1);
    assert.ok(none && !isCase(none.case));
    assert.deepEqual(none.turns, []);
  });
});

describe('choosing cases', () => {
  const choose = (server: ProbeServer, choice: object, turns = 'last'): Promise<ChosenCases | null> =>
    server.ask(ChooseCases, { choice, turns });

  it('takes what a query finds, records by their numbers, or so many of each type', async () => {
    const server = new ProbeServer(MANY);
    const red = await choose(server, { kind: 'query', query: { filter: 'all', search: '红' } });
    assert.deepEqual(
      red?.cases.map(({ record }) => record),
      [1, 3, 5, 7, 9, 11, 13, 15, 17, 19],
    );
    const two = await choose(server, { kind: 'records', records: [7, 3, 99] });
    assert.deepEqual(
      two?.cases.map(({ record, turn }) => [record, turn]),
      [
        [3, 1],
        [7, 1],
      ],
    );
    const each = { kind: 'perType', count: 2, seed: 1, query: ALL };
    const drawn = (await choose(server, each))!.cases.map(({ record }) => record);
    assert.deepEqual(drawn.map((record) => record % 3).sort(), [0, 0, 1, 1, 2, 2]);
    assert.deepEqual(
      (await choose(server, each))!.cases.map(({ record }) => record),
      drawn,
    );
    const others = (await choose(server, { ...each, seed: 2 }))!.cases.map(({ record }) => record);
    assert.notDeepEqual(others, drawn);
  });

  it('tells what it leaves out, and a search that is wrong', async () => {
    const text = lines({ instruction: 'Q', output: 'A' }, '{"instruction"', { instruction: 'Q' });
    const server = new ProbeServer(text, { format: { id: 'alpaca' } });
    const chosen = (await choose(server, { kind: 'query', query: ALL }))!;
    assert.deepEqual(
      [chosen.cases.length, chosen.leftOut.map(({ record, problem }) => [record, problem !== ''])],
      [
        1,
        [
          [1, true],
          [2, true],
        ],
      ],
    );
    const wrong = await choose(server, { kind: 'query', query: { filter: 'all', search: '/(/' } });
    assert.ok(wrong?.fault);
    const cancelled = await server.ask(
      ChooseCases,
      { choice: { kind: 'records', records: [0] }, turns: 'all' },
      { isCancellationRequested: true },
    );
    assert.equal(cancelled, null);
  });

  it('gives the cases themselves, wherever their records stand by now', async () => {
    const server = new ProbeServer(MANY);
    const { cases } = (await choose(server, { kind: 'records', records: [2, 3] }))!;
    const get = (): Promise<readonly (ProbeCase | NoCase)[]> => server.ask(GetCases, { cases });
    assert.deepEqual(
      (await get()).map((each) => isCase(each) && each.messages[0]!.content),
      ['question 2', 'question 3'],
    );
    const start = { line: 0, character: 0 };
    server.document.update([{ range: { start, end: start }, text: lines({ instruction: 'new', output: 'x' }) }], 8);
    const at = { line: 3, character: MANY.split('\n')[2]!.indexOf('question') };
    server.document.update([{ range: { start: at, end: at }, text: 'other ' }], 9);
    const [changed, moved] = await get();
    assert.ok(changed && !isCase(changed) && changed.record === 2);
    assert.ok(moved && isCase(moved) && moved.record === 4);
  });
});

describe('finding a text in the dataset', () => {
  const find = (server: ProbeServer, text: string): Promise<Occurrences> => server.ask(FindOccurrences, { text });

  it('counts records with it in prompts and in answers, by task type', async () => {
    const found = await find(new ProbeServer(MANY), '红');
    assert.deepEqual([found.prompts, found.answers, found.records], [0, 10, 20]);
    assert.deepEqual(
      found.types.map(({ name, answers, records }) => [name, answers, records]),
      [
        ['a', 4, 7],
        ['b - c', 3, 7],
        ['', 3, 6],
      ].sort((a, b) => Number(b[1]) - Number(a[1]) || Number(b[2]) - Number(a[2])),
    );
    assert.deepEqual(found.hits[0]!.where, 'answer');
    assert.equal(found.hits[0]!.excerpt, '红色');
    const asked = await find(new ProbeServer(MANY), 'question 1');
    assert.deepEqual([asked.prompts, asked.answers, asked.hits[0]!.where], [11, 0, 'prompt']);
    assert.equal((await find(new ProbeServer(MANY), '')).hits.length, 0);
  });

  it('lists a record twice that has it in its prompt and in its answer', async () => {
    const text = lines('{"instruction": "What is water?", "output": "A water molecule has three atoms."}');
    const { hits } = await find(new ProbeServer(text), 'water');
    assert.deepEqual(
      hits.map(({ record, where, excerpt }) => [record, where, excerpt]),
      [
        [0, 'answer', 'A water molecule has three atoms.'],
        [0, 'prompt', 'What is water?'],
      ],
    );
  });

  it('looks at what texts say, not at how they are written', async () => {
    const text = lines('{"instruction": "\\u4f60\\u597d", "output": "say \\"hi\\"\\nnow", "note": "note"}');
    const server = new ProbeServer(text);
    assert.equal((await find(server, '你好')).prompts, 1);
    assert.equal((await find(server, 'say "hi"\nnow')).answers, 1);
    assert.equal((await find(server, 'say \\"hi\\"')).answers, 0);
    assert.equal((await find(server, 'note')).hits.length, 0);
  });

  it('knows thoughts, calls and the chosen answer, and no rejected ones', async () => {
    const messages = new ProbeServer(
      lines({
        messages: [
          { role: 'user', content: 'Q' },
          {
            ...{ role: 'assistant', content: '', reasoning_content: 'because' },
            tool_calls: [{ function: { name: 'lookUp', arguments: { city: 'Paris' } } }],
          },
        ],
      }),
    );
    for (const text of ['because', 'lookUp', 'Paris']) assert.equal((await find(messages, text)).answers, 1, text);
    const pair = new ProbeServer(lines({ instruction: 'Q', chosen: 'good', rejected: 'bad' }));
    assert.equal((await find(pair, 'good')).answers, 1);
    assert.equal((await find(pair, 'bad')).answers, 0);
  });

  it('shows some words around it, without halves of characters', async () => {
    const long = `${'😀'.repeat(100)}here${'\n '.repeat(100)}`;
    const [hit] = (await find(new ProbeServer(lines({ instruction: 'Q', output: long })), 'here')).hits;
    assert.equal(hit!.excerpt, `…${'😀'.repeat(20)}here…`);
  });
});

describe('making data of a probe', () => {
  const record = '{"id": "r1", "instruction":"Q", "n": 1.0, "output":"A", "task_type": "a"}';
  const text = lines(record, '{"id": "r1-probe", "instruction":"\\u4f60", "output":"B"}');

  it('accepts an answer in its place', async () => {
    const operation = { kind: 'acceptAnswer', turn: 1, content: '好', reasoning: '', calls: [] };
    assert.deepEqual(await new ProbeServer(text).edited(0, operation), [text.replace('"A"', '"\\u597d"'), 0]);
  });

  it('refuses records that say something else by now, or are gone', async () => {
    const server = new ProbeServer(text);
    const operation = { kind: 'acceptAnswer', turn: 1, content: 'x', reasoning: '', calls: [] };
    for (const anchor of [0, 5]) {
      const result = await server.ask<object>(EditFromProbe, { anchor, digest: 'other', operation });
      assert.ok('refused' in result);
    }
    assert.match(String(await server.edited(0, { kind: 'setRejected', turn: 1, content: 'x' })), /preference pair/);
  });

  it('sets the rejected answer of a pair', async () => {
    const pair = lines({ instruction: 'Q', chosen: 'A', rejected: 'B' });
    const server = new ProbeServer(pair);
    assert.deepEqual(await server.edited(0, { kind: 'setRejected', turn: 1, content: 'C' }), [
      pair.replace('"B"', '"C"'),
      0,
    ]);
  });

  it('makes a new record behind it, with an id of its own and a word on where it comes from', async () => {
    const operation = {
      ...{
        kind: 'newRecord',
        turn: 1,
        texts: [{ message: 0, text: 'P' }],
        answer: { content: 'C', reasoning: '', calls: [] },
      },
      provenance: PROVENANCE,
    };
    const result = await new ProbeServer(text).edited(0, operation);
    assert.ok(typeof result !== 'string');
    const [after, at] = result;
    const made =
      '{"id": "r1-probe-2", "instruction":"P", "n": 1.0, "output":"C", "task_type": "a", ' +
      '"provenance": {"from": "probe", "record": "k", "model": "m", "at": "2026-01-01T00:00:00.000Z"}}';
    assert.deepEqual(after.split('\n').slice(0, 2), [record, made]);
    assert.equal(at, 1);
  });

  it('makes it in arrays too, laid out as the record is', async () => {
    const array = '[\n  {\n    "instruction": "Q",\n    "output": "A"\n  }\n]\n';
    const operation = { kind: 'newRecord', turn: 1, texts: [], answer: null, provenance: PROVENANCE };
    const result = await new ProbeServer(array).edited(0, operation);
    assert.ok(typeof result !== 'string');
    const made = JSON.stringify({ instruction: 'Q', output: 'A', provenance: PROVENANCE });
    assert.equal(JSON.stringify((JSON.parse(result[0]) as object[])[1]), made);
    assert.ok(result[0].includes('    "output": "A",\n    "provenance": {"from": "probe", '));
  });

  it('takes the texts of the prompt by the messages of the case', async () => {
    const talk = lines({
      system: 'beside',
      conversations: [
        { from: 'system', value: 'first' },
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: 'A' },
        { from: 'human', value: 'Q2' },
        { from: 'gpt', value: 'A2' },
      ],
    });
    const texts = [
      { message: 0, text: 'other' },
      { message: 1, text: 'P' },
    ];
    const result = await new ProbeServer(talk).edited(0, {
      ...{ kind: 'newRecord', turn: 3, texts, answer: null, provenance: PROVENANCE },
    });
    assert.ok(typeof result !== 'string', String(result));
    assert.deepEqual(JSON.parse(result[0].split('\n')[1]!), {
      system: 'beside',
      conversations: [
        { from: 'system', value: 'other' },
        { from: 'human', value: 'P' },
        { from: 'gpt', value: 'A' },
      ],
      provenance: PROVENANCE,
    });
  });
});

describe('a preference pair of a record', () => {
  it('has a rejected answer with a text', async () => {
    const server = new ProbeServer(lines({ instruction: 'Q', output: 'A' }));
    const params = { anchor: 0, digest: server.digest(0), turn: 1, rejected: '', provenance: PROVENANCE };
    const result = await server.ask<MakePairResult>(MakePair, params);
    assert.ok('refused' in result);
    assert.match(result.refused, /no text, only thoughts or calls/);
  });

  async function pairOf(
    record: object | string,
    turn: number,
  ): Promise<{ value: Record<string, unknown>; line: string; id: string }> {
    const server = new ProbeServer(lines(record));
    const params = { anchor: 0, digest: server.digest(0), turn, rejected: 'bad "one"', provenance: PROVENANCE };
    const result = await server.ask<MakePairResult>(MakePair, params);
    assert.ok('line' in result, JSON.stringify(result));
    assert.doesNotMatch(result.line, /\n/);
    assert.equal(result.fileName, 'train.pairs.jsonl');
    const value = JSON.parse(result.line) as Record<string, unknown>;
    const format = formatById(result.formatId)!;
    assert.ok(format.recognises(value), `${result.formatId}: ${result.line}`);
    assert.ok(format.validate(value), JSON.stringify(format.validate.errors));
    const { preference } = format.read(value);
    assert.equal(preference?.rejected?.turns.at(-1)?.content, 'bad "one"');
    assert.deepEqual(value.provenance, PROVENANCE);
    return { value, line: result.line, id: result.formatId };
  }

  it('is of the format that fits the file’s', async () => {
    const alpaca = await pairOf(
      '{"instruction": "Q", "input": "", "output": "\\u4f60", "task_type": "a", "x": 1.0}',
      1,
    );
    assert.equal(alpaca.id, 'preference-alpaca');
    assert.match(alpaca.line, /"chosen": "\\u4f60"/);
    assert.match(alpaca.line, /"task_type": "a", "x": 1.0, "provenance": \{"from": "probe"/);
    const sharegpt = await pairOf(
      {
        tools: '[]',
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
        ],
      },
      1,
    );
    assert.deepEqual([sharegpt.id, sharegpt.value.chosen], ['preference-sharegpt', { from: 'gpt', value: 'A' }]);
    const messages = await pairOf(
      {
        messages: [
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'A', reasoning_content: 'hm' },
          { role: 'user', content: 'Q2' },
          { role: 'assistant', content: 'A2' },
        ],
      },
      1,
    );
    assert.deepEqual(messages.value.prompt, [{ role: 'user', content: 'Q' }]);
    assert.deepEqual(messages.value.chosen, [{ role: 'assistant', content: 'A', reasoning_content: 'hm' }]);
    assert.equal((await pairOf({ prompt: 'Q', completion: 'A' }, 1)).id, 'preference-messages');
    assert.equal((await pairOf({ query: 'Q', response: 'A' }, 1)).id, 'preference-messages');
    const v1 = await pairOf(
      {
        messages: [
          { role: 'user', content: [{ type: 'text', value: 'Q' }], loss_weight: 0.0 },
          { role: 'assistant', content: [{ type: 'text', value: 'A' }], loss_weight: 1.0 },
        ],
      },
      1,
    );
    assert.equal(v1.id, 'llamafactory-v1');
    assert.equal((await pairOf({ instruction: 'Q', chosen: 'A', rejected: 'B' }, 1)).id, 'preference-alpaca');
    assert.equal((await pairOf({ instruction: 'Q', output: 'A', kto_tag: true }, 1)).id, 'preference-alpaca');
  });

  it('is refused, with a reason, where the format has no room for it', async () => {
    const call = { from: 'function_call', value: '{"name": "a", "arguments": {}}' };
    const server = new ProbeServer(lines({ conversations: [{ from: 'human', value: 'Q' }, call] }));
    const make = (turn: number): Promise<MakePairResult> =>
      server.ask(MakePair, { anchor: 0, digest: server.digest(0), turn, rejected: 'x', provenance: PROVENANCE });
    assert.ok('line' in (await make(1)));
    assert.ok('refused' in (await make(0)));
    const broken = new ProbeServer(lines({ instruction: 'Q', output: 'A' }, '{"instruction'));
    const digest = broken.digest(1);
    const result = await broken.ask<object>(MakePair, {
      anchor: 1,
      digest,
      turn: 1,
      rejected: 'x',
      provenance: PROVENANCE,
    });
    assert.ok('refused' in result);
  });
});
