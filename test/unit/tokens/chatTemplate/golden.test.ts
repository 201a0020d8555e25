import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatTemplateMeter } from '../../../../src/tokens/chatTemplate/chatTemplateMeter';
import { isUnreadable } from '../../../../src/tokens/chatTemplate/conversation';
import { conversationReader } from '../../../../src/tokens/chatTemplate/conversationReader';
import { model } from './models';

/** A record and what the tokenizer's own `apply_chat_template` (transformers 4.57) made of it. */
interface GoldenCase {
  readonly id: string;
  readonly tokenizer: 'qwen3' | 'qwen2_5';
  readonly record: unknown;
  readonly messages: readonly object[];
  readonly tools: readonly object[] | null;
  readonly ids?: readonly number[];
  readonly error?: string;
  readonly rejectedMessages?: readonly object[];
  readonly rejectedIds?: readonly number[];
  /** LLaMA-Factory's labels, where its template gives the same ids: all answers and what ends them. */
  readonly labels?: readonly number[];
}

const cases = readFileSync(join(process.cwd(), 'test/fixtures/golden/chatTemplate.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenCase);

describe('chat template meter on golden cases', () => {
  for (const golden of cases) {
    it(`reads ${golden.id} into the same messages`, () => {
      const read = conversationReader()(golden.record);
      assert.ok(!isUnreadable(read));
      const { turns, tools } = read.conversation;
      assert.deepEqual({ messages: turns.map((turn) => turn.message), tools: tools ?? null }, pick(golden));
      assert.deepEqual(
        read.rejected?.turns.map((turn) => turn.message),
        golden.rejectedMessages,
      );
    });

    it(`makes the same tokens of ${golden.id}`, () => {
      const measure = chatTemplateMeter({ ...model(golden.tokenizer), target: 'openai' }).measure(golden.record, true);
      if (golden.error !== undefined) {
        assert.deepEqual([measure.status, measure.reason], ['failed', golden.error]);
        return;
      }
      assert.deepEqual(measure.feed?.ids, golden.ids);
      assert.deepEqual(measure.rejected?.feed?.ids, golden.rejectedIds);
      assert.equal(measure.tokens, golden.ids?.length);
      if (golden.labels) assert.deepEqual(measure.feed?.labels, golden.labels);
    });
  }

  it('has cases of both models, with labels, errors and pairs', () => {
    assert.ok(cases.length > 40);
    for (const field of ['labels', 'error', 'rejectedIds'] as const) assert.ok(cases.some((golden) => field in golden));
    assert.deepEqual([...new Set(cases.map(({ tokenizer }) => tokenizer))].sort(), ['qwen2_5', 'qwen3']);
  });
});

function pick({ messages, tools }: GoldenCase): Pick<GoldenCase, 'messages' | 'tools'> {
  return { messages, tools };
}
