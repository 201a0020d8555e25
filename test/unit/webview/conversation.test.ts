import assert from 'node:assert/strict';
import { laidOutJson } from '../../../webview/preview/conversation/laidOutJson';
import { partThought } from '../../../webview/preview/conversation/thoughts';

describe('a thought at the start of an answer', () => {
  it('is parted from it', () => {
    assert.deepEqual(partThought('<think>\nhm\n</think>\n\nYes.'), {
      thought: '\nhm\n',
      isClosed: true,
      rest: '\n\nYes.',
    });
  });

  it('goes to the end where it is never closed', () => {
    assert.deepEqual(partThought('<think>hm'), { thought: 'hm', isClosed: false, rest: '' });
  });

  it('is none where the tags stand further behind', () => {
    assert.deepEqual(partThought('The <think> tag'), { thought: null, isClosed: true, rest: 'The <think> tag' });
  });
});

describe('JSON laid out for reading', () => {
  it('keeps every token', () => {
    assert.equal(
      laidOutJson('{"a":1.0,"b":[12345678901234567890,"\\u4e2d"]}'),
      '{\n  "a": 1.0,\n  "b": [\n    12345678901234567890,\n    "\\u4e2d"\n  ]\n}',
    );
  });

  it('is made of objects and lists only', () => {
    for (const text of ['12', '"a"', '{"a":1', '{"a":1} // no', 'Sunny.', '']) assert.equal(laidOutJson(text), null);
  });
});
