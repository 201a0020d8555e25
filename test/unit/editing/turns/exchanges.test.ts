import { strict as assert } from 'node:assert';
import { formatById } from '../../../../src/dataset/format';
import { goesByExchanges, possibleActions } from '../../../../src/editing/turns/possibleActions';
import { edited } from './edited';

describe('questions and answers that go together', () => {
  const alpaca =
    '{"instruction": "q2", "input": "", "output": "a2", "history": [["q0", "a0"], ["q1", "a1"]], "id": 1.0}';
  const run = (text: string, operation: Parameters<typeof edited>[2]): string => edited('alpaca', text, operation);

  it('are added between others', () => {
    assert.equal(run(alpaca, { kind: 'addTurn', after: 1, role: '' }), alpaca.replace('["q1"', '["", ""], ["q1"'));
    assert.equal(run(alpaca, { kind: 'addTurn', after: 2, role: '' }), alpaca.replace('"a1"]', '"a1"], ["", ""]'));
    assert.equal(run(alpaca, { kind: 'addTurn', after: -1, role: '' }), alpaca.replace('["q0"', '["", ""], ["q0"'));
  });

  it('are not added to a record that has no field for them', () => {
    assert.match(edited('query-response', '{"id": 1}', { kind: 'addTurn', after: -1, role: '' }), /is missing/);
  });

  it('push the last one into the history', () => {
    assert.equal(
      run(alpaca, { kind: 'addTurn', after: 4, role: 'user' }),
      '{"instruction": "", "input": "", "output": "", "history": [["q0", "a0"], ["q1", "a1"], ["q2", "a2"]], "id": 1.0}',
    );
    assert.equal(
      run('{"instruction": "q\\/", "input": "\\u4f60", "output": "a", "id": 1}', {
        kind: 'addTurn',
        after: 1,
        role: 'user',
      }),
      '{"instruction": "", "input": "", "output": "", "history": [["q\\/\\n\\u4f60", "a"]], "id": 1}',
    );
    assert.equal(
      run('{"history":[],"instruction":"q","output":"a"}', { kind: 'addTurn', after: 0, role: 'user' }),
      '{"history":[["q","a"]],"instruction":"","output":""}',
    );
    assert.equal(
      run('{"instruction": "q", "output": "a", "history": null}', { kind: 'addTurn', after: 0, role: 'user' }),
      '{"instruction": "", "output": "", "history": [["q", "a"]]}',
    );
  });

  it('are taken away together', () => {
    assert.equal(run(alpaca, { kind: 'deleteTurn', turn: 0 }), alpaca.replace('["q0", "a0"], ', ''));
    assert.equal(run(alpaca, { kind: 'deleteTurn', turn: 3 }), alpaca.replace(', ["q1", "a1"]', ''));
    assert.equal(
      run(alpaca, { kind: 'deleteTurn', turn: 5 }),
      '{"instruction": "q1", "input": "", "output": "a1", "history": [["q0", "a0"]], "id": 1.0}',
    );
    assert.match(
      run('{"instruction": "q", "output": "a"}', { kind: 'deleteTurn', turn: 0 }),
      /^\(It is the only question and its answer, which go together/,
    );
  });

  it('change places', () => {
    assert.equal(
      run(alpaca, { kind: 'moveTurn', turn: 0, by: 1 }),
      alpaca.replace('["q0", "a0"], ["q1", "a1"]', '["q1", "a1"], ["q0", "a0"]'),
    );
    const moved =
      '{"instruction": "q1", "input": "", "output": "a1", "history": [["q0", "a0"], ["q2", "a2"]], "id": 1.0}';
    assert.equal(run(alpaca, { kind: 'moveTurn', turn: 2, by: 1 }), moved);
    assert.equal(run(alpaca, { kind: 'moveTurn', turn: 5, by: -1 }), moved);
    assert.match(run(alpaca, { kind: 'moveTurn', turn: 5, by: 1 }), /last question/);
    assert.match(run(alpaca, { kind: 'moveTurn', turn: 1, by: -1 }), /first question/);
  });

  it('take the place of an instruction with an input', () => {
    const record = '{"instruction": "q1", "input": "i1", "output": "a1", "history": [["q0", "a0"]]}';
    assert.equal(
      run(record, { kind: 'moveTurn', turn: 0, by: 1 }),
      '{"instruction": "q0", "input": "", "output": "a0", "history": [["q1\\ni1", "a1"]]}',
    );
    assert.equal(
      run(record, { kind: 'deleteTurn', turn: 3 }),
      '{"instruction": "q0", "input": "", "output": "a0", "history": []}',
    );
  });

  it('are not merged, parted, or given roles', () => {
    assert.match(run(alpaca, { kind: 'mergeTurn', turn: 0 }), /go together/);
    assert.match(run(alpaca, { kind: 'splitTurn', turn: 0, pointer: '/history/0/0', at: 1 }), /go together/);
    assert.match(run(alpaca, { kind: 'setRole', turn: 0, role: 'user' }), /follows from its field/);
  });

  it('may be elements of a conversation', () => {
    const swift = '{"conversation": [{"human": "q0", "assistant": "a0"}, {"human": "q1", "assistant": "a1"}]}';
    const own = (operation: Parameters<typeof edited>[2]): string => edited('query-response', swift, operation);
    assert.equal(own({ kind: 'addTurn', after: 3, role: '' }), swift.replace(']', ', {"human": "", "assistant": ""}]'));
    assert.equal(own({ kind: 'deleteTurn', turn: 2 }), '{"conversation": [{"human": "q0", "assistant": "a0"}]}');
    assert.equal(
      own({ kind: 'moveTurn', turn: 0, by: 1 }),
      '{"conversation": [{"human": "q1", "assistant": "a1"}, {"human": "q0", "assistant": "a0"}]}',
    );
  });

  it('leave the two answers of a pair in their place', () => {
    const pair = '{"instruction": "q1", "chosen": "a", "rejected": "b", "history": [["q0", "a0"]]}';
    const own = (operation: Parameters<typeof edited>[2]): string => edited('preference-alpaca', pair, operation);
    for (const turn of [2, 3, 4]) {
      assert.match(own({ kind: 'deleteTurn', turn }), /two answers/);
      assert.match(own({ kind: 'addTurn', after: turn, role: '' }), /two answers/);
      assert.match(own({ kind: 'moveTurn', turn, by: -1 }), /two answers/);
    }
    assert.equal(own({ kind: 'deleteTurn', turn: 0 }), pair.replace('["q0", "a0"]', ''));
    assert.equal(own({ kind: 'addTurn', after: 1, role: '' }), pair.replace('"a0"]', '"a0"], ["", ""]'));
  });

  it('have a system prompt in a field of its own', () => {
    const record = '{"instruction": "q", "output": "a", "system": "s"}';
    assert.equal(run(record, { kind: 'deleteTurn', turn: 0 }), record.replace('"s"', '""'));
    assert.match(run(record, { kind: 'addTurn', after: -1, role: 'system' }), /already/);
    assert.match(
      run('{"instruction": "q", "output": "a"}', { kind: 'addTurn', after: -1, role: 'system' }),
      /“system”/,
    );
    assert.equal(
      run('{"instruction": "q", "output": "a"}', { kind: 'setText', pointer: '/system', text: 's' }),
      record,
    );
  });
});

describe('a record', () => {
  it('goes by exchanges where its format has a history', () => {
    const goes = (id: string, value: Record<string, unknown>): boolean => {
      const format = formatById(id)!;
      return goesByExchanges({ value, format, sample: format.read(value) });
    };
    assert.equal(goes('alpaca', { instruction: 'a', output: 'b' }), true);
    assert.equal(goes('kto-alpaca', { instruction: 'a', output: 'b', kto_tag: true }), true);
    assert.equal(goes('query-response', { query: 'a', response: 'b' }), true);
    assert.equal(goes('messages', { messages: [] }), false);
    assert.equal(goes('prompt-completion', { prompt: 'a', completion: 'b' }), false);
    assert.equal(goes('text', { text: 'a' }), false);
  });
});

describe('texts that are fields of their own', () => {
  it('can only be changed', () => {
    const record = '{"prompt": "a", "completion": "b"}';
    assert.equal(
      edited('prompt-completion', record, { kind: 'setText', pointer: '/prompt', text: 'c' }),
      record.replace('a"', 'c"'),
    );
    const value = JSON.parse(record) as Record<string, unknown>;
    const format = formatById('prompt-completion')!;
    for (const can of possibleActions({ value, format, sample: format.read(value) })) {
      assert.deepEqual(
        Object.entries(can).filter(([, reason]) => reason === null),
        [],
      );
    }
    const text = '{"text": "a"}';
    assert.match(edited('text', text, { kind: 'deleteTurn', turn: 0 }), /one text only/);
  });

  it('may hold one message, whose role can be changed', () => {
    const record =
      '{"conversations": [{"from": "human", "value": "q"}], "chosen": {"from": "gpt", "value": "a"}, "rejected": {"from": "gpt", "value": "b"}}';
    const own = (operation: Parameters<typeof edited>[2]): string => edited('preference-sharegpt', record, operation);
    assert.match(own({ kind: 'deleteTurn', turn: 1 }), /one only/);
    assert.match(own({ kind: 'addTurn', after: 1, role: 'gpt' }), /one only/);
    assert.equal(own({ kind: 'setRole', turn: 1, role: 'function_call' }), record.replace('"gpt"', '"function_call"'));
  });
});
