import assert from 'node:assert/strict';
import { defaultAttributes } from '../../../src/dataset/datasetInfo/attributes';
import { attributesFor, choiceOf } from '../../../src/dataset/datasetInfo/choice';
import { readDatasetInfo, sourceOf, type DatasetInfo } from '../../../src/dataset/datasetInfo/datasetInfo';
import { findEntry, joined } from '../../../src/dataset/datasetInfo/findEntry';
import { addProperties, setProperty, valueNodeOf } from '../../../src/dataset/datasetInfo/propertyEdits';
import { resolveReading } from '../../../src/dataset/datasetInfo/reading';
import { wishedFormat } from '../../../src/dataset/datasetInfo/wishedFormat';
import { applyEdits } from '../../../src/dataset/edits';
import { openFormat, type FormatChoice } from '../../../src/dataset/format';
import { parseProject, type Project } from '../../../src/dataset/project';

function infoOf(entries: object): DatasetInfo {
  return readDatasetInfo(JSON.stringify(entries));
}

function choose(entry: object): FormatChoice {
  const { attributes } = infoOf({ sample: entry }).entries[0]!;
  assert.ok(attributes);
  return choiceOf(attributes);
}

describe('a dataset_info.json', () => {
  it('is read with the places of its entries', () => {
    const info = readDatasetInfo('\ufeff{"a": {"file_name": "a.json"}, "b": {"formatting": "chatml"}}');
    const [a, b] = info.entries;
    assert.equal(info.text.slice(a!.key.offset, a!.key.offset + a!.key.length), '"a"');
    assert.equal(a!.attributes?.formatting, 'alpaca');
    assert.match(b!.fault!, /chatml/);
  });

  it('is read as far as it goes while it is written', () => {
    const info = readDatasetInfo('{"a": {"file_name": "a.json"}, "b": {"file_na');
    assert.deepEqual(
      info.entries.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(readDatasetInfo('').entries, []);
    assert.deepEqual(readDatasetInfo('[1]').entries, []);
  });

  it('names a hub before a file', () => {
    const source = (entry: object) => sourceOf(infoOf({ entry }).entries[0]!);
    assert.equal(source({ hf_hub_url: 'a/b', file_name: 'x.json' }), 'hub');
    assert.equal(source({ script_url: 'x' }), 'script');
    assert.equal(source({ file_name: 'x.json' }), 'file');
    assert.equal(source({ formatting: 'alpaca' }), undefined);
  });
});

describe('the format of an entry', () => {
  it('is Alpaca without anything said, and without the fields that have no default', () => {
    const { id, mapping } = choose({ file_name: 'a.json' });
    assert.equal(id, 'alpaca');
    assert.deepEqual(
      [mapping?.fields?.system, mapping?.fields?.history, mapping?.fields?.instruction],
      [null, null, undefined],
    );
  });

  it('reads nothing but what the columns list', () => {
    const { mapping } = choose({ columns: { prompt: 'question', response: 'answer' } });
    assert.equal(mapping?.fields?.instruction, 'question');
    assert.equal(mapping?.fields?.output, 'answer');
    assert.equal(mapping?.fields?.input, null);
  });

  it('is text where only a prompt is mapped', () => {
    assert.equal(choose({ columns: { prompt: 'text' } }).id, 'text');
    assert.equal(choose({ columns: { prompt: 'a', response: 'b' } }).id, 'alpaca');
  });

  it('follows formatting, ranking, verdict and keys', () => {
    const openai = { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' };
    assert.equal(choose({ formatting: 'sharegpt' }).id, 'sharegpt');
    assert.equal(choose({ formatting: 'sharegpt', columns: { messages: 'messages' }, tags: openai }).id, 'messages');
    assert.equal(choose({ formatting: 'openai', columns: { messages: 'messages' } }).id, 'messages');
    const pair = { chosen: 'chosen', rejected: 'rejected' };
    assert.equal(choose({ ranking: true, columns: { prompt: 'p', ...pair } }).id, 'preference-alpaca');
    assert.equal(
      choose({ formatting: 'sharegpt', ranking: true, columns: { messages: 'c', ...pair } }).id,
      'preference-sharegpt',
    );
    assert.equal(choose({ columns: { prompt: 'p', response: 'r', kto_tag: 'label' } }).id, 'kto-alpaca');
    assert.equal(
      choose({ formatting: 'sharegpt', columns: { messages: 'messages', kto_tag: 'label' }, tags: openai }).id,
      'kto-messages',
    );
  });

  it('knows no role without a tag', () => {
    const tags = { role_tag: 'speaker', content_tag: 'text', user_tag: '问', assistant_tag: '答' };
    const { mapping } = choose({ formatting: 'sharegpt', columns: { messages: 'talk' }, tags });
    assert.deepEqual(mapping?.roles, { 问: 'user', 答: 'assistant' });
    assert.deepEqual([mapping?.role, mapping?.content], ['speaker', 'text']);
  });
});

describe('the format that is wished for', () => {
  it('keeps the words with which it was found beside those of the wish', () => {
    const found = openFormat({ id: 'messages', mapping: { fields: { messages: 'conversations' } } })!;
    const format = wishedFormat({ mapping: { fields: { tools: null }, moreRoles: { 旁白: 'other' } } }, () => found);
    assert.deepEqual(format?.choice, {
      id: 'messages',
      mapping: { fields: { messages: 'conversations', tools: null }, moreRoles: { 旁白: 'other' } },
    });
  });
});

describe('what an entry would say of a format', () => {
  it('brings every field of the format to use', () => {
    assert.deepEqual(attributesFor({ id: 'alpaca' }), defaultAttributes('alpaca'));
    assert.deepEqual(attributesFor({ id: 'sharegpt' }), defaultAttributes('sharegpt'));
    assert.deepEqual(attributesFor({ id: 'messages' }), defaultAttributes('openai'));
    for (const id of ['prompt-completion', 'kto-prompt-completion']) {
      assert.deepEqual(attributesFor({ id }), {
        ...defaultAttributes('alpaca'),
        ...{ prompt: 'prompt', response: 'completion' },
      });
    }
    assert.equal(attributesFor({ id: 'query-response' }), undefined);
  });

  it('names fields, keys and roles as the data does', () => {
    const roles = { 问: 'user', 答: 'assistant', 背景: 'system', 导演: 'system' } as const;
    const fields = { conversations: 'talk', system: null };
    const mapping = { fields, role: 'speaker', content: 'text', roles };
    const { messages, system, role_tag, content_tag, user_tag, assistant_tag, system_tag, function_tag } =
      attributesFor({
        id: 'sharegpt',
        mapping,
      })!;
    assert.deepEqual([messages, system, role_tag, content_tag], ['talk', null, 'speaker', 'text']);
    assert.deepEqual([user_tag, assistant_tag, system_tag, function_tag], ['问', '答', '背景', null]);
  });

  it('asks for both answers of a pair', () => {
    const pair = attributesFor({ id: 'preference-alpaca', mapping: { fields: { rejected: 'bad' } } })!;
    assert.deepEqual([pair.ranking, pair.chosen, pair.rejected], [true, 'chosen', 'bad']);
  });
});

describe('the entry of a file', () => {
  const files: Record<string, DatasetInfo> = {
    '/data/dataset_info.json': infoOf({
      first: { file_name: 'a.json' },
      again: { file_name: './a.json', formatting: 'sharegpt' },
      folder: { file_name: 'parts/' },
      up: { file_name: '../other/b.json' },
    }),
    'file:///d%20e/dataset_info.json': infoOf({ 中: { file_name: '中 文.json' } }),
  };
  const find = (file: string, more: { place?: string; name?: string } = {}) =>
    findEntry({ file, ...more, read: async (place) => files[place], decode: decodeURIComponent });

  it('stands beside it or in a folder above; the first counts, unless another is meant', async () => {
    const found = await find('/data/a.json');
    assert.equal(found?.entry.name, 'first');
    assert.deepEqual(found?.others, ['again']);
    assert.equal((await find('/data/a.json', { name: 'again' }))?.choice?.id, 'sharegpt');
    assert.equal(await find('/data/b.json'), undefined);
    assert.equal(await find('/data/deep/a.json'), undefined);
  });

  it('may name the folder that the file lies in, but none further up', async () => {
    assert.equal((await find('/data/parts/x.jsonl'))?.entry.name, 'folder');
    assert.equal(await find('/data/parts/deep/x.jsonl'), undefined);
  });

  it('may stand in another folder if that is named', async () => {
    assert.equal(await find('/other/b.json'), undefined);
    assert.equal((await find('/other/b.json', { place: '/data/dataset_info.json' }))?.entry.name, 'up');
  });

  it('is found by URI too', async () => {
    assert.equal((await find('file:///d%20e/%E4%B8%AD%20%E6%96%87.json'))?.entry.name, '中');
  });

  it('may have an absolute path', () => {
    assert.equal(joined('/a/b/', '/c/d.json'), '/c/d.json');
    assert.equal(joined('file:///a/', '/c/d.json'), 'file:///c/d.json');
    assert.equal(joined('file:///a/', '../../../x'), 'file:///x');
    assert.equal(joined('C:/a/', 'D:/x.json'), 'D:/x.json');
  });
});

describe('how a file is read', () => {
  const sharegpt = infoOf({ s: { file_name: 'a.json', formatting: 'sharegpt' } }).entries[0]!;
  const entry = {
    ...{ place: '/d/dataset_info.json', entry: sharegpt, others: [] },
    choice: choiceOf(sharegpt.attributes!),
  };
  const read = (project: Project, found?: typeof entry, format?: string) =>
    resolveReading({ project, path: 'a.json', entry: found, format });

  it('is said by the command line, else by tuneset.json, else by dataset_info.json, else by the records', () => {
    const project: Project = { datasets: [{ files: '*.json', format: 'messages' }] };
    assert.equal(read(project, entry, 'alpaca').source, 'commandLine');
    assert.deepEqual(
      [read(project, entry).source, read({}, entry).source, read({}).source],
      ['project', 'datasetInfo', undefined],
    );
    assert.equal(read({}).format, undefined);
    assert.equal(read({ datasets: [{ files: 'a.json', format: 'none' }] }, entry).format, 'none');
  });

  it('takes from each what the others do not say', () => {
    const project: Project = { roles: { 旁白: 'other' }, datasets: [{ files: 'a.json', columns: { system: 'bg' } }] };
    const { format, source } = read(project, entry);
    assert.ok(format && format !== 'none');
    assert.equal(source, 'datasetInfo');
    assert.equal(format.id, 'sharegpt');
    assert.equal(format.mapping?.fields?.system, 'bg');
    assert.deepEqual(format.mapping?.moreRoles, { 旁白: 'other' });
    assert.deepEqual(read({ roles: { 旁白: 'other' } }).format, { mapping: { moreRoles: { 旁白: 'other' } } });
  });

  it('is meant for LLaMA-Factory where its file says so and nobody else is named', () => {
    assert.equal(read({}, entry).target, 'llamafactory');
    assert.equal(read({}).target, undefined);
    const trl = read({ target: 'trl' }, entry);
    assert.deepEqual([trl.target, trl.entry, trl.format], ['trl', undefined, undefined]);
  });
});

describe('tuneset.json', () => {
  it('may say how files are read in parts', () => {
    const result = parseProject(`{
      "datasetInfo": "data/dataset_info.json", "roles": {"背景": "system"},
      "datasets": [{"files": "a.json", "dataset": "a", "columns": {"input": null}, "roleKey": "r", "contentKey": "c", "roles": {"旁白": "other"}}]
    }`);
    assert.ok('project' in result, JSON.stringify(result));
    const faulty = parseProject('{"roles": {"背景": "narrator"}}');
    assert.ok('fault' in faulty);
    assert.match(faulty.fault.detail, /system, user, assistant, tool, other/);
  });
});

describe('an edit of a property', () => {
  const edited = (
    text: string,
    change: (text: string, object: NonNullable<DatasetInfo['root']>) => ReturnType<typeof setProperty>,
  ) => applyEdits(text, [change(text, readDatasetInfo(text).root!)]);

  it('writes as the file is written', () => {
    const add = (text: string) =>
      edited(text, (all, root) => addProperties(all, valueNodeOf(root, 'a')!, { b: { c: 1 } }));
    assert.equal(add('{"a": {"x": 1}}'), '{"a": {"x": 1, "b": {"c": 1}}}');
    assert.equal(
      add('{\r\n    "a": {\r\n        "x": 1\r\n    }\r\n}'),
      '{\r\n    "a": {\r\n        "x": 1,\r\n        "b": {\r\n            "c": 1\r\n        }\r\n    }\r\n}',
    );
    assert.equal(add('{\n\t"a": {}\n}'), '{\n\t"a": {\n\t\t"b": {\n\t\t\t"c": 1\n\t\t}\n\t}\n}');
  });

  it('sets a value that is there', () => {
    assert.equal(
      edited('{"a": 1, "b": [2]}', (text, root) => setProperty(text, root, 'a', { x: ['y', 'z'] })),
      '{"a": {"x": ["y", "z"]}, "b": [2]}',
    );
  });
});
