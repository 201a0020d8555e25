import assert from 'node:assert/strict';
import { isBack, lossOf, together, undoLoss, type Undoable } from '../../../../src/extension/robustness/losses';

const touched = { uri: 'file:///a.jsonl', deleted: 1, rewritten: 0 };

/** A file with its former texts, and those that were undone. */
class Edited implements Undoable {
  version = 1;
  private readonly undone: string[] = [];

  constructor(private readonly texts: string[]) {
    this.version = texts.length;
  }

  getText(): string {
    return this.texts.at(-1)!;
  }

  step(step: 'undo' | 'redo'): Promise<void> {
    const [from, to] = step === 'undo' ? [this.texts, this.undone] : [this.undone, this.texts];
    if (from.length > (step === 'undo' ? 1 : 0)) {
      to.push(from.pop()!);
      this.version++;
    }
    return Promise.resolve();
  }
}

describe('losses of marked records', () => {
  it('are no losses once the records are back, each as often as it was there', () => {
    const loss = lossOf({ ...touched, version: 2, texts: ['A'] }, 'A B');
    assert.deepEqual([isBack(loss, 'A B'), isBack(loss, 'B A A')], [false, true]);
    assert.ok(isBack(lossOf({ ...touched, version: 2, texts: ['A'] }, undefined), 'A B'));
  });

  it('are told of together', () => {
    const first = lossOf({ ...touched, version: 2, texts: ['A'] }, 'A B');
    const second = lossOf({ ...touched, rewritten: 2, version: 3, texts: ['A', 'B'] }, '');
    const loss = together([second, first])!;
    assert.deepEqual([loss.deleted, loss.rewritten, loss.version], [2, 2, 2]);
    assert.deepEqual(
      [...loss.wanted],
      [
        ['A', 2],
        ['B', 1],
      ],
    );
    assert.equal(together([]), undefined);
  });

  it('are undone with what was edited since, and nothing that was edited before', async () => {
    const file = new Edited(['', 'A', 'A B', 'B', 'B C']);
    const loss = lossOf({ ...touched, version: 4, texts: ['A'] }, 'B');
    assert.ok(await undoLoss(file, loss, (step) => file.step(step)));
    assert.equal(file.getText(), 'A B');
  });

  it('leave the file as it is if they can’t be undone', async () => {
    for (const version of [2, 4]) {
      const file = new Edited(['', 'B', 'A', 'B', 'B C']);
      const loss = lossOf({ ...touched, version, texts: ['X'] }, 'B');
      assert.ok(!(await undoLoss(file, loss, (step) => file.step(step))));
      assert.equal(file.getText(), 'B C');
    }
  });
});
