import type { Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { valueText, type Piece } from '../dataset/piece';
import type { Shape } from '../dataset/recordShape';
import { LabelReader, type RecordLabels } from '../labels/labelReader';
import { labelFields, type LabelSettings } from '../labels/labelSettings';
import type { Target } from '../tokens/measuring';
import type { Meter } from '../tokens/meter';
import { allRules, ruleById } from './catalogue';
import { nothingTrained } from './length/nothingTrained';
import { recordDropped } from './length/recordDropped';
import { templateFailed } from './length/templateFailed';
import { mediaOnTextModel } from './media/mediaOnTextModel';
import { countRecord } from './countRecord';
import { NOTHING_COUNTED, type Counted } from './lengths';
import { formatMixed } from './record/formatMixed';
import { provenSafe } from './provenSafe';
import { rootShape } from './rootShape';
import { ShortWay } from './shortWay';
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
  private readonly shortWay: ShortWay;
  /** The rules that mark records. */
  private readonly marking: readonly Rule[];
  private readonly labelReader: LabelReader | undefined;
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
    const hasLabelRules = on.some(({ isAboutLabels }) => isAboutLabels);
    this.shortWay = new ShortWay({
      format: options.format,
      rules: on,
      extraFields: this.extraFields,
      hasLabelRules,
      labelReader: hasLabelRules || options.onlyRulesReadLabels !== true ? this.labelReader : undefined,
      marksOfLabels: (labels) => this.marksOfLabels(labels),
    });
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
    const shape = this.shortWay.look(value);
    const analysis =
      this.shortWay.judge(piece, context, value, shape) ?? this.withRules(this.viewOf(piece, context, value), shape);
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
    this.shortWay.forgetShapes();
  }

  /** How many shapes are kept. */
  get shapeCount(): number {
    return this.shortWay.shapeCount;
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
    return this.shortWay.judgeBytes(piece, context, value);
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
