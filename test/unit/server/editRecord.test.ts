import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { valueText } from '../../../src/dataset/piece';
import {
  EditRecord,
  ListRecordTemplates,
  type EditRecordResult,
  type RecordOperation,
  type RecordTemplate,
} from '../../../src/protocol/records';
import { OpenDocument } from '../../../src/server/openDocument';
import { RecordEditing } from '../../../src/server/records/editRecord';
import type { Followed } from '../../../src/server/records/followed';

const URI = 'file:///data/a.jsonl';

type Handler = (params: object) => Promise<unknown>;

/** An open dataset whose records are followed by their index. */
class Editing {
  readonly document: OpenDocument;
  private readonly handlers = new Map<string, Handler>();

  constructor(text: string) {
    this.document = new OpenDocument(URI, 'jsonl', 7, text);
    this.document.configure({ format: undefined, check: {} });
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
    } as unknown as Connection;
    const followed: Followed = {
      find: ({ anchor }) => {
        const dataset = this.document.dataset!;
        const placed = dataset.checked.text.pieces.record(anchor);
        return placed && { document: this.document, dataset, placed, digest: digestOf(valueText(placed.piece)) };
      },
    };
    new RecordEditing(
      connection,
      followed,
      () => this.document,
      () => Promise.resolve(),
    ).listen();
  }

  async edit(anchor: number, operation: RecordOperation, seen?: string): Promise<EditRecordResult> {
    const placed = this.document.dataset!.checked.text.pieces.record(anchor);
    const digest = digestOf(seen ?? (placed ? valueText(placed.piece) : ''));
    return (await this.handlers.get(EditRecord.method)!({ uri: URI, anchor, digest, operation })) as EditRecordResult;
  }

  /** The text afterwards, and the record to look at; or what refuses it. */
  async after(anchor: number, operation: RecordOperation): Promise<readonly [string, number] | string> {
    const result = await this.edit(anchor, operation);
    if ('refused' in result) return result.refused;
    assert.equal(result.version, 7);
    const before = TextDocument.create(URI, 'jsonl', 7, this.document.text());
    return [TextDocument.applyEdits(before, [...result.edits]), result.record];
  }

  async templates(): Promise<RecordTemplate[]> {
    return (await this.handlers.get(ListRecordTemplates.method)!({ uri: URI })) as RecordTemplate[];
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('edits of a record', () => {
  const first = '{"instruction": "q", "output": "a", "n": 1.0}';
  const second = '{"instruction": "\\u4f60", "output": "b"}';
  const text = `${first}\r\n\r\n${second}\r\n{"broken\r\n`;

  it('change a turn in its place', async () => {
    assert.deepEqual(await new Editing(text).after(1, { kind: 'setText', pointer: '/output', text: '好' }), [
      text.replace('"b"', '"\\u597d"'),
      1,
    ]);
  });

  it('write as the records around do', async () => {
    assert.deepEqual(await new Editing(text).after(0, { kind: 'setText', pointer: '/output', text: '好' }), [
      text.replace('"a"', '"\\u597d"'),
      0,
    ]);
  });

  it('reach every line of a record that is laid out over lines', async () => {
    const pretty = '[\n  {\n    "instruction": "q",\n    "output": "a"\n  }\n]\n';
    assert.deepEqual(await new Editing(pretty).after(0, { kind: 'addTurn', after: 1, role: 'user' }), [
      '[\n  {\n    "instruction": "",\n    "output": "",\n    "history": [["q", "a"]]\n  }\n]\n',
      0,
    ]);
    assert.deepEqual(
      await new Editing(pretty).after(0, { kind: 'insertRecord', where: 'before', template: 'alpaca-1' }),
      [pretty.replace('[\n', '[\n  {\n    "instruction": "",\n    "input": "",\n    "output": ""\n  },\n'), 0],
    );
  });

  it('insert, duplicate, delete and move whole records', async () => {
    const editing = new Editing(text);
    const empty = '{"instruction": "", "input": "", "output": ""}';
    assert.deepEqual(await editing.after(0, { kind: 'insertRecord', where: 'after', template: 'alpaca-1' }), [
      text.replace(first, `${first}\r\n${empty}`),
      1,
    ]);
    assert.deepEqual(await editing.after(0, { kind: 'duplicateRecord' }), [
      text.replace(first, `${first}\r\n${first}`),
      1,
    ]);
    assert.deepEqual(await editing.after(0, { kind: 'deleteRecord' }), [text.replace(`${first}\r\n`, ''), 0]);
    assert.deepEqual(await editing.after(2, { kind: 'deleteRecord' }), [text.replace('{"broken\r\n', ''), 1]);
    assert.deepEqual(await editing.after(0, { kind: 'moveRecord', by: 1 }), [
      `${second}\r\n\r\n${first}\r\n{"broken\r\n`,
      1,
    ]);
    assert.match((await editing.after(1, { kind: 'moveRecord', by: 1 })) as string, /broken/);
    assert.match(
      (await editing.after(0, { kind: 'insertRecord', where: 'after', template: 'x' })) as string,
      /no such record/,
    );
  });

  it('are refused for a record that is gone, that says something else, or that can’t be read', async () => {
    const editing = new Editing(text);
    const operation = { kind: 'setText', pointer: '/output', text: 'x' } as const;
    assert.match((await editing.after(9, operation)) as string, /not in the file any more/);
    assert.match(JSON.stringify(await editing.edit(0, operation, 'other')), /something else by now/);
    assert.match((await editing.after(2, operation)) as string, /can’t be read/);
    assert.match((await editing.after(0, { kind: 'deleteTurn', turn: 1 })) as string, /only question/);
    assert.match((await editing.after(0, { kind: 'deleteTurn', turn: 5 })) as string, /not there any more/);
  });

  it('offer the records of the format', async () => {
    const templates = await new Editing(text).templates();
    assert.deepEqual(
      templates.map(({ id, label }) => [id, label]),
      [
        ['alpaca-1', 'Alpaca record'],
        ['alpaca-2', 'Alpaca record with system prompt'],
        ['alpaca-3', 'Alpaca record with history'],
      ],
    );
  });
});
