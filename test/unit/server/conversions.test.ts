import assert from 'node:assert/strict';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import {
  ConvertDataset,
  ListConversionChoices,
  ListConversions,
  PreviewConversion,
  SurveyConversion,
  type ConversionChoices,
  type ConversionList,
  type ConversionPreview,
  type ConversionSurvey,
  type ConvertParams,
  type ConvertResult,
} from '../../../src/protocol/conversion';
import type { FormatChoice } from '../../../src/dataset/format';
import { Conversions } from '../../../src/server/conversions';
import { OpenDocument } from '../../../src/server/openDocument';

const URI = 'file:///data/a.jsonl';
const RECORD =
  '{"messages": [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "b", "weight": 0}]}\n';

type Handler = (params: object, token: Pick<CancellationToken, 'isCancellationRequested'>) => unknown;

/** What is asked of the server about a dataset, and the files that it has written. */
class Conversation {
  readonly files = new Map<string, string>();
  private readonly handlers = new Map<string, Handler>();

  constructor(text: string, format?: FormatChoice) {
    const document = new OpenDocument(URI, 'jsonl', 1, text);
    document.configure({ format, check: {} });
    const connection = { onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler) };
    const host = {
      pathOf: (uri: string) => (uri.startsWith('file:') ? uri.slice('file://'.length) : undefined),
      writeText: async (path: string, parts: AsyncIterable<string>, overwrite: boolean) => {
        if (this.files.has(path) && !overwrite) throw Object.assign(new Error(path), { name: 'TargetExists' });
        let written = '';
        for await (const part of parts) written += part;
        this.files.set(path, written);
      },
    };
    new Conversions(connection as unknown as Connection, host, () => document).listen();
  }

  async ask<R>(method: string, params: object = {}, isCancellationRequested = false): Promise<R> {
    return (await this.handlers.get(method)!({ uri: URI, ...params }, { isCancellationRequested })) as R;
  }

  convert(params: Partial<ConvertParams>, isCancelled = false): Promise<ConvertResult | null> {
    const all = { to: 'sharegpt', container: 'jsonl', target: null, overwrite: false, ...params };
    return this.ask(ConvertDataset.method, all, isCancelled);
  }
}

describe('converting an open dataset', () => {
  it('lists the formats that make sense, with what would be lost and how often', async () => {
    const list = await new Conversation(RECORD.repeat(3)).ask<ConversionList>(ListConversions.method);
    assert.deepEqual([list.formatId, list.container, list.records, list.looked], ['messages', 'jsonl', 3, 3]);
    const ids = list.options.map(({ id }) => id);
    assert.ok(ids.includes('alpaca') && ids.includes('sharegpt') && !ids.includes('preference-alpaca'), ids.join());
    const losses = list.options.find(({ id }) => id === 'sharegpt')!.losses.filter(({ kind }) => kind === 'lost');
    assert.deepEqual(
      losses.map(({ records, first }) => [records, first]),
      [[3, 0]],
    );
  });

  it('shows the first records that go along, every value as it is written', async () => {
    const text = `${RECORD.replace('"weight": 0', '"score": 1.50')}{"messages": [\n${RECORD}`;
    const preview = await new Conversation(text).ask<ConversionPreview>(PreviewConversion.method, { to: 'messages' });
    assert.equal(preview.records, 2);
    assert.ok(preview.before.includes('1.50') && preview.after.includes('1.50'), preview.after);
  });

  it('surveys the whole, and names the records that are left out', async () => {
    const survey = await new Conversation(`${RECORD}{"messages": 3}\n${RECORD}`).ask<ConversionSurvey>(
      SurveyConversion.method,
      { to: 'sharegpt' },
    );
    assert.deepEqual([survey.records, survey.results, survey.refused], [3, 2, 1]);
    assert.equal(survey.firstRefused[0]?.record, 1);
  });

  it('gives the text back where there is no file to write', async () => {
    const result = await new Conversation(RECORD.repeat(2)).convert({ container: 'array', target: 'vscode-vfs://a/b' });
    assert.ok(result && 'text' in result);
    const records = JSON.parse(result.text) as { conversations: unknown }[];
    assert.deepEqual(records[1]?.conversations, [
      { from: 'human', value: '你好' },
      { from: 'gpt', value: 'b' },
    ]);
    assert.equal(result.written, 2);
  });

  it('writes a file, and none that is there already', async () => {
    const conversation = new Conversation(RECORD);
    assert.deepEqual(await conversation.convert({ target: 'file:///data/b.jsonl' }), { written: 1 });
    const written = conversation.files.get('/data/b.jsonl');
    const again = await conversation.convert({ target: 'file:///data/b.jsonl', to: 'alpaca' });
    assert.ok(again && 'error' in again);
    assert.equal(conversation.files.get('/data/b.jsonl'), written);
  });

  it('makes an empty list of records that can’t go along', async () => {
    const conversation = new Conversation('{"messages": 3}\n', { id: 'messages' });
    const result = await conversation.convert({ container: 'array' });
    assert.deepEqual(result, { text: '[]\n', written: 0 });
  });

  it('tells what there is to choose, only where it makes a difference', async () => {
    const choices = (text: string, to: string): Promise<ConversionChoices | null> =>
      new Conversation(text).ask(ListConversionChoices.method, { to });
    const answer = (text: string): string =>
      `{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", ${text}}], "note": 1}\n`;
    const tagged = answer('"content": "<think>\\nx\\n</think>\\n\\nb"');
    const apart = answer('"content": "b", "reasoning_content": "x"');
    assert.deepEqual(await choices(RECORD, 'sharegpt'), { thoughts: [], fields: [] });
    assert.deepEqual(await choices(tagged, 'messages'), { thoughts: ['field'], fields: ['note'] });
    assert.deepEqual(await choices(apart, 'messages'), { thoughts: ['tags'], fields: ['note'] });
    // ShareGPT has tags alone.
    assert.deepEqual(await choices(apart, 'sharegpt'), { thoughts: [], fields: ['note'] });
    assert.equal(await choices(RECORD, 'text'), null);
  });

  it('does what was chosen', async () => {
    const text =
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "reasoning_content": "x"}], "note": 1}\n';
    const result = await new Conversation(text).convert({ to: 'messages', thoughts: 'tags', dropFields: true });
    assert.ok(result && 'text' in result);
    assert.deepEqual(JSON.parse(result.text), {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: '<think>\nx\n</think>\n\nb' },
      ],
    });
  });

  it('leaves records of the same format as they are, each on one line', async () => {
    const array = '[\n  {"output":1.0,  "instruction": "a",\n   "note": null}\n]\n';
    const result = await new Conversation(array, { id: 'alpaca' }).convert({ to: 'alpaca' });
    assert.deepEqual(result, { text: '{"output":1.0,  "instruction": "a", "note": null}\n', written: 1 });
  });

  it('stops when it is told to, and writes nothing', async () => {
    const conversation = new Conversation(RECORD.repeat(1000));
    assert.equal(await conversation.convert({ target: 'file:///data/b.jsonl' }, true), null);
    assert.equal(conversation.files.size, 0);
    assert.equal(await conversation.ask(SurveyConversion.method, { to: 'sharegpt' }, true), null);
  });
});
