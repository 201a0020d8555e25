import assert from 'node:assert/strict';
import type { Measure } from '../../../src/tokens/meter';
import { UNTRAINED } from '../../../src/tokens/sequence';

/** Holds the tokens before truncation equal to the numbers that tell of them, as a whole and turn by turn, and to what is fed. */
export function checkSequence(measure: Measure): void {
  const { ids, labels, kept, turns } = measure.sequence!;
  assert.ok([labels, kept, turns].every(({ length }) => length === ids.length));
  const indices = [...ids.keys()];
  const count = (passes: (index: number) => boolean): number => indices.filter(passes).length;
  const isTrained = (index: number): boolean => labels[index] !== UNTRAINED;
  const numbers = (isOf: (index: number) => boolean) => ({
    tokens: count(isOf),
    trained: count((index) => isOf(index) && isTrained(index)),
    kept: count((index) => isOf(index) && kept[index]!),
    keptTrained: count((index) => isOf(index) && kept[index]! && isTrained(index)),
  });
  const pick = ({ tokens, trained, kept: left, keptTrained }: ReturnType<typeof numbers>) => {
    return { tokens, trained, kept: left, keptTrained };
  };
  assert.deepEqual(
    numbers(() => true),
    pick(measure),
  );
  for (const [turn, told] of measure.turns.entries())
    assert.deepEqual(
      numbers((index) => turns[index] === turn),
      pick(told),
    );
  if (!measure.feed || measure.feed.ids.length !== measure.kept) return;
  assert.deepEqual(
    measure.feed.ids,
    ids.filter((_, index) => kept[index]),
  );
  assert.deepEqual(
    measure.feed.labels,
    labels.filter((_, index) => kept[index]),
  );
}
