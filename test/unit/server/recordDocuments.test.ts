import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, CompletionItem, FoldingRange, Hover } from 'vscode-languageserver/node';
import {
  fileOfRecord,
  InsertRecordDocument,
  ReadRecordDocument,
  RECORD_LANGUAGE,
  RECORD_SCHEME,
  recordQuery,
  WriteRecordDocument,
  type InsertRecordDocumentResult,
  type RecordDocument,
  type WriteRecordDocumentResult,
} from '../../../src/protocol/recordDocument';
import { FollowRecord, type FollowedRecord } from '../../../src/protocol/records';
import { ServerSession } from './serverSession';

const FIRST = '{"instruction":"a\\nb","output":"\\u4f60"}';
const SECOND = '{"instruction":"c","output":"d"}';

describe('records as documents', () => {
  const session = new ServerSession();
  let files = 0;

  before(() => session.start());
  after(() => session.stop());

  /** A record of a file that is open, as its index says. */
  class Opened {
    constructor(
      readonly uri: string,
      readonly text: string,
      readonly anchor: number,
    ) {}

    static async at(record: number, text = `${FIRST}\r\n${SECOND}\r\n`, ext = 'jsonl'): Promise<Opened> {
      const { uri } = await session.open(`file${++files}.${ext}`, text);
      const seen = (): boolean => session.statuses.some((status) => status.uri === uri);
      while (!seen()) await new Promise((resolve) => setTimeout(resolve, 5));
      const params = { uri, at: { kind: 'index', record } };
      const { anchor } = await session.client.sendRequest<FollowedRecord>(FollowRecord.method, params);
      return new Opened(uri, text, anchor);
    }

    read(position?: { line: number; character: number }): Promise<RecordDocument> {
      const { uri, anchor } = this;
      return session.client.sendRequest(ReadRecordDocument.method, { uri, anchor, position });
    }

    write(text: string, digest: string | null): Promise<WriteRecordDocumentResult> {
      const { uri, anchor } = this;
      return session.client.sendRequest(WriteRecordDocument.method, { uri, anchor, digest, text });
    }

    insert(record: number, text: string): Promise<InsertRecordDocumentResult> {
      return session.client.sendRequest(InsertRecordDocument.method, { uri: this.uri, record, text });
    }

    /** The file's text after the edits. */
    after(result: WriteRecordDocumentResult | InsertRecordDocumentResult): string {
      assert.ok('edits' in result, JSON.stringify(result));
      return TextDocument.applyEdits(TextDocument.create(this.uri, '', 0, this.text), [...result.edits]);
    }
  }

  it('are read, and written with the edits that are needed', async () => {
    const record = await Opened.at(0);
    const { text, digest, cursor } = await record.read({ line: 0, character: FIRST.indexOf('b"') });
    assert.equal(text, '{\n  "instruction": "a\nb",\n  "output": "你"\n}');
    assert.deepEqual(cursor, { line: 2, character: 0 });
    const result = await record.write(text.replace('你', '你好').replaceAll('\n', '\r\n'), digest);
    assert.equal(record.after(result), record.text.replace('\\u4f60', '\\u4f60\\u597d'));
    assert.deepEqual('edits' in result && result.edits.length, 1);
  });

  it('are spelled as the records around them', async () => {
    const record = await Opened.at(1);
    const { text, digest } = await record.read();
    assert.equal(
      record.after(await record.write(text.replace('d', '好'), digest)),
      record.text.replace('d"}', '\\u597d"}'),
    );
  });

  it('don’t replace what someone else wrote', async () => {
    const record = await Opened.at(1);
    const { text } = await record.read();
    const result = await record.write(text.replace('d', 'e'), 'of another record');
    assert.deepEqual(result.kind === 'conflict' && result.theirs, text);
    assert.equal((await record.write(text, 'of another record')).kind, 'edits');
    assert.equal(record.after(await record.write(text.replace('d', 'e'), null)), record.text.replace('d"}', 'e"}'));
  });

  it('are not written as long as they are no JSON', async () => {
    const record = await Opened.at(1);
    const { text, digest } = await record.read();
    const result = await record.write(text.replace('"d"', 'd'), digest);
    assert.deepEqual(result.kind === 'fault' && result.range.start, { line: 2, character: 12 });
    assert.deepEqual(result.kind === 'fault' && result.message, 'The text is no valid JSON: see line 3.');
  });

  it('are inserted again where they stood', async () => {
    const record = await Opened.at(1);
    const { text } = await record.read();
    const [before, behind] = [await record.insert(1, text), await record.insert(7, text)];
    assert.equal(record.after(before), `${FIRST}\r\n${SECOND}\r\n${SECOND}\r\n`);
    assert.equal(record.after(behind), `${FIRST}\r\n${SECOND}\r\n${SECOND}\r\n`);
    assert.deepEqual('edits' in behind && behind.record, 2);
    const list = await Opened.at(0, `[\n  ${FIRST}\n]\n`, 'json');
    assert.equal(list.after(await list.insert(0, text)), `[\n  ${SECOND},\n  ${FIRST}\n]\n`);
  });

  it('are gone when they are', async () => {
    const record = await Opened.at(1);
    await session.change(record.uri, {
      range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
      text: '',
    });
    assert.equal(await record.read(), null);
    assert.deepEqual(await record.write(SECOND, null), { kind: 'gone' });
  });

  describe('in an editor', () => {
    const text = '{\r\n  "instruction": "a\r\n\tb",\r\n  "output": 3,\r\n  \r\n}';
    let uri: string;

    before(async () => {
      const record = await Opened.at(0);
      uri = `${RECORD_SCHEME}:/a%20%231?${encodeURIComponent(recordQuery('1', record.uri))}`;
      assert.equal(fileOfRecord(uri), record.uri);
      const textDocument = { uri, languageId: RECORD_LANGUAGE, version: 1, text };
      await session.client.sendNotification('textDocument/didOpen', { textDocument });
      while (!session.last(uri)) await new Promise((resolve) => setTimeout(resolve, 5));
    });

    const ask = <R>(method: string, params: object): Promise<R> =>
      session.client.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri }, ...params });

    it('have the findings of a record of their file', () => {
      const found = session.last(uri)!.diagnostics.map(({ code, range }) => `${code}@${JSON.stringify(range)}`);
      const syntax = JSON.stringify({ start: { line: 3, character: 13 }, end: { line: 3, character: 14 } });
      assert.deepEqual(found, [`json-syntax@${syntax}`]);
    });

    it('have fixes', async () => {
      const range = { start: { line: 3, character: 13 }, end: { line: 3, character: 14 } };
      const actions = await ask<CodeAction[]>('codeAction', { range, context: { diagnostics: [] } });
      const edits = actions[0]?.edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : []));
      assert.deepEqual(edits, [{ range, newText: '' }]);
    });

    it('have hovers and completion', async () => {
      const hover = await ask<Hover>('hover', { position: { line: 1, character: 5 } });
      assert.match(JSON.stringify(hover.contents), /Instruction/);
      assert.deepEqual(hover.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 15 } });
      const items = await ask<CompletionItem[]>('completion', { position: { line: 4, character: 2 } });
      const history = items.find(({ label }) => label === 'history');
      const here = { line: 4, character: 2 };
      assert.deepEqual(history?.textEdit && 'range' in history.textEdit && history.textEdit.range, {
        start: here,
        end: here,
      });
    });

    it('fold at brackets and texts over lines', async () => {
      const folds = await ask<FoldingRange[]>('foldingRange', {});
      assert.deepEqual(
        folds.map(({ startLine, endLine }) => [startLine, endLine]),
        [
          [1, 2],
          [0, 4],
        ],
      );
    });
  });
});
