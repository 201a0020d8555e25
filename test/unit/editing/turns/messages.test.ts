import { strict as assert } from 'node:assert';
import { edited } from './edited';

describe('turns that are messages of a list', () => {
  const short =
    '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}], "n": 1.0}';
  const pretty = `{
  "conversations" : [
    {
      "from": "human",
      "value": "\\u4f60"
    },
    {
      "from": "gpt",
      "value": "b"
    }
  ]
}`;

  it('become one with what follows a message that says nothing', () => {
    const record = '{"messages": [{}, { "content": "a", "name": "b"}, {}]}';
    assert.equal(
      edited('messages', record, { kind: 'mergeTurn', turn: 0 }),
      '{"messages": [{ "content": "a", "name": "b"}, {}]}',
    );
    assert.equal(
      edited('messages', record, { kind: 'mergeTurn', turn: 1 }),
      '{"messages": [{}, { "content": "a", "name": "b"}]}',
    );
  });

  it('stay apart where long numbers may differ, and whatever their members are called', () => {
    const record = (first: string, second: string): string =>
      `{"messages": [{"role": "user", "content": "a"${first}}, {"role": "user", "content": "b"${second}}]}`;
    const merge = (first: string, second: string): string =>
      edited('messages', record(first, second), { kind: 'mergeTurn', turn: 0 });
    assert.match(merge(', "id": 1234567890123456788', ', "id": 1234567890123456789'), /differ in “id”/);
    for (const member of [', "constructor": 1', ', "__proto__": {"a": 1}', ', "id": 5']) {
      const merged = `{"messages": [{"role": "user", "content": "a\\n\\nb"${member}}]}`;
      assert.equal(merge('', member), merged);
      assert.equal(merge(member, member), merged);
    }
  });

  it('are added, written as their neighbours are', () => {
    assert.equal(
      edited('messages', short, { kind: 'addTurn', after: 1, role: 'user' }),
      '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}, {"role": "user", "content": ""}], "n": 1.0}',
    );
    assert.equal(
      edited('messages', short, { kind: 'addTurn', after: -1, role: 'system' }),
      '{"messages": [{"role": "system", "content": ""}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}], "n": 1.0}',
    );
    assert.equal(
      edited('sharegpt', pretty, { kind: 'addTurn', after: 0, role: '旁白' }),
      pretty.replace('    },\n', '    },\n    {\n      "from": "\\u65c1\\u767d",\n      "value": ""\n    },\n'),
    );
    assert.equal(
      edited('sharegpt', '{"conversations":[]}', { kind: 'addTurn', after: -1, role: 'human' }),
      '{"conversations":[{"from":"human","value":""}]}',
    );
  });

  it('are added with what the format wants beside the text', () => {
    const v1 =
      '{"messages": [{"role": "user", "content": [{"type": "text", "value": "a"}], "loss_weight": 0.0}, {"role": "assistant", "content": [{"type": "text", "value": "b"}], "loss_weight": 1.0}]}';
    assert.equal(
      edited('llamafactory-v1', v1, { kind: 'addTurn', after: 1, role: 'user' }),
      v1.replace('1.0}]', '1.0}, {"role": "user", "content": [{"type": "text", "value": ""}], "loss_weight": 0.0}]'),
    );
    const call =
      '{"messages": [{"role": "user", "content": "Rain?"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "w", "arguments": "{}"}}, {"id": "c2", "type": "function", "function": {"name": "w", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "yes"}]}';
    assert.equal(
      edited('messages', call, { kind: 'addTurn', after: 2, role: 'tool' }),
      call.replace('"yes"}]', '"yes"}, {"role": "tool", "tool_call_id": "c2", "content": ""}]'),
    );
  });

  it('stay where there would be none left', () => {
    assert.match(
      edited('messages', '{"messages": [{"role": "user", "content": "Hi"}]}', { kind: 'deleteTurn', turn: 0 }),
      /^\(It is the only turn/,
    );
    const pair =
      '{"messages": [{"role": "user", "content": "a"}], "chosen": [{"role": "assistant", "content": "b"}], "rejected": [{"role": "assistant", "content": "c"}]}';
    assert.match(
      edited('preference-messages', pair, { kind: 'deleteTurn', turn: 1 }),
      /^\(It is the only turn of this answer/,
    );
  });

  it('are taken away with one comma', () => {
    assert.equal(
      edited('messages', short, { kind: 'deleteTurn', turn: 0 }),
      '{"messages": [{"role": "assistant", "content": "Hello"}], "n": 1.0}',
    );
    assert.equal(
      edited('messages', short, { kind: 'deleteTurn', turn: 1 }),
      '{"messages": [{"role": "user", "content": "Hi"}], "n": 1.0}',
    );
  });

  it('change places, and what stands between them stays', () => {
    const spaced = '{"messages":[ {"role":"user","content":"a"} ,\n{"role": "assistant", "content": "b" }]}';
    const moved = '{"messages":[ {"role": "assistant", "content": "b" } ,\n{"role":"user","content":"a"}]}';
    assert.equal(edited('messages', spaced, { kind: 'moveTurn', turn: 0, by: 1 }), moved);
    assert.equal(edited('messages', spaced, { kind: 'moveTurn', turn: 1, by: -1 }), moved);
    assert.equal(
      edited('messages', spaced, { kind: 'moveTurn', turn: 1, by: 1 }),
      '(This is the last turn in “messages”.)',
    );
    const withSystem = '{"system": "s", "conversations": [{"from": "human", "value": "a"}]}';
    assert.match(edited('sharegpt', withSystem, { kind: 'moveTurn', turn: 0, by: 1 }), /^\(The system prompt stands/);
    assert.match(edited('sharegpt', withSystem, { kind: 'moveTurn', turn: 1, by: -1 }), /^\(This is the first turn/);
  });

  it('get another role', () => {
    assert.equal(
      edited('messages', short, { kind: 'setRole', turn: 0, role: 'system' }),
      short.replace('"user"', '"system"'),
    );
    assert.equal(
      edited('messages', '{"messages": [{"content": "a"}, {"role": null, "content": "b"}]}', {
        kind: 'setRole',
        turn: 0,
        role: 'user',
      }),
      '{"messages": [{"role": "user", "content": "a"}, {"role": null, "content": "b"}]}',
    );
    assert.equal(
      edited('messages', '{"messages": [{"content": "a"}, {"role": null, "content": "b"}]}', {
        kind: 'setRole',
        turn: 1,
        role: 'user',
      }),
      '{"messages": [{"content": "a"}, {"role": "user", "content": "b"}]}',
    );
    assert.equal(edited('messages', short, { kind: 'setRole', turn: 0, role: ' ' }), '(A role needs a name.)');
  });

  it('are merged behind a blank line, and no escape changes', () => {
    const two = '{"messages": [{"role": "user", "content": "\\u4f60\\/"}, {"role": "user", "content": "b\\n\\u00e9"}]}';
    assert.equal(
      edited('messages', two, { kind: 'mergeTurn', turn: 0 }),
      '{"messages": [{"role": "user", "content": "\\u4f60\\/\\n\\nb\\n\\u00e9"}]}',
    );
    const empty = '{"messages": [{"role": "user", "content": ""}, {"role": "user", "content": "b"}]}';
    assert.equal(
      edited('messages', empty, { kind: 'mergeTurn', turn: 0 }),
      '{"messages": [{"role": "user", "content": "b"}]}',
    );
    assert.equal(
      edited('messages', short, { kind: 'mergeTurn', turn: 0 }),
      '(The next turn has another role, “assistant”.)',
    );
  });

  it('are merged with the calls of both, or not at all', () => {
    const call = (id: string): string => `{"id": "${id}", "function": {"name": "f", "arguments": "{}"}}`;
    const calls = (id: string): string => `"content": null, "tool_calls": [${call(id)}]`;
    assert.equal(
      edited('messages', `{"messages": [{"role": "assistant", ${calls('a')}}, {"role": "assistant", ${calls('b')}}]}`, {
        kind: 'mergeTurn',
        turn: 0,
      }),
      `{"messages": [{"role": "assistant", "content": null, "tool_calls": [${call('a')}, ${call('b')}]}]}`,
    );
    assert.equal(
      edited(
        'messages',
        `{"messages": [{"role": "assistant", "content": "x"}, {"role": "assistant", ${calls('b')}}]}`,
        { kind: 'mergeTurn', turn: 0 },
      ),
      `{"messages": [{"role": "assistant", "content": "x", "tool_calls": [${call('b')}]}]}`,
    );
    const former = '"function_call": {"name": "f", "arguments": "{}"}';
    assert.equal(
      edited('messages', `{"messages": [{"role": "assistant", ${former}}, {"role": "assistant", ${former}}]}`, {
        kind: 'mergeTurn',
        turn: 0,
      }),
      '(The two differ in “function_call”.)',
    );
    const text = String.raw`{"conversations": [{"from": "function_call", "value": "<think>t</think>\n{\"name\": \"f\", \"arguments\": {}}"}, {"from": "function_call", "value": "[{\"name\": \"g\", \"arguments\": {\"a\": \"\u4e2d\"}}]"}]}`;
    assert.equal(
      edited('sharegpt', text, { kind: 'mergeTurn', turn: 0 }),
      String.raw`{"conversations": [{"from": "function_call", "value": "<think>t</think>\n[{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arguments\": {\"a\": \"\u4e2d\"}}]"}]}`,
    );
  });

  it('are not merged where something would be lost', () => {
    const weights = '{"messages": [{"role": "user", "content": "a", "weight": 0}, {"role": "user", "content": "b"}]}';
    assert.equal(edited('messages', weights, { kind: 'mergeTurn', turn: 0 }), '(The two differ in “weight”.)');
    const ids =
      '{"messages": [{"role": "tool", "content": "a", "tool_call_id": "1"}, {"role": "tool", "content": "b", "tool_call_id": "2"}]}';
    assert.equal(edited('messages', ids, { kind: 'mergeTurn', turn: 0 }), '(The two differ in “tool_call_id”.)');
    const parts =
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}, {"role": "user", "content": "b"}]}';
    assert.match(edited('messages', parts, { kind: 'mergeTurn', turn: 0 }), /made of parts/);
  });

  it('are merged part by part', () => {
    const parts =
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}, {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": "b"}]}]}';
    assert.equal(
      edited('messages', parts, { kind: 'mergeTurn', turn: 0 }),
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": "\\n\\nb"}]}]}',
    );
  });

  it('are parted where the blank line was, so that merging undoes it', () => {
    const whole = '{"messages": [{"role": "user", "content": "\\u4f60\\n\\nb\\/c", "name": "x"}]}';
    const parted =
      '{"messages": [{"role": "user", "content": "\\u4f60", "name": "x"}, {"role": "user", "content": "b\\/c"}]}';
    for (const at of [1, 2, 3]) {
      const split = { kind: 'splitTurn', turn: 0, pointer: '/messages/0/content', at } as const;
      assert.equal(edited('messages', whole, split), parted);
    }
    assert.equal(edited('messages', parted, { kind: 'mergeTurn', turn: 0 }), whole);
    assert.equal(
      edited('messages', whole, { kind: 'splitTurn', turn: 0, pointer: '/messages/0/content', at: 4 }),
      '{"messages": [{"role": "user", "content": "\\u4f60\\n\\nb", "name": "x"}, {"role": "user", "content": "\\/c"}]}',
    );
    for (const at of [0, 6]) {
      assert.match(
        edited('messages', whole, { kind: 'splitTurn', turn: 0, pointer: '/messages/0/content', at }),
        /^\(Put the cursor/,
      );
    }
  });

  it('leave what is no text with the first half', () => {
    const calls = '"tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}]';
    assert.equal(
      edited('messages', `{"messages": [{"role": "assistant", "content": "ab", ${calls}, "weight": 0}]}`, {
        kind: 'splitTurn',
        turn: 0,
        pointer: '/messages/0/content',
        at: 1,
      }),
      `{"messages": [{"role": "assistant", "content": "a", ${calls}, "weight": 0}, {"role": "assistant", "content": "b", "weight": 0}]}`,
    );
    const parts =
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "ab"}, {"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": "c"}]}]}';
    assert.equal(
      edited('messages', parts, { kind: 'splitTurn', turn: 0, pointer: '/messages/0/content/0/text', at: 1 }),
      '{"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "x"}}]}, {"role": "user", "content": [{"type": "text", "text": "b"}, {"type": "text", "text": "c"}]}]}',
    );
  });

  it('get another text, and the rest of it keeps its escapes', () => {
    const record = '{"messages": [{"role": "user", "content": "\\u4e2d\\/ and \\u6587"}]}';
    assert.equal(
      edited('messages', record, { kind: 'setText', pointer: '/messages/0/content', text: '中/ or 文😀' }),
      '{"messages": [{"role": "user", "content": "\\u4e2d\\/ or \\u6587\\ud83d\\ude00"}]}',
    );
    const twice = '{"messages": [{"role": "user", "content": "a", "content": "b"}]}';
    assert.equal(
      edited('messages', twice, { kind: 'setText', pointer: '/messages/0/content', text: 'c' }),
      '{"messages": [{"role": "user", "content": "a", "content": "c"}]}',
    );
  });

  it('get a text where they have none', () => {
    const record = '{"messages": [{"role": "assistant", "content": null}, {"role": "assistant", "tool_calls": []}]}';
    assert.equal(
      edited('messages', record, { kind: 'setText', pointer: '/messages/0/content', text: 'a' }),
      record.replace('null', '"a"'),
    );
    assert.equal(
      edited('messages', record, { kind: 'setText', pointer: '/messages/1', text: 'a' }),
      record.replace('[]}', '[], "content": "a"}'),
    );
    assert.match(
      edited('messages', record, { kind: 'setText', pointer: '/messages', text: 'a' }),
      /^\(There is no text/,
    );
  });
});

describe('the prompt that both answers of a pair repeat', () => {
  const message = (role: string, content: string): string => `{"role": "${role}", "content": "${content}"}`;
  const pair = (chosen: readonly string[], rejected: readonly string[]): string =>
    `{"chosen": [${chosen.join(', ')}], "rejected": [${rejected.join(', ')}]}`;
  const [u, v, a, b] = [
    message('user', 'u'),
    message('user', 'v'),
    message('assistant', 'a'),
    message('assistant', 'b'),
  ];
  const record = pair([u, v, a], [u, v, b]);

  it('is changed in both', () => {
    const run = (operation: Parameters<typeof edited>[2]): string => edited('preference-messages', record, operation);
    assert.equal(run({ kind: 'setText', pointer: '/chosen/0/content', text: 'U' }), record.replaceAll('"u"', '"U"'));
    assert.equal(run({ kind: 'deleteTurn', turn: 0 }), pair([v, a], [v, b]));
    assert.equal(run({ kind: 'moveTurn', turn: 0, by: 1 }), pair([v, u, a], [v, u, b]));
    assert.equal(
      run({ kind: 'mergeTurn', turn: 0 }),
      pair([message('user', 'u\\n\\nv'), a], [message('user', 'u\\n\\nv'), b]),
    );
    assert.equal(
      run({ kind: 'setRole', turn: 0, role: 'system' }),
      pair([message('system', 'u'), v, a], [message('system', 'u'), v, b]),
    );
    const empty = message('user', '');
    assert.equal(run({ kind: 'addTurn', after: 1, role: 'user' }), pair([u, v, empty, a], [u, v, empty, b]));
    assert.equal(run({ kind: 'addTurn', after: 1, role: 'user', side: 'rejected' }), pair([u, v, a], [u, v, empty, b]));
    assert.equal(run({ kind: 'addTurn', after: -1, role: 'user' }), pair([empty, u, v, a], [empty, u, v, b]));
    assert.equal(run({ kind: 'moveTurn', turn: 1, by: 1 }), '(This is the last turn of the prompt.)');
    assert.equal(run({ kind: 'moveTurn', turn: 2, by: -1 }), '(This is the first turn of the answer.)');
  });
});
