import type { Format } from '../dataset/format';
import { specialFields } from '../dataset/formats/ordinary';
import { isJsonObject } from '../dataset/jsonObject';
import { lineCount, type Piece } from '../dataset/piece';
import { ShapeTable, type RecordParts, type Shape } from '../dataset/recordShape';
import type { LabelReader, RecordLabels } from '../labels/labelReader';
import type { Analysis } from './checker';
import { ClueSearch } from './clues';
import { MAX_DEPTH } from './json/jsonDepth';
import { isNearSomeField } from './nearestField';
import { columnUnknown } from './record/columnUnknown';
import { rootShape } from './rootShape';
import type { Mark, Rule } from './rule';
import { Sightings } from './sightings';
import type { PieceContext } from './view';

/** An escape of a surrogate; whether it has its partner is not told. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const NO_LABELS = {};
const CLEAN: Analysis = { findings: [], marks: [] };

export interface ShortWayParts {
  readonly format: Format | undefined;
  /** The rules that are on. */
  readonly rules: readonly Rule[];
  /** Fields that are known beside those of the format. */
  readonly extraFields: ReadonlySet<string>;
  /** Some rule speaks of labels. */
  readonly hasLabelRules: boolean;
  /** Of records' labels; undefined where they need not be read. */
  readonly labelReader: LabelReader | undefined;
  readonly marksOfLabels: (labels: RecordLabels | undefined) => readonly Mark[];
}

/** Judges pieces without asking the rules, where it is certain that none of them has anything to say but of the whole file. */
export class ShortWay {
  /** Says of records whose form is in order whether rules must look at them all the same. */
  private readonly clues: ClueSearch;
  private readonly escapes = new Sightings(['\\u']);
  /** Fields that make a record worth a look, if they hold anything. */
  private readonly special: ReadonlySet<string>;
  private readonly tellsUnknown: boolean;
  /** What the record holds that is looked at. */
  private parts: RecordParts = { keys: 0, texts: [] };
  private shapes = new ShapeTable();
  /** What is to be said of records of a shape if there is nothing else to say; null: the rules must look. */
  private ofShapes = new WeakMap<object, Map<Shape, Analysis | null>>();

  constructor(private readonly given: ShortWayParts) {
    this.clues = new ClueSearch(given.rules);
    this.special = given.format ? specialFields(given.format.names) : new Set();
    this.tellsUnknown = given.rules.includes(columnUnknown);
  }

  get shapeCount(): number {
    return this.shapes.size;
  }

  forgetShapes(): void {
    this.shapes = new ShapeTable();
    this.ofShapes = new WeakMap();
  }

  /** Walks through a record, once. */
  look(value: unknown): Shape | undefined {
    if (!isJsonObject(value)) return undefined;
    this.parts = { keys: 0, texts: [] };
    return this.shapes.of(value, this.parts);
  }

  /** As {@link judge}, of a piece whose text holds the bytes of UTF-8, one in each unit; undefined also where that is not enough. */
  judgeBytes(piece: Piece, context: PieceContext, value: unknown): Analysis | undefined {
    const shape = this.look(value);
    if (shape && !(shape.isAscii && this.parts.texts.every(isVisible))) return undefined;
    return this.judge(piece, context, value, shape, 'bytes');
  }

  /**
   * The answer if no rule can have anything to say but of further fields; undefined if the rules must look.
   *
   * @param shape of the value that was looked at last
   */
  judge(
    piece: Piece,
    context: PieceContext,
    value: unknown,
    shape: Shape | undefined,
    units: 'characters' | 'bytes' = 'characters',
  ): Analysis | undefined {
    if (piece.kind === 'open') return context.next === undefined ? undefined : CLEAN;
    if (piece.kind === 'close') return context.next === undefined ? CLEAN : undefined;
    if (!isJsonObject(value) || !piece.shape || !shape) return undefined;
    const { keys, depth, longNumber } = piece.shape;
    if (longNumber || depth > MAX_DEPTH || !isOrdinary(piece, context) || this.parts.keys !== keys) return undefined;
    const { source, text } = piece;
    const start = piece.at + piece.valueStart;
    const end = piece.at + piece.valueEnd;
    const isEscaped = this.escapes.isAnyIn(source, start, end);
    if (!text.isWellFormed() || (isEscaped && SURROGATE_ESCAPE.test(text))) return undefined;
    const { format, labelReader } = this.given;
    // What is escaped stands among the bytes as characters.
    if (labelReader && isEscaped && units === 'bytes') return undefined;
    const labels = units === 'bytes' ? labelReader?.ofBytes(value) : labelReader?.of(value);
    const analysis = this.ofShape(shape, labels);
    if (!analysis) return undefined;
    if (!format) return rootShape(value, undefined) ? undefined : analysis;
    const { texts } = this.parts;
    const searched = { value, source, start, end, isEscaped, texts, format };
    if (!format.isOrdinary(value) || this.clues.mustLook(searched)) return undefined;
    return format.validate(value) ? analysis : undefined;
  }

  /** What is said of records of that shape, which may have further fields, if nothing else is; null if one of these may be a misspelled one. */
  private ofShape(shape: Shape, labels: RecordLabels | undefined): Analysis | null {
    const key = labels ?? NO_LABELS;
    let ofShapes = this.ofShapes.get(key);
    if (!ofShapes) this.ofShapes.set(key, (ofShapes = new Map<Shape, Analysis | null>()));
    let analysis = ofShapes.get(shape);
    if (analysis === undefined) ofShapes.set(shape, (analysis = this.judgeShape(shape, labels)));
    return analysis;
  }

  private judgeShape(shape: Shape, labels: RecordLabels | undefined): Analysis | null {
    const { format, extraFields, hasLabelRules, marksOfLabels } = this.given;
    const further = shape.fields
      .map(({ key }) => key)
      .filter((key) => format && !Object.hasOwn(format.schema.properties, key) && !extraFields.has(key));
    const isSpecial = shape.fields.some(({ key, value }) => this.special.has(key) && value.kind !== 'null');
    const isMislabelled = hasLabelRules && labels !== undefined && labels.faults.length > 0;
    if (isSpecial || isMislabelled || further.some((key) => isNearSomeField(format!, key))) return null;
    const unknown = this.tellsUnknown ? further.map((key) => ({ rule: columnUnknown.id, key })) : [];
    return { findings: [], marks: [...unknown, ...marksOfLabels(labels)], shape, ...(labels ? { labels } : {}) };
  }
}

/** A record on its own line, or an element with its comma. */
function isOrdinary(piece: Piece, context: PieceContext): boolean {
  if (context.container === 'array') {
    return context.next === 'close' ? !piece.comma : piece.comma && context.next === 'record';
  }
  if (piece.comma) return false;
  const ends = lineCount(piece.lines);
  return ends === 0 ? context.next === undefined : ends === 1 && piece.tail === 0;
}

/** True for a text, in bytes of UTF-8, that is not white space only or looks like it: most begin with something visible. */
function isVisible(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  // Letters of ASCII, ideographs.
  return (first > 0x20 && first < 0x7f) || (first >= 0xe4 && first <= 0xee) || VISIBLE_BYTE.test(text);
}

/** A byte that begins a character that is no white space, be it of one byte or several. */
const VISIBLE_BYTE = /[!-~\xc3-\xe0\xe4-\xee\xf0-\xf4]|\xe3[\x81-\xbf]/;
