import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DatasetText, type Range } from '../../../src/dataset/datasetText';
import { formatById } from '../../../src/dataset/format';
import type { TouchedRecord } from '../../../src/labels/markedGuard';
import { labelSettings } from '../../../src/labels/labelSettings';
import type { Analysis } from '../../../src/rules/checker';
import { MarkedWatch } from '../../../src/server/labels/markedWatch';

const alpaca = formatById('alpaca')!;
const { robustness } = labelSettings(undefined, undefined);

const clean = (n: number): string => `{"instruction": "clean ${n}", "output": "a"}`;
const marked = (n: number): string => `{"instruction": "marked ${n}", "output": "a", "robustness": "typo"}`;

/** A JSONL file that is edited, with what was told of its marked records. */
class Editing {
  private readonly text: DatasetText<Analysis>;
  private readonly watch: MarkedWatch;
  told: readonly TouchedRecord[] = [];

  constructor(text: string, format = alpaca) {
    this.text = new DatasetText<Analysis>(text);
    this.watch = new MarkedWatch(this.text, format, robustness);
  }

  /** Replaces some text, each in turn, as one edit. */
  replace(...changes: readonly (readonly [old: string, now: string])[]): TouchedRecord['what'][] {
    for (const [old, now] of changes) {
      const text = this.text.text();
      const at = text.indexOf(old);
      assert.ok(at >= 0, old);
      this.watch.note(this.text.edit({ start: positionOf(text, at), end: positionOf(text, at + old.length) }, now));
    }
    this.told = this.watch.settle();
    return this.told.map(({ what }) => what);
  }
}

function positionOf(text: string, offset: number): Range['start'] {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

const FILE = [clean(1), marked(1), clean(2), marked(2), clean(3)].join('\n') + '\n';

describe('guard of marked records', () => {
  it('tells of a marked record that is deleted, and not of a clean one', () => {
    assert.deepEqual(new Editing(FILE).replace([`${marked(1)}\n`, '']), ['deleted']);
    assert.deepEqual(new Editing(FILE).replace([`${clean(2)}\n`, '']), []);
    assert.deepEqual(new Editing(FILE).replace([FILE, '']), ['deleted', 'deleted']);
  });

  it('tells once of a prompt that is rewritten, however many keys that takes', () => {
    const file = new Editing(FILE);
    assert.deepEqual(file.replace(['marked 1', 'marked 1x']), ['rewritten']);
    assert.deepEqual(file.replace(['marked 1x', 'marked 1xy']), []);
    assert.deepEqual(file.replace(['clean 1', 'clean one']), []);
    assert.deepEqual(file.replace(['marked 1xy', 'marked one']), []);
    assert.deepEqual(file.replace(['marked 2', 'marked two']), ['rewritten']);
  });

  it('tells of nothing else that changes in a marked record or around it', () => {
    const file = new Editing(FILE);
    assert.deepEqual(file.replace(['"output": "a", "robustness"', '"output": "b", "robustness"']), []);
    assert.deepEqual(file.replace(['"typo"', '["typo", "noise"]']), []);
    assert.deepEqual(file.replace(['"robustness": ["typo", "noise"]', '"n": 1']), []);
    assert.deepEqual(file.replace([`${clean(2)}\n`, `${clean(2)}\n\n${clean(4)}\n`]), []);
  });

  it('waits while a record is being typed and can’t be read', () => {
    const file = new Editing(FILE);
    assert.deepEqual(file.replace(['marked 1"', 'marked 1']), []);
    assert.deepEqual(file.replace(['clean 2', 'clean two']), []);
    assert.deepEqual(file.replace(['marked 1, "output"', 'marked 1", "output"']), []);
    assert.deepEqual(file.replace(['marked 1"', 'marked 1']), []);
    assert.deepEqual(file.replace(['marked 1, "output"', 'marked!", "output"']), ['rewritten']);
  });

  it('knows a record again that was moved, or written in another way', () => {
    const file = new Editing(FILE);
    assert.deepEqual(file.replace([`${marked(1)}\n`, ''], [clean(3), `${clean(3)}\n${marked(1)}`]), []);
    assert.deepEqual(file.replace([marked(2), marked(2).replaceAll(': ', ' :  ')]), []);
    assert.deepEqual(file.replace([clean(1), `${clean(1)}\n${marked(3)}`]), []);
    assert.deepEqual(file.replace([`${marked(3)}\n`, '']), ['deleted']);
  });

  it('tells records with the same prompt apart', () => {
    const same = (rest: string): string => `{"instruction": "same", ${rest}}`;
    const [first, second] = [same('"output": "1", "robustness": "typo"'), same('"output": "2", "robustness": "typo"')];
    const plain = same('"output": "3"');
    assert.deepEqual(new Editing(`${first}\n${plain}\n`).replace([`${first}\n`, '']), ['deleted']);
    assert.deepEqual(new Editing(`${first}\n${plain}`).replace([`${first}\n${plain}`, plain]), ['deleted']);
    assert.deepEqual(new Editing(`${plain}\n${first}`).replace([`${plain}\n${first}`, same('"output": "4"')]), [
      'deleted',
    ]);
    const two = new Editing(`${first}\n${second}\n`);
    assert.deepEqual(two.replace([`${first}\n${second}`, second]), ['deleted']);
    assert.deepEqual(two.told, [{ what: 'deleted', text: first }]);
  });

  it('looks at the whole text where nobody asks anything, and at no label', () => {
    const file = new Editing('{"text": "a", "robustness": "noise"}\n{"text": "b"}\n', formatById('text'));
    assert.deepEqual(file.replace(['"robustness": "noise"', '"robustness": "typo", "task_type": "x"']), []);
    assert.deepEqual(file.replace(['"text": "a"', '"text": "aa"']), ['rewritten']);
    assert.deepEqual(file.replace(['{"text": "aa", "robustness": "typo", "task_type": "x"}\n', '']), ['deleted']);
  });

  it('tells of every marked record that is gone after any edit of whole records, and of no other', () => {
    const record = fc.tuple(fc.boolean(), fc.nat(30)).map(([isMarked, n]) => (isMarked ? marked(n) : clean(n)));
    const lines = fc.uniqueArray(record, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        lines,
        fc.nat(12),
        fc.nat(5),
        fc.array(fc.nat(100), { maxLength: 3 }),
        (before, from, count, added) => {
          const removed = before.slice(from, from + count);
          const text = before.join('\n') + '\n';
          const at = before.slice(0, from).join('\n').length + (from > 0 && from <= before.length ? 1 : 0);
          const old = removed.map((line) => `${line}\n`).join('');
          const fresh = added.map((n) => `{"instruction": "new ${n}", "output": "a"}\n`).join('');
          const dataset = new DatasetText<Analysis>(text);
          const watch = new MarkedWatch(dataset, alpaca, robustness);
          watch.note(dataset.edit({ start: positionOf(text, at), end: positionOf(text, at + old.length) }, fresh));
          const told = watch.settle().map((each) => each.text);
          assert.deepEqual(told.sort(), removed.filter((line) => line.includes('robustness')).sort());
        },
      ),
    );
  });
});
