import type { Format } from '../dataset/format';
import { specialFields } from '../dataset/formats/ordinary';
import { isJsonObject } from '../dataset/jsonObject';
import { lineCount, valueText, type Piece } from '../dataset/piece';
import { ShapeTable, type RecordParts, type Shape } from '../dataset/recordShape';
import { LabelReader, type RecordLabels } from '../labels/labelReader';
import { labelFields, type LabelSettings } from '../labels/labelSettings';
import type { Target } from '../tokens/measuring';
import type { Meter } from '../tokens/meter';
import { allRules, ruleById } from './catalogue';
import { MAX_DEPTH } from './json/jsonDepth';
import { nothingTrained } from './length/nothingTrained';
import { recordDropped } from './length/recordDropped';
import { templateFailed } from './length/templateFailed';
import { mediaOnTextModel } from './media/mediaOnTextModel';
import { countRecord } from './countRecord';
import { NOTHING_COUNTED, type Counted } from './lengths';
import { isNearSomeField } from './nearestField';
import { columnUnknown } from './record/columnUnknown';
import { formatMixed } from './record/formatMixed';
import { provenSafe } from './provenSafe';
import { rootShape } from './rootShape';
import { ClueSearch } from './clues';
import { Sightings } from './sightings';
import { levelFor } from './levelFor';
import { otherFormat } from './otherFormat';
import { isFinal, settleOutcomes } from './outcomes';
import type { Finding, Level, LevelSetting, Mark, Report, Rule } from './rule';
import { MixedView, PieceView, RecordView, type MediaFiles, type PieceContext } from './view';

/** What was found in one piece. */
export interface Analysis {
  readonly findings: readonly Finding[];
  /** What it bears for statements about the whole file. */
  readonly marks: readonly Mark[];
  /** The form of a record that is an object. */
  readonly shape?: Shape;
  /** Of a record that is an object, where labels are asked for. */
  readonly labels?: RecordLabels;
  /** Its tokens, once they are counted. */
  readonly counted?: Counted;
}

export interface CheckOptions {
  /** Without a format only syntax and root shape are checked. */
  readonly format: Format | undefined;
  /** Levels by rule id; rules that are not named have their own. */
  readonly levels?: Readonly<Record<string, LevelSetting>>;
  /** Fields that records may have beside those of the format. */
  readonly extraFields?: readonly string[];
  /** The trainer that the data is meant for: it decides levels, and what findings say of the outcome. */
  readonly target?: Target | undefined;
  /** The template that it is meant for. */
  readonly template?: string | undefined;
  /** Looks at the files that records name; without it nothing is said of them. It does not travel to threads. */
  readonly mediaFiles?: MediaFiles | undefined;
  /** Reads the labels of records too; without it nothing is said of them. */
  readonly labels?: LabelSettings | undefined;
  /** Labels are read only where rules ask for them: the analyses of other records don't tell them. */
  readonly onlyRulesReadLabels?: boolean;
  /** Someone else reports JSON syntax: findings that it shows too are marked silent. */
  readonly syntaxShownElsewhere?: boolean;
  /** False: rules of lengths say nothing, as where nobody named a trainer or a cutoff. */
  readonly lengths?: boolean;
  /** Measures every record too, on the spot. */
  readonly measuring?: Measuring | undefined;
}

export interface Measuring {
  readonly meter: Meter;
  /** Tokens that a record may have; null if nothing is cut. */
  readonly cutoff: number | null;
}

/** What a record that is wrong in itself isn't told a second time. */
const FOLLOWS_FROM_FORM: ReadonlySet<string> = new Set([templateFailed.id, recordDropped.id, nothingTrained.id]);
/** An escape of a surrogate; whether it has its partner is not told. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const NO_LABELS = {};
const CLEAN: Analysis = { findings: [], marks: [] };

/**
 * Checks pieces one by one. A record that is sound costs a `JSON.parse`, the compiled schema and a few comparisons; only one that is not makes the
 * rules look at it.
 */
export class Checker {
  readonly format: Format | undefined;
  /** The rules that are on, with their levels. */
  readonly rules: readonly { readonly rule: Rule; readonly level: Level }[];
  private readonly levels: ReadonlyMap<string, Level>;
  /** Fields that are known beside those of the format: the project's, and those of labels. */
  private readonly extraFields: ReadonlySet<string>;
  /** Says of records whose form is in order whether rules must look at them all the same. */
  private readonly clues: ClueSearch;
  private readonly escapes = new Sightings(['\\u']);
  /** Fields that make a record worth a look, if they hold anything. */
  private readonly special: ReadonlySet<string>;
  /** Some rule speaks of labels. */
  private readonly hasLabelRules: boolean;
  /** The rules that mark records. */
  private readonly marking: readonly Rule[];
  /** What the record holds that is looked at. */
  private parts: RecordParts = { keys: 0, texts: [] };
  private shapes = new ShapeTable();
  /** What is to be said of records of a shape if there is nothing else to say; null: the rules must look. */
  private ofShapes = new WeakMap<object, Map<Shape, Analysis | null>>();
  private readonly labelReader: LabelReader | undefined;
  private readonly readsAllLabels: boolean;
  /** The rules that mark records by their labels. */
  private readonly labelMarking: readonly Rule[];

  constructor(private readonly options: CheckOptions) {
    this.format = options.format;
    this.extraFields = new Set([
      ...(options.extraFields ?? []),
      ...(options.labels ? labelFields(options.labels) : []),
    ]);
    this.rules = allRules.flatMap((rule) => {
      const named = options.levels?.[rule.id];
      if (rule.isAboutLabels && !(options.labels && (options.labels.isWanted || named))) return [];
      const level = named ?? levelFor(rule, options.target);
      return level === 'off' ? [] : [{ rule, level }];
    });
    this.levels = new Map(this.rules.map(({ rule, level }) => [rule.id, level]));
    const on = this.rules.map(({ rule }) => rule);
    this.marking = on.filter((rule) => 'marks' in rule);
    this.labelMarking = on.filter((rule) => 'labelMarks' in rule);
    this.labelReader = options.labels && new LabelReader(options.labels);
    this.hasLabelRules = on.some(({ isAboutLabels }) => isAboutLabels);
    this.readsAllLabels = this.hasLabelRules || options.onlyRulesReadLabels !== true;
    this.clues = new ClueSearch(on);
    this.special = options.format ? specialFields(options.format.names) : new Set();
  }

  get target(): Target | undefined {
    return this.options.target;
  }

  /** What the project says of labels; undefined where nobody asks. */
  get labels(): LabelSettings | undefined {
    return this.options.labels;
  }

  check(piece: Piece, context: PieceContext): Analysis {
    const value = piece.kind === 'record' ? parse(piece) : undefined;
    const shape = this.look(value);
    const analysis =
      this.withoutRules(piece, context, value, shape) ?? this.withRules(this.viewOf(piece, context, value), shape);
    // What holds no record has nothing to count; there are few of these.
    if (value === undefined) return { ...analysis, counted: NOTHING_COUNTED };
    const { measuring } = this.options;
    if (!measuring) return analysis;
    return this.withCounted(piece, context, analysis, countRecord(valueText(piece), measuring));
  }

  /** A record that can be read in the checker's format; undefined for any other piece. */
  view(piece: Piece, context: PieceContext): RecordView | undefined {
    const view = this.viewOf(piece, context, parse(piece));
    return view instanceof RecordView ? view : undefined;
  }

  /** Lets go of the shapes of records: those to come have others, also where they are alike. */
  forgetShapes(): void {
    this.shapes = new ShapeTable();
    this.ofShapes = new WeakMap();
  }

  /** How many shapes are kept. */
  get shapeCount(): number {
    return this.shapes.size;
  }

  /** Adds what is known of a record's tokens, and what the rules that are on have to say of them. */
  withCounted(piece: Piece, context: PieceContext, analysis: Analysis, counted: Counted): Analysis {
    const isOfLengths = ({ rule }: Finding): boolean => ruleById(rule)?.lengths !== undefined;
    const own = analysis.findings.filter((finding) => !isOfLengths(finding));
    const isSettled = this.options.target === 'llamafactory' && !counted.isUncountable;
    const others = isSettled ? settleOutcomes(own, counted) : own;
    const isWrong = isSettled && counted.status !== 'kept' ? others.some(isFinal) : others.some(isFaulty);
    const isOnTextModel = analysis.marks.some(({ rule }) => rule === mediaOnTextModel.id);
    const isKnown = isWrong || (isOnTextModel && counted.status !== 'dropped');
    const isTold = (rule: string): boolean => this.levels.has(rule) && !(isKnown && FOLLOWS_FROM_FORM.has(rule));
    const told = this.options.lengths === false ? [] : counted.reports.filter(({ rule }) => isTold(rule));
    if (told.length === 0) return { ...analysis, findings: others, counted };
    const view = new PieceView(piece, context, undefined, this.format);
    const findings = told.map(({ rule, message, pointer }): Finding => {
      const outcome = this.options.target && ruleById(rule)!.outcomes?.[this.options.target];
      return {
        ...{ rule, message, pointer, ...view.span(pointer) },
        ...{ level: this.levels.get(rule)!, fixes: [], silent: false },
        ...(outcome ? { outcome } : {}),
      };
    });
    return { ...analysis, findings: [...others, ...findings].sort(byPlace), counted };
  }

  /**
   * What there is to say of a piece whose text holds the bytes of UTF-8, one in each unit, if that is nothing or concerns the file only. JSON's own
   * characters and the formats' fields are ASCII, so most records can be judged without decoding them; where that is not certain, the answer is undefined.
   */
  checkBytes(piece: Piece, context: PieceContext): Analysis | undefined {
    if (this.options.measuring && piece.kind === 'record') return undefined;
    const value = piece.kind === 'record' ? parse(piece) : undefined;
    const shape = this.look(value);
    if (shape && !(shape.isAscii && this.parts.texts.every(isVisible))) return undefined;
    return this.withoutRules(piece, context, value, shape, 'bytes');
  }

  /** Walks through a record, once. */
  private look(value: unknown): Shape | undefined {
    if (!isJsonObject(value)) return undefined;
    this.parts = { keys: 0, texts: [] };
    return this.shapes.of(value, this.parts);
  }

  private withRules(view: PieceView, shape: Shape | undefined): Analysis {
    const findings: Finding[] = [];
    const labels = view instanceof RecordView ? view.labels : undefined;
    const forgiven = view instanceof RecordView && labels && labels.kinds.length > 0 ? promptsOf(view) : [];
    for (const { rule, level } of this.rules) {
      const silent = this.options.syntaxShownElsewhere === true && rule.builtinInJson === true;
      const ofRule = this.options.target && rule.outcomes?.[this.options.target];
      const report = ({ outcome: told, ...found }: Report): void => {
        if (rule.judgesPrompts && forgiven.includes(found.pointer ?? '')) return;
        const outcome = told === undefined ? ofRule : told;
        findings.push({
          pointer: '',
          fixes: [],
          ...found,
          rule: rule.id,
          level,
          silent,
          ...(outcome ? { outcome } : {}),
        });
      };
      rule.piece?.(view, report);
      if (view instanceof RecordView) rule.record?.(view, report);
    }
    return {
      findings: findings.length === 0 ? findings : provenSafe(view, findings).sort(byPlace),
      marks: view instanceof RecordView ? this.marksOf(view) : [],
      ...(shape ? { shape } : {}),
      ...(labels ? { labels } : {}),
    };
  }

  private viewOf(piece: Piece, context: PieceContext, value: unknown): PieceView {
    if (!this.format || !isJsonObject(value) || rootShape(value, this.format)) {
      return new PieceView(piece, context, value, this.format);
    }
    const errors = this.format.validate(value) ? [] : [...(this.format.validate.errors ?? [])];
    const isAsked = errors.length > 0 && this.levels.has(formatMixed.id);
    const other = isAsked ? otherFormat(value, this.format) : undefined;
    if (other) return new MixedView(piece, context, value, this.format, other, this.options.target);
    return new RecordView(piece, context, value, this.format, errors, {
      ...this.options,
      extraFields: this.extraFields,
      labelReader: this.labelReader,
    });
  }

  /** The answer if no rule can have anything to say but of further fields; undefined if the rules must look. */
  private withoutRules(
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
    // What is escaped stands among the bytes as characters.
    if (this.labelReader && this.readsAllLabels && isEscaped && units === 'bytes') return undefined;
    const analysis = this.ofShape(shape, this.readsAllLabels ? this.labelsOf(value, units) : undefined);
    if (!analysis) return undefined;
    const { format } = this;
    if (!format) return rootShape(value, undefined) ? undefined : analysis;
    const { texts } = this.parts;
    const searched = { value, source, start, end, isEscaped, texts, format };
    if (!format.isOrdinary(value) || this.clues.mustLook(searched)) return undefined;
    return format.validate(value) ? analysis : undefined;
  }

  private labelsOf(value: Readonly<Record<string, unknown>>, units: 'characters' | 'bytes'): RecordLabels | undefined {
    return units === 'bytes' ? this.labelReader?.ofBytes(value) : this.labelReader?.of(value);
  }

  /** What is said of records of that shape, which may have further fields, if nothing else is; null if one of these may be a misspelled one. */
  private ofShape(shape: Shape, labels: RecordLabels | undefined): Analysis | null {
    const key = labels ?? NO_LABELS;
    let ofShapes = this.ofShapes.get(key);
    if (!ofShapes) this.ofShapes.set(key, (ofShapes = new Map<Shape, Analysis | null>()));
    let analysis = ofShapes.get(shape);
    if (analysis === undefined) {
      const { format } = this;
      const further = shape.fields
        .map(({ key }) => key)
        .filter((key) => format && !Object.hasOwn(format.schema.properties, key) && !this.extraFields.has(key));
      const unknown = this.levels.has(columnUnknown.id) ? further.map((key) => ({ rule: columnUnknown.id, key })) : [];
      const marks = [...unknown, ...this.marksOfLabels(labels)];
      const isSpecial = shape.fields.some(({ key, value }) => this.special.has(key) && value.kind !== 'null');
      const isMislabelled = this.hasLabelRules && labels !== undefined && labels.faults.length > 0;
      const isUnclear = isSpecial || isMislabelled || further.some((key) => isNearSomeField(format!, key));
      analysis = isUnclear ? null : { findings: [], marks, shape, ...(labels ? { labels } : {}) };
      ofShapes.set(shape, analysis);
    }
    return analysis;
  }

  private marksOf(view: RecordView): Mark[] {
    const own = this.marking.flatMap((rule) => marksFor(rule, rule.marks!(view)));
    return [...own, ...this.marksOfLabels(view.labels)];
  }

  private marksOfLabels(labels: RecordLabels | undefined): Mark[] {
    const reader = this.labelReader;
    if (!labels || !reader) return [];
    return this.labelMarking.flatMap((rule) => marksFor(rule, rule.labelMarks!(labels, reader)));
  }
}

function marksFor(rule: Rule, keys: readonly string[]): Mark[] {
  return [...new Set(keys)].map((key) => ({ rule: rule.id, key }));
}

function isFaulty(finding: Finding): boolean {
  return finding.level === 'error' || isFinal(finding);
}

/** The values that the record's prompts are read from. */
export function promptsOf(view: RecordView): string[] {
  return view.sample.turns.filter(({ role }) => role === 'user').flatMap(({ pointers }) => [...pointers]);
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

function parse(piece: Piece): unknown {
  if (!piece.shape) return undefined;
  try {
    return JSON.parse(valueText(piece)) as unknown;
  } catch {
    return undefined;
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end;
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
