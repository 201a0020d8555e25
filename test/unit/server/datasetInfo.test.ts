import assert from 'node:assert/strict';
import type {
  CodeAction,
  CompletionItem,
  DocumentLink,
  Hover,
  Location,
  Position,
  TextEdit,
} from 'vscode-languageserver/node';
import type { LocatedDatasetEntry } from '../../../src/protocol/messages';
import { ServerSession } from './serverSession';

/** A client without JSON support of its own. */
describe('the language server, for dataset_info.json', () => {
  let session: ServerSession;
  beforeEach(async () => {
    session = new ServerSession();
    await session.start();
  });
  afterEach(() => session.stop());

  /** Waits until the rules of a file's findings are these. */
  async function finds(uri: string, rules: readonly string[]): Promise<void> {
    const wanted = JSON.stringify(rules);
    await session.next(() => {
      const last = session.last(uri);
      return last && JSON.stringify(last.diagnostics.map(({ code }) => code)) === wanted ? last : undefined;
    });
  }

  /** The position of the character before `|` in a piece of the text. */
  function at(text: string, marked: string): Position {
    const offset = text.indexOf(marked.replace('|', '')) + marked.indexOf('|');
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length };
  }

  const records = [
    {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
      note: 'x',
    },
    {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
    },
  ];
  const entry = { file_name: 'talk.json', formatting: 'sharegpt', columns: { messages: 'messages' } };

  it('publishes what is wrong, offers the fix, and follows the file and its data', async () => {
    session.write('talk.json', records);
    const { uri, text } = await session.open('dataset_info.json', { talk: entry, gone: { file_name: 'tlk.json' } });
    await finds(uri, ['info-role-values', 'info-file-missing']);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const actions = await session.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Set the tags that the data uses', 'Change it to “talk.json”'],
    );
    const [change] = actions[0]!.edit!.documentChanges as { edits: TextEdit[] }[];
    await session.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: change!.edits.map((edit) => ({ range: edit.range, text: edit.newText })),
    });
    await finds(uri, ['info-file-missing']);
    session.write('tlk.json', [{ instruction: 'a', input: 'b', output: 'c' }]);
    await session.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: session.uriOf('tlk.json'), type: 1 }],
    });
    await finds(uri, []);
    session.published.length = 0;
    await session.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await finds(uri, []);
    assert.ok(text);
  });

  it('completes files, fields, keys and roles of the data, and says what things mean', async () => {
    session.write('talk.json', records);
    const { uri, text } = await session.open('dataset_info.json', {
      talk: {
        ...entry,
        tags: { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' },
      },
    });
    await finds(uri, []);
    const complete = async (marked: string): Promise<string[]> => {
      const position = at(text, marked);
      const items = await session.client.sendRequest<CompletionItem[]>('textDocument/completion', {
        textDocument: { uri },
        position,
      });
      return items.map(({ label }) => label);
    };
    assert.deepEqual(await complete('"talk|.json"'), ['talk.json']);
    assert.deepEqual(await complete('"messages": "mess|ages"'), ['messages', 'note']);
    assert.deepEqual(await complete('"assistant_tag": "|assistant"'), ['assistant', 'user']);
    assert.deepEqual(await complete('"role_tag": "|role"'), ['role', 'content']);
    assert.deepEqual(await complete('"formatting": "|sharegpt"'), ['alpaca', 'sharegpt', 'openai']);
    const hover = async (marked: string): Promise<string> => {
      const position = at(text, marked);
      const answer = await session.client.sendRequest<Hover>('textDocument/hover', { textDocument: { uri }, position });
      return (answer.contents as { value: string }).value;
    };
    assert.match(await hover('"ta|lk": {'), /Records: 2[^]*messages: `messages`[^]*Not read: `note`/);
    assert.match(await hover('"ta|gs"'), /without a default: observation_tag \(else “observation”\), function_tag/);
    assert.match(await hover('"role_t|ag"'), /Without “tags”: from[^]*`role`: in 2 of 2 records/);
  });

  it('leads to the data, and from there back', async () => {
    const { uri, text } = await session.open('dataset_info.json', {
      'talk 中': { ...entry, file_name: 'talk 中.json' },
    });
    session.write('talk 中.json', records);
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    await finds(uri, ['info-role-values']);
    const links = await session.client.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    assert.deepEqual(
      links.map(({ target }) => target),
      [session.uriOf('talk 中.json')],
    );
    const position = at(text, '"talk 中|"');
    const target = await session.client.sendRequest<Location>('textDocument/definition', {
      textDocument: { uri },
      position,
    });
    assert.equal(target.uri, session.uriOf('talk 中.json'));
    const data = await session.open('talk 中.json', records);
    await session.next(() => session.statuses.findLast((status) => status.uri === data.uri && status.dataset));
    const back = await session.client.sendRequest<LocatedDatasetEntry>('tuneset/locateDatasetEntry', { uri: data.uri });
    assert.deepEqual([back.uri, back.range.start], [uri, { line: 1, character: 2 }]);
  });

  it('reads a dataset as its entry says, and says so', async () => {
    session.write('dataset_info.json', { qa: { file_name: 'qa.jsonl', columns: { prompt: 'q', response: 'a' } } });
    const { uri } = await session.open('qa.jsonl', '{"q": "x", "a": "y"}\n{"q": "x", "a": null}\n');
    await finds(uri, ['empty-answer']);
    const { dataset } = await session.next(() =>
      session.statuses.findLast((status) => status.uri === uri && status.dataset),
    );
    assert.deepEqual([dataset!.evidence, dataset!.datasetInfo?.name, dataset!.format], ['datasetInfo', 'qa', 'Alpaca']);
    const counted = await session.next(() =>
      session.statuses.findLast((status) => status.uri === uri && (status.dataset?.tokens?.counted ?? 0) === 2),
    );
    assert.equal(counted.dataset!.tokens!.target, 'LLaMA-Factory');
    assert.equal(counted.dataset!.tokens!.unused, 1);
    session.write('dataset_info.json', { qa: { file_name: 'qa.jsonl', columns: { prompt: 'q', response: 'b' } } });
    await session.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: session.uriOf('dataset_info.json'), type: 2 }],
    });
    await session.next(() =>
      session.published.findLast(
        (params) => params.uri === uri && params.diagnostics.some(({ code }) => code === 'field-missing'),
      ),
    );
  });

  it('tells of broken JSON, and stays alive while it is written', async () => {
    const { uri } = await session.open('dataset_info.json', '{"a": {"file_name": ');
    await session.next(() =>
      session.published.findLast((params) => params.uri === uri && params.diagnostics.length > 0),
    );
    let version = 1;
    for (const text of ['', '[', '{"a"', '{"a": 1}', '{"a": {"columns": []}}', '\u0000']) {
      version = await session.change(uri, { text });
      const position = { line: 0, character: text.length };
      await session.client.sendRequest('textDocument/completion', { textDocument: { uri }, position });
      await session.client.sendRequest('textDocument/hover', { textDocument: { uri }, position });
    }
    await session.next(() => session.published.findLast((params) => params.uri === uri && params.version === version));
  });
});
