import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { applyEdits } from '../../../src/dataset/edits';
import { datasetInProject, type Project } from '../../../src/dataset/project';
import { globOf, setFormat, type FormatSetting } from '../../../src/extension/setFormat';

function written(text: string, setting: Partial<FormatSetting> = {}): string | undefined {
  const edits = setFormat(text, { path: 'data/a.jsonl', files: 'data/a.jsonl', format: 'messages', ...setting }, '\n');
  return edits && applyEdits(text, edits);
}

function formatIn(text: string | undefined, path = 'data/a.jsonl'): string | undefined {
  return datasetInProject(parse(text ?? '', [], { allowTrailingComma: true }) as Project, path)?.format;
}

describe('setting the format in a project file', () => {
  it('makes a project of an empty file or object', () => {
    assert.equal(written(''), '{\n  "datasets": [{ "files": "data/a.jsonl", "format": "messages" }]\n}\n');
    assert.equal(formatIn(written('{}')), 'messages');
  });

  it('changes the value alone where there is an entry for the file', () => {
    const text = '{\n\t// mine\n\t"datasets": [ {"files":"data/a.jsonl","format" : "alpaca"} ,{"files": "b"}],\n}\n';
    assert.equal(written(text), text.replace('alpaca', 'messages'));
  });

  it('puts an entry before one for more files, which would decide otherwise', () => {
    const text = '{ // c\n  "datasets": [\n    { "files": "**/*.jsonl", "format": "alpaca" } // all\n  ]\n}\n';
    const result = written(text)!;
    assert.equal(formatIn(result), 'messages');
    assert.equal(formatIn(result, 'x.jsonl'), 'alpaca');
    const entry = '{ "files": "data/a.jsonl", "format": "messages" },\n    ';
    assert.equal(result.replace(entry, ''), text);
  });

  it('lets the format be detected: takes the entry out, or says so before one for more files', () => {
    const own = '{"datasets": [{"files": "data/a.jsonl", "format": "alpaca"}], "fields": []}';
    assert.equal(written(own, { format: undefined }), '{"datasets": [], "fields": []}');
    const more = '{"datasets": [{"files": "**", "format": "alpaca"}]}';
    assert.equal(formatIn(written(more, { format: undefined })), undefined);
    assert.equal(formatIn(written(more, { format: undefined }), 'b'), 'alpaca');
    assert.equal(written('{"fields": []}', { format: undefined }), '{"fields": []}');
  });

  it('keeps what else an entry says', () => {
    const text = '{"datasets": [{"files": ["data/a.jsonl"], "format": "alpaca", "roleKey": "who"}]}';
    assert.equal(written(text, { format: undefined }), '{"datasets": [{"files": ["data/a.jsonl"], "roleKey": "who"}]}');
  });

  it('changes nothing twice', () => {
    const once = written('{"datasets": [{"files": "**", "format": "alpaca"}]}')!;
    assert.equal(written(once), once);
  });

  it('leaves a file alone that is no project', () => {
    for (const text of ['{ "datasets": ', '[]', '{"datasets": {}}']) assert.equal(written(text), undefined, text);
  });

  it('names a file with signs that globs know', () => {
    const path = 'a [1]/{b}*?.jsonl';
    const result = written('{}', { path, files: globOf(path) });
    assert.equal(formatIn(result, path), 'messages');
    assert.equal(formatIn(result, 'a 1/b.jsonl'), undefined);
  });
});
