import type { PieceSequence, PlacedPiece } from '../../dataset/sequence';
import type { Shape, ShapeKind } from '../../dataset/recordShape';
import type { Analysis } from '../checker';
import type { MarkTotal } from '../rule';
import { FIRST_RECORDS } from '../seen';
import { addShape, newColumn, newTally, type Column, type GrowingColumn, type KindTotal } from './column';
import { FIRST_CHUNK } from './seenColumns';

/** The columns of a file that is edited: records come and go. Only what is asked for is worked out. */
export class LiveColumns {
  private root: GrowingColumn<LiveKind> = newColumn();
  /** Records by shape that have come (or gone, if negative) since the columns were last asked for. */
  private readonly changes = new Map<Shape, number>();
  /** Goes up with every change of the file. */
  version = 0;
  private firsts: ShapeFirsts | undefined;

  constructor(readonly pieces: () => PieceSequence<Analysis>) {}

  count(shape: Shape | undefined, by: 1 | -1): void {
    this.version++;
    if (shape) this.changes.set(shape, (this.changes.get(shape) ?? 0) + by);
  }

  clear(): void {
    this.root = newColumn();
    this.changes.clear();
    this.version++;
  }

  /** The first record of each shape, in order, as the file is now. */
  firstOfShapes(): Iterable<Placed> {
    if (this.firsts?.version !== this.version) this.firsts = new ShapeFirsts(this.version, this.pieces());
    return this.firsts.inOrder();
  }

  get column(): Column {
    for (const [shape, count] of this.changes) if (count !== 0) this.add(shape, count);
    this.changes.clear();
    return this.root;
  }

  private add(shape: Shape, count: number): void {
    const tally = newTally<LiveKind>(
      count,
      false,
      (column, kind, known = new LiveKind(this, this.root, column, kind)) => {
        known.count += count;
        return known.count === 0 ? undefined : known;
      },
    );
    addShape(this.root, shape, tally);
  }
}

type Placed = PlacedPiece<Analysis>;

/** The first record of each shape, found as far as they are asked for: there are few shapes and many who ask. */
class ShapeFirsts {
  private readonly shapes = new Set<Shape>();
  private readonly placed: Placed[] = [];
  private readonly rest: Iterator<Placed, undefined>;

  constructor(
    readonly version: number,
    pieces: PieceSequence<Analysis>,
  ) {
    const isNew = ({ analysis }: Placed['piece']): boolean =>
      analysis?.shape !== undefined && !this.shapes.has(analysis.shape);
    this.rest = pieces.placed(0, () => false, isNew) as Iterator<Placed, undefined>;
  }

  *inOrder(): Generator<Placed> {
    for (let i = 0; ; i++) {
      const placed = this.placed[i] ?? this.next();
      if (!placed) return;
      yield placed;
    }
  }

  private next(): Placed | undefined {
    const placed = this.rest.next().value;
    if (!placed) return undefined;
    this.shapes.add(placed.piece.analysis!.shape!);
    this.placed.push(placed);
    return placed;
  }
}

/** Records of a file that is edited, found when they are asked for. */
abstract class LiveTotal implements KindTotal {
  private readonly known = new Map<Shape, boolean>();
  private found: { readonly version: number; readonly first: Placed | undefined } | undefined;

  constructor(protected readonly columns: LiveColumns) {}

  abstract readonly count: number;

  /** True if these records are among them. */
  protected abstract isOf(shape: Shape): boolean;

  /** Looks for the first record. */
  protected abstract find(): Placed | undefined;

  get records(): readonly number[] {
    const records: number[] = [];
    const wanted = Math.min(FIRST_RECORDS, this.count);
    for (const { record } of this.bearers()) if (records.push(record) === wanted) break;
    return records;
  }

  get isEarly(): boolean {
    const { first } = this;
    if (!first) return false;
    // A character is one to three bytes for each of its units.
    const { offset } = first;
    if (offset > FIRST_CHUNK || offset * 3 <= FIRST_CHUNK) return offset <= FIRST_CHUNK;
    return bytesBefore(first.index, this.columns.pieces()) <= FIRST_CHUNK;
  }

  /** The first record. */
  get first(): Placed | undefined {
    const { version } = this.columns;
    if (this.found?.version !== version) this.found = { version, first: this.find() };
    return this.found.first;
  }

  /** The records, in order. */
  bearers(): Generator<Placed> {
    return this.from(this.first?.index ?? Infinity);
  }

  has(shape: Shape): boolean {
    let has = this.known.get(shape);
    if (has === undefined) this.known.set(shape, (has = this.isOf(shape)));
    return has;
  }

  protected from(index: number): Generator<Placed> {
    const bears = ({ analysis }: Placed['piece']): boolean => analysis?.shape !== undefined && this.has(analysis.shape);
    return this.columns.pieces().placed(index, () => false, bears);
  }
}

/** The records that have a kind of value in a column. */
export class LiveKind extends LiveTotal {
  count = 0;

  constructor(
    columns: LiveColumns,
    private readonly root: Column<unknown>,
    private readonly column: Column<unknown>,
    private readonly kind: ShapeKind,
  ) {
    super(columns);
  }

  /** The records of several kinds. */
  with(others: readonly LiveKind[], count: number): KindTotal {
    return new LiveUnion(this.columns, [this, ...others], count);
  }

  protected isOf(shape: Shape): boolean {
    return this.stands(shape, this.root);
  }

  protected find(): Placed | undefined {
    for (const placed of this.columns.firstOfShapes()) if (this.has(placed.piece.analysis!.shape!)) return placed;
    return undefined;
  }

  private stands(shape: Shape, at: Column<unknown>): boolean {
    if (at === this.column && shape.kind === this.kind) return true;
    if (shape.kind === 'list')
      return at.items !== undefined && shape.items.some((item) => this.stands(item, at.items!));
    return shape.fields.some(({ key, value }) => {
      const field = at.fields.get(key);
      return field !== undefined && this.stands(value, field);
    });
  }
}

class LiveUnion extends LiveTotal {
  constructor(
    columns: LiveColumns,
    private readonly kinds: readonly LiveKind[],
    readonly count: number,
  ) {
    super(columns);
  }

  protected isOf(shape: Shape): boolean {
    return this.kinds.some((kind) => kind.has(shape));
  }

  protected find(): Placed | undefined {
    const firsts = this.kinds.map(({ first }) => first).filter((first) => first !== undefined);
    return firsts.sort((a, b) => a.index - b.index)[0];
  }
}

/** The records that a total counts, where they can be found. */
export function bearersOf(total: MarkTotal): Iterable<Placed> {
  return total instanceof LiveTotal ? total.bearers() : [];
}

/** The first record that a total counts: cheaper to find than the first few. */
export function firstRecordOf(total: MarkTotal): number | undefined {
  return total instanceof LiveTotal ? total.first?.record : total.records[0];
}

function bytesBefore(end: number, pieces: PieceSequence<Analysis>): number {
  let bytes = 0;
  for (const { piece, index } of pieces.placed()) {
    if (index === end) break;
    bytes += utf8Length(piece.text);
  }
  return bytes;
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A pair of surrogates is two units and four bytes.
    if (unit >= 0x80) length += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
