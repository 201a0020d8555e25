import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guardMarkers, MOST_TOLD, type GuardedFile } from '../../../../src/host/labels/guardMarkers';
import { labelSettings } from '../../../../src/labels/labelSettings';

const labels = labelSettings(undefined, undefined);

interface Example {
  readonly prompt: string;
  readonly kinds: readonly string[];
}

describe('guarding markers', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-guard-'))));
  after(() => rmSync(folder, { recursive: true }));

  function file(name: string, examples: readonly Example[]): GuardedFile {
    const place = path.join(folder, name);
    const lines = examples.map(({ prompt, kinds }) => {
      const marker = kinds.length > 0 ? { robustness: kinds } : {};
      return `${JSON.stringify({ instruction: prompt, output: 'a', ...marker })}\n`;
    });
    writeFileSync(place, lines.join(''));
    return { path: place, shown: name, format: { id: 'alpaca' }, labels };
  }

  const example: fc.Arbitrary<Example> = fc.record({
    prompt: fc.constantFrom('p', 'q', 'r', '中文\u2028'),
    kinds: fc.subarray(['typo', 'noise', 'colloquial']),
  });

  it('counts exactly the marked records that were taken away, however the others are shuffled and parted into files', async () => {
    const cases = fc.array(fc.tuple(example, fc.boolean(), fc.boolean(), fc.nat()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cases, async (all) => {
        const old = file(
          'old.jsonl',
          all.map(([each]) => each),
        );
        const kept = all.filter(([, isKept]) => isKept).sort((a, b) => a[3] - b[3]);
        const part = (first: boolean): Example[] =>
          kept.filter(([, , isFirst]) => isFirst === first).map(([each]) => each);
        const { marked, lost, losses } = await guardMarkers(
          [old],
          [file('a.jsonl', part(true)), file('b.jsonl', part(false))],
        );
        const isMarked = ([{ kinds }]: (typeof all)[number]): boolean => kinds.length > 0;
        assert.equal(marked, all.filter(isMarked).length);
        assert.equal(lost, all.filter((each) => isMarked(each) && !each[1]).length);
        assert.equal(losses.length, lost);
      }),
      { numRuns: 100 },
    );
  });

  it('lets markers get further kinds, each record once', async () => {
    const old = file('old.jsonl', [
      { prompt: 'p', kinds: ['typo'] },
      { prompt: 'p', kinds: ['typo', 'noise'] },
    ]);
    const more = { prompt: 'p', kinds: ['typo', 'noise'] };
    assert.equal((await guardMarkers([old], [file('new.jsonl', [more, more])])).lost, 0);
    const less = { prompt: 'p', kinds: ['typo'] };
    assert.equal((await guardMarkers([old], [file('new.jsonl', [less, less])])).lost, 1);
  });

  it('counts all losses, and lists no more than it says', async () => {
    const many = Array.from({ length: MOST_TOLD + 5 }, (_, i) => ({ prompt: `${i}`, kinds: ['typo'] }));
    const { lost, losses } = await guardMarkers([file('old.jsonl', many)], [file('new.jsonl', [])]);
    assert.deepEqual([lost, losses.length], [MOST_TOLD + 5, MOST_TOLD]);
  });
});
