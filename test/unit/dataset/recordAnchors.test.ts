import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DatasetText } from '../../../src/dataset/datasetText';
import { valueText } from '../../../src/dataset/piece';
import { RecordAnchors } from '../../../src/dataset/recordAnchors';

/** A record of the model: what it says may change, its number does not. */
interface Model {
  readonly id: number;
  readonly raw: string;
}
type Container = 'jsonl' | 'array';

/** An open file with a record that is followed for each of the first ones. */
class Edited {
  private readonly dataset: DatasetText;
  private readonly anchors = new RecordAnchors();
  private text: string;

  constructor(
    readonly container: Container,
    models: readonly Model[],
  ) {
    this.text = textOf(container, models);
    this.dataset = new DatasetText(this.text);
    for (const { index, piece } of this.dataset.pieces.placed()) {
      if (piece.kind === 'record') this.anchors.follow(idOf(valueText(piece)), index, piece);
    }
  }

  /** Makes the text another one, by the smallest replacement. */
  change(models: readonly Model[]): void {
    const after = textOf(this.container, models);
    const { text } = this;
    let head = 0;
    while (head < Math.min(text.length, after.length) && text[head] === after[head]) head++;
    let tail = 0;
    const most = Math.min(text.length, after.length) - head;
    while (tail < most && text[text.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
    this.replace(head, text.length - tail, after.slice(head, after.length - tail));
  }

  /** Replaces all of the text, as an editor does that reads a file again. */
  changeAll(models: readonly Model[]): void {
    this.replace(0, this.text.length, textOf(this.container, models));
  }

  settle(): void {
    this.anchors.settle(this.dataset.pieces);
  }

  release(id: number): void {
    this.anchors.release(id);
  }

  /** Index of the piece of the record that is followed for a number. */
  indexOf(id: number): number | undefined {
    return this.anchors.indexOf(id);
  }

  /** The text of the record that is followed for a number; undefined if it is not there. */
  followed(id: number): string | undefined {
    const index = this.anchors.indexOf(id);
    const piece = index === undefined ? undefined : this.dataset.pieces.get(index);
    return piece && valueText(piece);
  }

  private replace(from: number, to: number, inserted: string): void {
    const document = TextDocument.create('a:b', 'jsonl', 0, this.text);
    const range = { start: document.positionAt(from), end: document.positionAt(to) };
    const change = this.dataset.edit(range, inserted);
    const now = Array.from({ length: change.inserted }, (_, i) => this.dataset.pieces.get(change.index + i)!);
    this.anchors.note(change.index, change.removed, now);
    this.text = this.text.slice(0, from) + inserted + this.text.slice(to);
    assert.equal(this.dataset.text(), this.text);
  }
}

function textOf(container: Container, models: readonly Model[]): string {
  const raws = models.map(({ raw }) => raw);
  return container === 'jsonl' ? raws.map((raw) => `${raw}\n`).join('') : `[\n  ${raws.join(',\n  ')}\n]\n`;
}

function idOf(text: string): number {
  return Number(/"id": (\d+)/.exec(text)?.[1]);
}

/** Records of which no two have much in common. */
function recordOf(id: number): Model {
  const words = Array.from({ length: 12 }, (_, i) =>
    Math.abs(Math.sin(id * 97 + i * 13))
      .toString(36)
      .slice(2, 9),
  );
  return { id, raw: `{"id": ${id}, "output": "${words.join(' ')}"}` };
}

type Step =
  | {
      readonly kind: 'type' | 'break' | 'delete' | 'insert' | 'cut and paste' | 'undo';
      readonly at: number;
      readonly to: number;
    }
  | { readonly kind: 'drag' | 'swap' | 'rewrite'; readonly at: number; readonly to: number };

const step = fc.record({
  kind: fc.constantFrom<Step['kind'][]>(
    ...(['type', 'break', 'delete', 'insert', 'cut and paste', 'drag', 'swap', 'rewrite', 'undo'] as const),
  ),
  at: fc.nat({ max: 50 }),
  to: fc.nat({ max: 50 }),
});

/** Plays steps on a model and on the text, and looks at every record that is followed after each. */
class Player {
  private models: readonly Model[];
  private readonly past: (readonly Model[])[] = [];
  private next: number;
  private readonly edited: Edited;

  constructor(
    container: Container,
    private readonly count: number,
  ) {
    this.models = Array.from({ length: count }, (_, i) => recordOf(i));
    this.next = count;
    this.edited = new Edited(container, this.models);
  }

  play({ kind, at, to }: Step): void {
    const { models } = this;
    if (kind === 'undo') return this.undo();
    this.past.push(models);
    if (kind === 'insert') return this.update([insertedAt(models, to, recordOf(this.next++))]);
    const index = at % models.length;
    const model = models[index];
    if (!model) return;
    const without = models.filter((each) => each !== model);
    const moved = insertedAt(without, to, model);
    switch (kind) {
      case 'type':
        return this.update([models.with(index, typedInto(model, to, 'x'))]);
      case 'break':
        return this.update([models.with(index, typedInto(model, to, '"'))]);
      case 'delete':
        return this.update([without]);
      case 'cut and paste':
        this.update([without]);
        return this.update([moved]);
      case 'drag':
        return this.update(at > to ? [without, moved] : [[...models, model], moved]);
      case 'swap':
        return this.update([moved]);
      case 'rewrite': {
        const other = moved.map((each, i) => (i % 3 === to % 3 ? typedInto(each, at, 'y') : each));
        this.models = insertedAt(other, at, recordOf(this.next++));
        this.edited.changeAll(this.models);
        return this.check();
      }
    }
  }

  private undo(): void {
    const before = this.past.pop();
    if (before) this.update([before]);
  }

  /** One update of the text, of one or more changes. */
  private update(changes: readonly (readonly Model[])[]): void {
    for (const models of changes) this.edited.change(models);
    this.models = changes.at(-1)!;
    this.check();
  }

  private check(): void {
    this.edited.settle();
    for (let id = 0; id < this.count; id++) {
      assert.equal(this.edited.followed(id), this.models.find((model) => model.id === id)?.raw, `record ${id}`);
    }
  }
}

function insertedAt(models: readonly Model[], at: number, model: Model): readonly Model[] {
  return models.toSpliced(at % (models.length + 1), 0, model);
}

/** A character into what it says. */
function typedInto({ id, raw }: Model, at: number, character: string): Model {
  const from = raw.indexOf('"output": "') + '"output": "'.length;
  const place = from + (at % (raw.length - from - 2));
  return { id, raw: raw.slice(0, place) + character + raw.slice(place) };
}

describe('records that are followed', () => {
  for (const container of ['jsonl', 'array'] as const) {
    it(`are found again after any mix of edits (${container})`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 12 }), (count, steps) => {
          const player = new Player(container, count);
          for (const one of steps) player.play(one);
        }),
        { numRuns: 3000 },
      );
    });
  }

  it('come apart again after two were made one by mistake', () => {
    const [a, b, c] = [recordOf(0), recordOf(1), recordOf(2)];
    const edited = new Edited('jsonl', [a, b, c]);
    const joined = a.raw.slice(0, 80) + b.raw.slice(30);
    edited.change([{ id: 0, raw: joined }, c]);
    edited.settle();
    assert.equal(edited.followed(1), joined);
    edited.change([a, b, c]);
    edited.settle();
    assert.deepEqual(
      [0, 1, 2].map((id) => edited.followed(id)),
      [a.raw, b.raw, c.raw],
    );
  });

  it('stay on the first part of a record that is cut in two', () => {
    const model = recordOf(0);
    const edited = new Edited('jsonl', [model]);
    const first = `${model.raw.slice(0, 60)}"}`;
    edited.change([
      { id: 0, raw: first },
      { id: 0, raw: `{"id": 0, "output": "${model.raw.slice(60)}` },
    ]);
    edited.settle();
    assert.equal(edited.followed(0), first);
  });

  it('do not go over to another record that says the same when they are deleted', () => {
    const [a, b] = [recordOf(0), recordOf(1)];
    const edited = new Edited('jsonl', [a, { ...a, id: 5 }, b, a]);
    edited.change([a, b]);
    edited.settle();
    assert.equal(edited.followed(1), b.raw);
    edited.change([a]);
    edited.settle();
    assert.equal(edited.followed(1), undefined);
  });

  it('are known again by what they said before, nearest to where they stood', () => {
    const models = [0, 1, 2, 3, 4].map(recordOf);
    const edited = new Edited('jsonl', models);
    edited.change(models.toSpliced(3, 1));
    edited.settle();
    assert.equal(edited.followed(3), undefined);
    edited.change([models[3]!, ...models]);
    edited.settle();
    assert.equal(edited.indexOf(3), 4);
  });

  it('are not followed any more once they are released', () => {
    const edited = new Edited('jsonl', [recordOf(0), recordOf(1)]);
    edited.release(0);
    edited.change([recordOf(0)]);
    assert.equal(edited.followed(0), undefined);
  });
});
