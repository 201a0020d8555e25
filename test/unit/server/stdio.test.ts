import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver/node';
import { ServerSession } from './serverSession';

const RECORD = '{"instruction": "a", "output": "b"}\n';
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** A client as other editors are: no commands, no confirmation, no own JSON support. */
describe('the language server over stdio', () => {
  let session: ServerSession;
  beforeEach(async () => {
    session = new ServerSession();
    await session.start();
  });
  afterEach(() => session.stop());

  it('publishes findings, and follows edits', async () => {
    const { uri } = await session.open('a.jsonl', `${RECORD}{"instruction": "a", "output": 3}\n`);
    assert.deepEqual(
      (await session.diagnostics(uri, 1)).map(({ code }) => code),
      ['number-as-answer'],
    );
    const range = { start: { line: 1, character: 31 }, end: { line: 1, character: 32 } };
    await session.change(uri, { range, text: '""' });
    assert.deepEqual(
      (await session.diagnostics(uri, 2)).map(({ code }) => code),
      ['empty-answer'],
    );
  });

  it('reports JSON syntax in .json files too: nobody else does here', async () => {
    const { uri } = await session.open('a.json', `[${RECORD},]`);
    assert.deepEqual(
      (await session.diagnostics(uri, 1)).map(({ code }) => code),
      ['json-syntax'],
    );
  });

  it('gives fixes as plain edits', async () => {
    const { uri } = await session.open('a.jsonl', '{"instruction": "a", "output": "b", "output": "c"}\n');
    await session.diagnostics(uri, 1);
    const actions = await session.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
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
    const { uri } = await session.open('a.jsonl', `${RECORD.replace('\n', '\n\n').repeat(1500)}${faulty.repeat(10)}`);
    const shown = await session.diagnostics(uri, 1);
    assert.equal(shown.length, 1000);
    assert.equal(shown.filter(({ code }) => code === 'empty-answer').length, 10);
    const { dataset } = await session.next(() =>
      session.statuses.findLast((status) => status.uri === uri && status.dataset),
    );
    assert.deepEqual(dataset?.counts, { error: 10, warning: 1500, info: 0 });
    assert.equal(dataset.shown, 1000);
  });

  it('tells of a broken project file and goes on without it', async () => {
    session.write('tuneset.json', '{"rules": {"empty-answer": "loud"}}');
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    const { uri } = await session.open('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.equal((await session.diagnostics(uri, 1)).length, 1);
    const { dataset } = await session.next(() =>
      session.statuses.findLast((status) => status.uri === uri && status.dataset?.projectFault),
    );
    assert.match(dataset!.projectFault!.message, /must be one of: error, warning, info, off/);
  });

  it('leaves files alone that are no datasets, and clears what it published when a file closes', async () => {
    const { uri: other } = await session.open('package.json', '{"name": "x"}');
    assert.deepEqual(await session.diagnostics(other, 1), []);
    const { uri } = await session.open('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.equal((await session.diagnostics(uri, 1)).length, 1);
    session.published.length = 0;
    await session.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(
      (await session.next(() => session.published.find((params) => params.uri === uri))).diagnostics,
      [],
    );
  });

  it('stays quick in a file of 100,000 records', async () => {
    const { uri } = await session.open('large.jsonl', RECORD.repeat(100_000));
    assert.deepEqual(await session.diagnostics(uri, 1), []);
    const range = { start: { line: 60_000, character: 31 }, end: { line: 60_000, character: 34 } };
    await session.change(uri, { range, text: '7' });
    assert.deepEqual(
      (await session.diagnostics(uri, 2)).map(({ range: { start } }) => start.line),
      [60_000],
    );
  });
});
