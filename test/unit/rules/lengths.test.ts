import assert from 'node:assert/strict';
import path from 'node:path';
import { openMeter } from '../../../src/host/measure/openMeter';
import { allRules } from '../../../src/rules/catalogue';
import type { CheckOptions } from '../../../src/rules/checker';
import { countRecord } from '../../../src/rules/countRecord';
import type { MeasureSettings } from '../../../src/tokens/measuring';
import { checked, found } from './check';

const bundled = path.resolve('dist/tokenizers');
const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ');

/** 13 tokens of prompt beside the words (Qwen's system prompt apart), 2 behind the answer. */
const alpaca = (prompt: number, answer: number, more: object = {}): string =>
  JSON.stringify({ instruction: words(prompt), output: words(answer, 'text'), ...more });

async function measuring(settings: Partial<MeasureSettings>): Promise<Partial<CheckOptions>> {
  const places = { base: '.', bundled, format: { id: 'alpaca' } };
  const { meter, cutoff } = await openMeter({ tokenizer: 'qwen3', target: 'llamafactory', ...settings }, places);
  return { measuring: { meter, cutoff } };
}

describe('rules of lengths', () => {
  const without = { thinking: 'keep' } as const;

  it('say nothing of a record that fits', async () => {
    assert.deepEqual(found(alpaca(10, 10), await measuring({ cutoffLength: 100 })), []);
  });

  it('tell of an answer that is cut, at the answer, with its numbers', async () => {
    const dataset = checked(alpaca(10, 100), await measuring({ ...without, cutoffLength: 60 }));
    const findings = dataset.findings(10);
    const text = alpaca(10, 100);
    assert.deepEqual(
      findings.map(({ rule, level, range }) => [rule, level, range.start.character]),
      [
        ['sample-over-cutoff', 'warning', 0],
        ['answer-cut', 'error', text.indexOf('"text')],
      ],
    );
    assert.match(findings[0]!.message, /has 1\d\d tokens, the cutoff is 60: 60 are kept/);
    assert.match(findings[1]!.message, /\d+ of its \d+ tokens are left, without the one that ends it/);
  });

  it('tell of a lost end token only if the rest of the answer is there', async () => {
    const { meter } = (await measuring(without)).measuring!;
    const { tokens } = meter.measure(JSON.parse(alpaca(100, 3)));
    const rules = async (cutoffLength: number): Promise<string[]> =>
      found(alpaca(3, 100), await measuring({ ...without, cutoffLength })).map((label) => label.split('@')[0]!);
    const all = meter.measure(JSON.parse(alpaca(3, 100))).tokens;
    assert.ok(tokens > 100);
    assert.deepEqual(await rules(all), []);
    // The line feed behind the end token.
    assert.deepEqual(await rules(all - 1), ['sample-over-cutoff']);
    assert.deepEqual(await rules(all - 2), ['sample-over-cutoff', 'eos-lost']);
    assert.deepEqual(await rules(all - 3), ['sample-over-cutoff', 'answer-cut']);
  });

  it('tell of turns that vanish, at the first of them', async () => {
    const text = alpaca(20, 20, { history: [[words(100), words(100, 'text')]] });
    const findings = checked(text, await measuring({ cutoffLength: 50 })).findings(10);
    const dropped = findings.find(({ rule }) => rule === 'turn-dropped');
    assert.match(dropped!.message, /nothing of these turns: user, assistant \(turns: 2, tokens: \d+\)/);
    assert.equal(dropped!.range.start.character, text.indexOf('"word'));
  });

  it('tell of a record of which nothing is trained', async () => {
    const labels = found(alpaca(1000, 1), await measuring({ cutoffLength: 2 }));
    assert.ok(
      labels.some((label) => label.startsWith('nothing-trained@0:0')),
      labels.join(),
    );
  });

  it('tell of a trainer that leaves long records out, and of nothing else then', async () => {
    const options = await measuring({ target: 'axolotl', cutoffLength: 60 });
    const findings = checked(`${alpaca(100, 100)}\n${alpaca(1, 1)}\n`, options).findings(10);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['sample-over-cutoff'],
    );
    assert.match(findings[0]!.message, /leaves it out/);
  });

  it('call no prompt an answer, also where prompts are trained', async () => {
    const options = await measuring({ ...without, trainOnPrompt: true, cutoffLength: 20 });
    const rules = found(alpaca(40, 1), options).map((label) => label.split('@')[0]);
    assert.ok(rules.includes('sample-over-cutoff'));
    assert.ok(!rules.includes('answer-cut') && !rules.includes('eos-lost'), rules.join());
  });

  it('tell of a template that fails, with its own words', async () => {
    const options = await measuring({ target: 'trl', template: 'test/fixtures/templates/raises.jinja' });
    const findings = checked(alpaca(1, 1), options).findings(10);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['template-failed'],
    );
    assert.match(findings[0]!.message, /Only system turns, please/);
  });

  it('do not tell a second time of a record that is wrong in itself', async () => {
    const options = await measuring({ target: 'trl', template: 'test/fixtures/templates/raises.jinja' });
    assert.ok(!found('{"instruction": 5, "output": "x"}', options).join().includes('template-failed'));
  });

  it('can be switched off, and have levels', async () => {
    const options = await measuring({ cutoffLength: 20 });
    const rules = allRules.filter((rule) => 'lengths' in rule);
    const off = Object.fromEntries(rules.map(({ id }) => [id, 'off' as const]));
    assert.deepEqual(found(alpaca(100, 100), { ...options, levels: off }), []);
    const levels = { 'sample-over-cutoff': 'info' as const };
    const [first] = checked(alpaca(100, 100), { ...options, levels })
      .findings(10)
      .filter(({ rule }) => rule === 'sample-over-cutoff');
    assert.equal(first?.level, 'info');
  });
});

describe('a dataset that is counted later', () => {
  it('adds up, forgets what an edit touched, and forgets all', async () => {
    const { measuring: with_ } = await measuring({ cutoffLength: 40 });
    const lines = [alpaca(5, 5), alpaca(10, 100), alpaca(1, 1)];
    const dataset = checked(`${lines.join('\n')}\n`);
    const count = (): void => {
      const waiting = [...dataset.uncounted()].map(({ piece }) => piece);
      dataset.takeCounted(new Map(waiting.map((piece) => [piece, countRecord(piece.text, with_!)])));
    };
    assert.equal(dataset.tokens.counted, 0);
    count();
    const expected = lines.map((line) => with_!.meter.measure(JSON.parse(line)));
    const sum = (key: 'tokens' | 'trained'): number => expected.reduce((total, measure) => total + measure[key], 0);
    assert.deepEqual(dataset.tokens, { counted: 3, total: sum('tokens'), trained: sum('trained'), over: 1, unused: 0 });
    assert.deepEqual(
      dataset.longest(2).map(({ record }) => record),
      [1, 0],
    );
    assert.equal(dataset.longestRecord?.record, 1);
    assert.equal(dataset.counts.error, 1);

    const end = { line: 2, character: lines[2]!.length - 2 };
    dataset.edit({ start: end, end }, ' word');
    assert.ok([...dataset.uncounted()].some(({ record }) => record === 2));
    count();
    assert.equal(dataset.tokens.total, sum('tokens') + 1);
    assert.equal(dataset.counts.error, 1);

    dataset.forgetCounted();
    assert.equal(dataset.longestRecord, undefined);
    assert.deepEqual(dataset.tokens, { counted: 0, total: 0, trained: 0, over: 0, unused: 0 });
    assert.equal(dataset.counts.error, 0);
  });
});
