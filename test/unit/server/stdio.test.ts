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
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import type { StatusParams } from '../../../src/protocol/messages';

const RECORD = '{"instruction": "a", "output": "b"}\n';
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** A client as other editors are: no commands, no confirmation, no own JSON support. */
describe('the language server over stdio', () => {
  let folder: string;
  let child: ChildProcess;
  let client: ProtocolConnection;
  const published: PublishDiagnosticsParams[] = [];
  const statuses: StatusParams[] = [];
  let onMessage: () => void = () => undefined;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-server-'));
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

  function uriOf(name: string): string {
    return pathToFileURL(path.join(folder, name)).href;
  }

  async function open(name: string, text: string, languageId = 'jsonl'): Promise<string> {
    writeFileSync(path.join(folder, name), text);
    const uri = uriOf(name);
    await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** The diagnostics of a version of a file, once they are published. */
  async function diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    return (await next(() => published.findLast((params) => params.uri === uri && params.version === version)))
      .diagnostics;
  }

  function next<T>(get: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The server did not answer.')), 10_000);
      onMessage = () => {
        const found = get();
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      };
      onMessage();
    });
  }

  it('publishes findings, and follows edits', async () => {
    const uri = await open('a.jsonl', `${RECORD}{"instruction": "a", "output": 3}\n`);
    assert.deepEqual(
      (await diagnostics(uri, 1)).map(({ code }) => code),
      ['number-as-answer'],
    );
    const range = { start: { line: 1, character: 31 }, end: { line: 1, character: 32 } };
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range, text: '""' }],
    });
    assert.deepEqual(
      (await diagnostics(uri, 2)).map(({ code }) => code),
      ['empty-answer'],
    );
  });

  it('reports JSON syntax in .json files too: nobody else does here', async () => {
    const uri = await open('a.json', `[${RECORD},]`, 'json');
    assert.deepEqual(
      (await diagnostics(uri, 1)).map(({ code }) => code),
      ['json-syntax'],
    );
  });

  it('gives fixes as plain edits', async () => {
    const uri = await open('a.jsonl', '{"instruction": "a", "output": "b", "output": "c"}\n');
    await diagnostics(uri, 1);
    const actions = await client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: WHOLE,
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Keep the last “output”', 'Keep the first “output”'],
    );
    assert.equal(actions[0]!.edit!.changeAnnotations, undefined);
    assert.ok(actions.every(({ command }) => command === undefined));
  });

  it('says so when there are more findings than are shown, and keeps the errors', async () => {
    const faulty = '{"instruction": "a", "output": ""}\n';
    const uri = await open('a.jsonl', `${RECORD.replace('\n', '\n\n').repeat(1500)}${faulty.repeat(10)}`);
    const shown = await diagnostics(uri, 1);
    assert.equal(shown.length, 1000);
    assert.equal(shown.filter(({ code }) => code === 'empty-answer').length, 10);
    const { dataset } = await next(() => statuses.findLast((status) => status.uri === uri && status.dataset));
    assert.deepEqual(dataset?.counts, { error: 10, warning: 1500, info: 0 });
    assert.equal(dataset.shown, 1000);
  });

  it('tells of a broken project file and goes on without it', async () => {
    writeFileSync(path.join(folder, 'tuneset.json'), '{"rules": {"empty-answer": "loud"}}');
    await client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    const uri = await open('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.equal((await diagnostics(uri, 1)).length, 1);
    const { dataset } = await next(() =>
      statuses.findLast((status) => status.uri === uri && status.dataset?.projectFault),
    );
    assert.match(dataset!.projectFault!.message, /must be one of: error, warning, info, off/);
  });

  it('leaves files alone that are no datasets, and clears what it published when a file closes', async () => {
    const other = await open('package.json', '{"name": "x"}', 'json');
    assert.deepEqual(await diagnostics(other, 1), []);
    const uri = await open('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.equal((await diagnostics(uri, 1)).length, 1);
    published.length = 0;
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual((await next(() => published.find((params) => params.uri === uri))).diagnostics, []);
  });

  it('stays quick in a file of 100,000 records', async () => {
    const uri = await open('large.jsonl', RECORD.repeat(100_000));
    assert.deepEqual(await diagnostics(uri, 1), []);
    const range = { start: { line: 60_000, character: 31 }, end: { line: 60_000, character: 34 } };
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range, text: '7' }],
    });
    assert.deepEqual(
      (await diagnostics(uri, 2)).map(({ range: { start } }) => start.line),
      [60_000],
    );
  });
});
