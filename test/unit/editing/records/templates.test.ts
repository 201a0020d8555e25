import { strict as assert } from 'node:assert';
import { openFormat, formats } from '../../../../src/dataset/format';
import { laidOutLike } from '../../../../src/editing/records/laidOutLike';
import { plainSnippet } from '../../../../src/editing/records/plainSnippet';
import { recordTemplates } from '../../../../src/editing/records/templates';

describe('templates of records', () => {
  for (const format of formats) {
    it(`are records of ${format.name}, with ids of their own`, () => {
      const templates = recordTemplates(format);
      assert.ok(templates.length > 0);
      assert.equal(new Set(templates.map(({ id }) => id)).size, templates.length);
      for (const { json, label } of templates) {
        const value = JSON.parse(json) as Record<string, unknown>;
        assert.ok(format.recognises(value), label);
        assert.doesNotMatch(json, /\$\d|\$\{/);
      }
    });
  }

  it('use the words of the data', () => {
    const mapped = openFormat({
      id: 'sharegpt',
      mapping: {
        fields: { conversations: '对话', system: null },
        role: 'who',
        content: 'says',
        roles: { 用户: 'user', 助手: 'assistant' },
      },
    })!;
    const [first, second] = recordTemplates(mapped);
    assert.equal(first?.json, '{"对话": [{"who": "用户", "says": ""}, {"who": "助手", "says": ""}]}');
    assert.equal(second?.json, first?.json);
  });

  it('are what a snippet holds at first', () => {
    assert.equal(
      plainSnippet('{"a": "$1", "b": ${4|true,false|}, "c": "${4:call_1}"}$0'),
      '{"a": "", "b": true, "c": "call_1"}',
    );
    assert.equal(
      plainSnippet(String.raw`{"t": "{\\"n\\": \\"$2\\", \\"p\\": {$3\}\}"}`),
      String.raw`{"t": "{\"n\": \"\", \"p\": {}}"}`,
    );
  });

  it('are laid out as the other records are', () => {
    const json = '{"a": "x, y: z", "b": [{"c": 1.0}], "d": []}';
    assert.equal(laidOutLike(json, '{"q": 1}', true), json);
    assert.equal(laidOutLike(json, '{"q":1}', false), '{"a":"x, y: z","b":[{"c":1.0}],"d":[]}');
    assert.equal(
      laidOutLike(json, '{\r\n    "q": 1\r\n  }', true),
      '{\r\n    "a": "x, y: z",\r\n    "b": [\r\n      {\r\n        "c": 1.0\r\n      }\r\n    ],\r\n    "d": []\r\n  }',
    );
    assert.equal(laidOutLike('{"a": 1}', '{\n\t\t"q": 1\n\t}', true), '{\n\t\t"a": 1\n\t}');
    assert.equal(laidOutLike(json, '{\n  "q": 1\n}', false), json);
  });
});
