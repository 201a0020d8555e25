import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseDatasetInfo } from '../../../../src/dataset/datasetInfo/attributes';
import { columnsOf, mergeColumns, type Columns } from '../../../../src/tokens/llamafactory/columns';
import {
  llamaFactoryMeter,
  type LlamaFactoryOptions,
  type LlamaFactoryResult,
} from '../../../../src/tokens/llamafactory/llamaFactoryMeter';
import { loads } from '../../../../src/tokens/llamafactory/python/json';
import { getItem } from '../../../../src/tokens/llamafactory/python/operations';
import type { PythonValue } from '../../../../src/tokens/llamafactory/python/value';
import type { Measure } from '../../../../src/tokens/meter';
import { checkSequence } from '../checkSequence';
import { packagedTokenizer } from './tokenizers';

interface Side {
  readonly input_ids?: readonly number[];
  readonly labels?: readonly number[] | null;
  readonly full?: { readonly n_tokens: number; readonly n_trained?: number; readonly n_label_tokens?: number };
  readonly pairs?: readonly (readonly [number, number])[];
}

interface Expected extends Side {
  readonly status: 'kept' | 'dropped' | 'crash';
  readonly at?: string;
  readonly message?: string;
  readonly warnings?: readonly string[];
  readonly chosen?: Side;
  readonly rejected?: Side;
}

interface Case {
  readonly id: string;
  readonly stage: LlamaFactoryOptions['stage'];
  readonly dataset_info: { readonly sample: { readonly file_name: string } };
  readonly rows: readonly unknown[];
  readonly tokenizer: string;
  readonly template: string;
  readonly args: {
    readonly cutoff_len?: number;
    readonly mask_history?: boolean;
    readonly train_on_prompt?: boolean;
    readonly enable_thinking?: boolean | null;
    readonly preserve_thinking?: boolean;
    readonly default_system?: string;
    readonly tool_format?: string;
    readonly packing?: boolean;
  };
  readonly datasets_version_dependent: boolean;
  readonly expected: readonly Expected[];
}

/** Outputs of the real LLaMA-Factory (ff6d4d12 of 2026-08-18, transformers 4.57.6, datasets 4.0.0), one case a line. */
const lines = readFileSync('test/fixtures/golden/llamafactory.jsonl', 'utf8').trimEnd().split('\n');

for (const line of lines) {
  const golden = JSON.parse(line) as Case;
  // JSON.parse alone would take 1.0 for the int 1.
  const rows = getItem(loads(line), 'rows') as readonly PythonValue[];
  describe(`LLaMA-Factory: ${golden.id}`, () => {
    for (const [index, expected] of golden.expected.entries()) {
      it(`row ${index}: ${expected.message ?? expected.status}`, () => {
        const isLines = golden.dataset_info.sample.file_name.endsWith('.jsonl');
        const columns = rows.map((row) => columnsOf(row, isLines)).reduce(mergeColumns);
        check(rows[index]!, columns, golden, expected);
      });
    }
  });
}

function check(row: PythonValue, columns: Columns, golden: Case, expected: Expected): void {
  const result = open(golden, columns);
  if ('fault' in result) {
    assert.ok(expected.at === 'args' || expected.at === 'load' || /Dataset converter/.test(expected.message!));
    if (expected.at !== 'align') assert.equal(`ValueError: ${result.fault}`, expected.message);
    return;
  }
  const measure = result.meter.measure(row, true);
  assert.deepEqual(withoutFeed(result.meter.measure(row)), withoutFeed(measure), 'the same with and without ids');
  if (expected.status !== 'kept') {
    assert.equal(measure.status, expected.status === 'crash' ? 'failed' : 'dropped');
    const lines = expected.status === 'dropped' ? expected.warnings!.join('\n') : expected.message;
    assert.equal(measure.reason, lines);
    return;
  }
  if (expected.chosen) {
    checkSide(measure, expected.chosen, golden);
    checkSide(measure.rejected!, expected.rejected!, golden);
  } else checkSide(measure, expected, golden);
}

function open(golden: Case, columns: Columns): LlamaFactoryResult {
  const { args } = golden;
  const read = parseDatasetInfo(golden.dataset_info, 'sample');
  if ('fault' in read) return read;
  return llamaFactoryMeter({
    tokenizer: packagedTokenizer(golden.tokenizer),
    template: golden.template,
    attributes: read.attributes,
    stage: golden.stage,
    cutoff: args.cutoff_len ?? 2048,
    maskHistory: args.mask_history ?? false,
    trainOnPrompt: args.train_on_prompt ?? false,
    thinking: args.enable_thinking === undefined ? true : args.enable_thinking,
    preserveThinking: args.preserve_thinking ?? false,
    ...(args.default_system === undefined ? {} : { defaultSystem: args.default_system }),
    ...(args.tool_format === undefined ? {} : { toolFormat: args.tool_format }),
    ...(args.packing === undefined ? {} : { packing: args.packing }),
    columns,
  });
}

function checkSide(measure: Measure, expected: Side, golden: Case): void {
  assert.equal(measure.status, 'kept', measure.reason);
  const { ids, labels } = measure.feed!;
  checkSequence(measure);
  if (expected.input_ids) {
    assert.deepEqual(ids, expected.input_ids);
    assert.deepEqual(labels, expected.labels ?? expected.input_ids);
    if (golden.stage === 'ppo') assert.equal(measure.kept, ids.length + labels.length);
    else {
      assert.equal(measure.kept, ids.length);
      assert.equal(measure.keptTrained, labels.filter((label) => label !== -100).length);
    }
  }
  if (expected.full) {
    const { n_tokens, n_trained, n_label_tokens = 0 } = expected.full;
    assert.equal(measure.tokens, n_tokens + n_label_tokens);
    if (n_trained !== undefined) assert.equal(measure.trained, n_trained);
  }
  if (expected.pairs)
    assert.equal(
      measure.tokens,
      expected.pairs.flat().reduce((sum, part) => sum + part, 0),
    );
  for (const key of ['tokens', 'trained', 'kept', 'keptTrained'] as const) {
    assert.equal(
      measure.turns.reduce((sum, turn) => sum + turn[key], 0),
      measure[key],
    );
  }
}

function withoutFeed(measure: Measure): Measure {
  const { feed: _, sequence: __, rejected, ...rest } = measure;
  return rejected ? { ...rest, rejected: withoutFeed(rejected) } : rest;
}
