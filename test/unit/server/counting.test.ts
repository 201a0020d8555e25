import assert from 'node:assert/strict';
import path from 'node:path';
import type { Connection } from 'vscode-languageserver';
import { RecordCounters } from '../../../src/host/measure/recordCounters';
import type { RecordCounter } from '../../../src/server/counters';
import { Counting } from '../../../src/server/counting';
import { OpenDocument } from '../../../src/server/openDocument';

const URI = 'file:///data/a.jsonl';
const ENTRY = {
  file_name: 'a.jsonl',
  columns: { prompt: 'instruction', query: 'input', response: 'output', system: 'system' },
};
const LINE = '{"instruction": "1+1?", "input": "", "output": "2"}\n';

const counters = new RecordCounters(path.resolve('dist/countWorker.js'));

/** A file of LLaMA-Factory's as the server has it, and how many records were counted each time. */
class Edited {
  readonly asked: number[] = [];
  private readonly counting: Counting;

  private constructor(
    private readonly document: OpenDocument,
    opened: RecordCounter,
  ) {
    const connection = { console } as unknown as Connection;
    const nothing = (): void => undefined;
    const check = async (): Promise<void> => {
      while (!document.dataset!.checked.check()) await Promise.resolve();
    };
    this.counting = new Counting(
      connection,
      () => document,
      nothing,
      () => false,
      check,
    );
    this.counting.use(document, this.logged(opened));
  }

  static async open(text: string): Promise<Edited> {
    const document = new OpenDocument(URI, 'jsonl', 1, text);
    document.configure({ format: { id: 'alpaca' }, check: { target: 'llamafactory' } });
    const datasetInfo = { name: 'a', value: { a: ENTRY } };
    const settings = { tokenizer: 'qwen3', target: 'llamafactory', template: 'qwen', datasetInfo } as const;
    const places = { base: '', storage: undefined, format: { id: 'alpaca' } };
    const edited = new Edited(document, await counters.open(settings, places));
    await edited.count();
    return edited;
  }

  /** Puts a text in place of the first one that is like `found`, and counts again. */
  async replace(found: string, text: string): Promise<void> {
    const lines = this.document.text().slice(0, this.document.text().indexOf(found)).split('\n');
    const start = { line: lines.length - 1, character: lines.at(-1)!.length };
    const range = { start, end: { ...start, character: start.character + found.length } };
    this.document.update([{ range, text }], this.document.version + 1);
    await this.count();
  }

  /** The outcomes of all findings, each once. */
  get outcomes(): readonly unknown[] {
    return [...new Set(this.document.findings(Infinity).shown.map(({ outcome }) => outcome))];
  }

  get tokens(): number {
    return this.document.dataset!.checked.tokens.total;
  }

  private async count(): Promise<void> {
    this.asked.length = 0;
    await this.counting.run(URI);
  }

  private logged(counter: RecordCounter): RecordCounter {
    const known = new Map<RecordCounter, RecordCounter>();
    const { forColumns } = counter;
    return {
      ...counter,
      count: (records) => {
        this.asked.push(records.length);
        return counter.count(records);
      },
      ...(forColumns && {
        forColumns: (columns) => {
          const found = forColumns(columns);
          if (!known.has(found)) known.set(found, this.logged(found));
          return known.get(found)!;
        },
      }),
    };
  }
}

describe('counting what LLaMA-Factory reads', () => {
  after(() => counters.close());

  it('asks for the edited record and its neighbour only, as long as the file’s columns stay what they are', async () => {
    const edited = await Edited.open(LINE.repeat(5).replaceAll('}', ', "system": "S"}'));
    assert.deepEqual(edited.asked, [5]);
    const { tokens } = edited;
    await edited.replace('1+1?', 'What is 1+1?');
    assert.deepEqual(edited.asked, [2]);
    assert.ok(edited.tokens > tokens);
  });

  it('does not mind columns that are not read', async () => {
    const edited = await Edited.open(LINE.repeat(5).replaceAll('}', ', "system": "S"}'));
    await edited.replace('}', ', "id": 1}');
    assert.deepEqual(edited.asked, [2]);
  });

  it('asks for all records when a column comes or goes', async () => {
    const edited = await Edited.open(LINE.repeat(5));
    assert.equal(edited.tokens, 0);
    await edited.replace('}', ', "system": "S"}');
    assert.deepEqual(edited.asked, [5]);
    assert.ok(edited.tokens > 0);
    await edited.replace(', "system": "S"}', '}');
    assert.deepEqual(edited.asked, [5]);
    assert.equal(edited.tokens, 0);
  });

  it('knows a column of dates, until one of them is none, and takes back what was said of the others', async () => {
    const dates = `${LINE.replace('"2"', '"2024-01-01"').repeat(4)}`.replaceAll('}', ', "system": "S"}');
    const edited = await Edited.open(dates);
    assert.ok(edited.outcomes.includes('dropped'));
    await edited.replace('2024-01-01', 'On 2024-01-01');
    assert.deepEqual(edited.asked, [4]);
    assert.deepEqual(edited.outcomes, []);
  });
});
