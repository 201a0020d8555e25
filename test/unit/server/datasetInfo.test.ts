import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type CompletionItem,
  type DocumentLink,
  type Hover,
  type Location,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { LocatedDatasetEntry, StatusParams } from '../../../src/protocol/messages';

/** A client without JSON support of its own. */
describe('the language server, for dataset_info.json', () => {
  let folder: string;
  let child: ChildProcess;
  let client: ProtocolConnection;
  const published: PublishDiagnosticsParams[] = [];
  const statuses: StatusParams[] = [];
  let onMessage: () => void = () => undefined;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-info-server-'));
    published.length = 0;
    statuses.length = 0;
    child = spawn(process.execPath, [path.resolve('dist/server.js'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    client = createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
    client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      published.push(params);
      onMessage();
    });
    client.onNotification('tuneset/status', (params: StatusParams) => {
      statuses.push(params);
      onMessage();
    });
    client.onRequest('workspace/workspaceFolders', () => [{ uri: pathToFileURL(folder).href, name: 'data' }]);
    client.listen();
    await client.sendRequest('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { workspace: { workspaceFolders: true } },
      locale: 'en',
    });
    await client.sendNotification('initialized', {});
  });

  afterEach(async () => {
    await client.sendRequest('shutdown');
    await client.sendNotification('exit');
    client.dispose();
    child.kill();
    rmSync(folder, { recursive: true });
  });

  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;

  function write(name: string, content: unknown): string {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    writeFileSync(path.join(folder, name), text);
    return text;
  }

  async function open(name: string, content: unknown): Promise<{ uri: string; text: string }> {
    const text = write(name, content);
    const uri = uriOf(name);
    const languageId = name.endsWith('.json') ? 'json' : 'jsonl';
    await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return { uri, text };
  }

  /** Waits until the rules of a file's findings are these. */
  async function finds(uri: string, rules: readonly string[]): Promise<void> {
    const wanted = JSON.stringify(rules);
    await next(() => {
      const last = published.findLast((params) => params.uri === uri);
      return last && JSON.stringify(last.diagnostics.map(({ code }) => code)) === wanted ? last : undefined;
    });
  }

  function next<T>(get: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The server did not answer: ${JSON.stringify(published.slice(-2))}`)),
        10_000,
      );
      onMessage = () => {
        const found = get();
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      onMessage();
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
    write('talk.json', records);
    const { uri, text } = await open('dataset_info.json', { talk: entry, gone: { file_name: 'tlk.json' } });
    await finds(uri, ['info-role-values', 'info-file-missing']);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Set the tags that the data uses', 'Change it to “talk.json”'],
    );
    const [change] = actions[0]!.edit!.documentChanges as { edits: TextEdit[] }[];
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: change!.edits.map((edit) => ({ range: edit.range, text: edit.newText })),
    });
    await finds(uri, ['info-file-missing']);
    write('tlk.json', [{ instruction: 'a', input: 'b', output: 'c' }]);
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('tlk.json'), type: 1 }],
    });
    await finds(uri, []);
    published.length = 0;
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await finds(uri, []);
    assert.ok(text);
  });

  it('completes files, fields, keys and roles of the data, and says what things mean', async () => {
    write('talk.json', records);
    const { uri, text } = await open('dataset_info.json', {
      talk: {
        ...entry,
        tags: { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' },
      },
    });
    await finds(uri, []);
    const complete = async (marked: string): Promise<string[]> => {
      const position = at(text, marked);
      const items = await client.sendRequest<CompletionItem[]>('textDocument/completion', {
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
      const answer = await client.sendRequest<Hover>('textDocument/hover', { textDocument: { uri }, position });
      return (answer.contents as { value: string }).value;
    };
    assert.match(await hover('"ta|lk": {'), /Records: 2[^]*messages: `messages`[^]*Not read: `note`/);
    assert.match(await hover('"ta|gs"'), /without a default: observation_tag \(else “observation”\), function_tag/);
    assert.match(await hover('"role_t|ag"'), /Without “tags”: from[^]*`role`: in 2 of 2 records/);
  });

  it('leads to the data, and from there back', async () => {
    const { uri, text } = await open('dataset_info.json', { 'talk 中': { ...entry, file_name: 'talk 中.json' } });
    write('talk 中.json', records);
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    await finds(uri, ['info-role-values']);
    const links = await client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    assert.deepEqual(
      links.map(({ target }) => target),
      [uriOf('talk 中.json')],
    );
    const position = at(text, '"talk 中|"');
    const target = await client.sendRequest<Location>('textDocument/definition', { textDocument: { uri }, position });
    assert.equal(target.uri, uriOf('talk 中.json'));
    const data = await open('talk 中.json', records);
    await next(() => statuses.findLast((status) => status.uri === data.uri && status.dataset));
    const back = await client.sendRequest<LocatedDatasetEntry>('tuneset/locateDatasetEntry', { uri: data.uri });
    assert.deepEqual([back.uri, back.range.start], [uri, { line: 1, character: 2 }]);
  });

  it('reads a dataset as its entry says, and says so', async () => {
    write('dataset_info.json', { qa: { file_name: 'qa.jsonl', columns: { prompt: 'q', response: 'a' } } });
    const { uri } = await open('qa.jsonl', '{"q": "x", "a": "y"}\n{"q": "x", "a": null}\n');
    await finds(uri, ['empty-answer']);
    const { dataset } = await next(() => statuses.findLast((status) => status.uri === uri && status.dataset));
    assert.deepEqual([dataset!.evidence, dataset!.datasetInfo?.name, dataset!.format], ['datasetInfo', 'qa', 'Alpaca']);
    const counted = await next(() =>
      statuses.findLast((status) => status.uri === uri && (status.dataset?.tokens?.counted ?? 0) === 2),
    );
    assert.equal(counted.dataset!.tokens!.target, 'LLaMA-Factory');
    assert.equal(counted.dataset!.tokens!.unused, 1);
    write('dataset_info.json', { qa: { file_name: 'qa.jsonl', columns: { prompt: 'q', response: 'b' } } });
    await client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('dataset_info.json'), type: 2 }],
    });
    await next(() =>
      published.findLast(
        (params) => params.uri === uri && params.diagnostics.some(({ code }) => code === 'field-missing'),
      ),
    );
  });

  it('tells of broken JSON, and stays alive while it is written', async () => {
    const { uri } = await open('dataset_info.json', '{"a": {"file_name": ');
    await next(() => published.findLast((params) => params.uri === uri && params.diagnostics.length > 0));
    let version = 1;
    for (const text of ['', '[', '{"a"', '{"a": 1}', '{"a": {"columns": []}}', '\u0000']) {
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ text }],
      });
      const position = { line: 0, character: text.length };
      await client.sendRequest('textDocument/completion', { textDocument: { uri }, position });
      await client.sendRequest('textDocument/hover', { textDocument: { uri }, position });
    }
    await next(() => published.findLast((params) => params.uri === uri && params.version === version));
  });
});
