import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { applyEdits } from '../../../../src/dataset/edits';
import { setTokenizer } from '../../../../src/extension/tokens/setTokenizer';

function written(text: string, tokenizer = 'qwen2.5', eol = '\n'): string | undefined {
  const edit = setTokenizer(text, tokenizer, eol);
  return edit && applyEdits(text, [edit]);
}

describe('setting the tokenizer in a project file', () => {
  it('replaces the value alone', () => {
    const text = '{\n\t"tokenizer" :  "qwen3" , // whose\n\t"rules": {"json-bigint":   "off"}\n}\n';
    assert.equal(written(text), text.replace('qwen3', 'qwen2.5'));
  });

  it('adds a line behind the last setting, indented like it', () => {
    assert.equal(
      written('{\n    "fields": ["a",  "b"]\n}\n'),
      '{\n    "fields": ["a",  "b"],\n    "tokenizer": "qwen2.5"\n}\n',
    );
    assert.equal(written('{\r\n\t"a": 1,\r\n}', 'x', '\r\n'), '{\r\n\t"a": 1,\r\n\t"tokenizer": "x",\r\n}');
  });

  it('stays on the line where everything is on one', () => {
    assert.equal(written('{ "fields": [] }'), '{ "fields": [], "tokenizer": "qwen2.5" }');
  });

  it('makes a project of an empty file or object', () => {
    assert.equal(written(''), '{\n  "tokenizer": "qwen2.5"\n}\n');
    assert.equal(written(' {} '), ' {\n  "tokenizer": "qwen2.5"\n} ');
  });

  it('escapes what must be escaped', () => {
    assert.equal(written('{}', 'C:\\"models"'), '{\n  "tokenizer": "C:\\\\\\"models\\""\n}');
  });

  it('sets the one that counts where it stands twice', () => {
    assert.equal(written('{"tokenizer": "a", "tokenizer": "b"}', 'c'), '{"tokenizer": "a", "tokenizer": "c"}');
  });

  it('leaves alone what is no project file', () => {
    for (const text of ['{ "rules": ', '[]', '"text"', '{"a": 1 "b": 2}', '{} {}'])
      assert.equal(written(text), undefined);
  });

  it('changes no other setting, however the file is laid out', () => {
    const keys = fc.constantFrom('rules', 'fields', 'target', 'tokenizer', 'a "b"');
    const projects = fc.dictionary(keys, fc.jsonValue());
    const layouts = fc.constantFrom<[string | undefined, string]>([undefined, '\n'], ['  ', '\n'], ['\t', '\r\n']);
    fc.assert(
      fc.property(projects, layouts, fc.string({ minLength: 1 }), (project, [indentation, eol], tokenizer) => {
        const text = JSON.stringify(project, undefined, indentation).replaceAll('\n', eol);
        const result = written(text, tokenizer, eol);
        assert.deepEqual(parse(result ?? ''), { ...(parse(text) as object), tokenizer });
        if (!Object.hasOwn(project, 'tokenizer')) assert.ok(without(result ?? '', text));
      }),
    );
  });
});

/** True if `longer` is `shorter` with one insertion; objects without settings get their braces apart. */
function without(longer: string, shorter: string): boolean {
  if (shorter === '{}') return true;
  let same = 0;
  while (same < shorter.length && longer[same] === shorter[same]) same++;
  return longer.endsWith(shorter.slice(same));
}
