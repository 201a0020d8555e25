import { applyEdits, withoutOverlaps } from '../dataset/edits';
import type { Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { lineCount, valueText, type Piece } from '../dataset/piece';
import type { Target } from '../tokens/measuring';
import type { Meter } from '../tokens/meter';
import { allRules, ruleById } from './catalogue';
import { MAX_DEPTH } from './json/jsonDepth';
import { nothingTrained } from './length/nothingTrained';
import { recordDropped } from './length/recordDropped';
import { templateFailed } from './length/templateFailed';
import { countRecord } from './countRecord';
import { NOTHING_COUNTED, type Counted } from './lengths';
import { isNearSomeField, nearestField } from './nearestField';
import { rootShape } from './rootShape';
import { clueIn, suspicionOf } from './clues';
import { levelFor } from './levelFor';
import { settleOutcomes } from './outcomes';
import type { Finding, Level, LevelSetting, Note, Report, Rule } from './rule';
import { PieceView, RecordView, type PieceContext } from './view';

/** What was found in one piece. */
export interface Analysis {
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
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
const CLEAN: Analysis = { findings: [], notes: [] };

/**
 * Checks pieces one by one. A record that is sound costs a `JSON.parse`, the compiled schema and a few comparisons; only one that is not makes the
 * rules look at it.
 */
export class Checker {
  readonly format: Format | undefined;
  /** The rules that are on, with their levels. */
  readonly rules: readonly { readonly rule: Rule; readonly level: Level }[];
  private readonly levels: ReadonlyMap<string, Level>;
  private readonly extraFields: ReadonlySet<string>;
  /** Found in the text of every record that rules must look at though its form is in order. */
  private readonly clue: RegExp | undefined;
  private readonly suspicion: ((text: string) => boolean) | undefined;
  private readonly noteRule: { readonly rule: Rule; readonly level: Level } | undefined;
  /** Notes by key, and analyses by notes, so that records with the same further fields share them. */
  private readonly notesByKey = new Map<string, Note>();
  private readonly notesOnly = new Map<string, Analysis>();

  constructor(private readonly options: CheckOptions) {
    this.format = options.format;
    this.extraFields = new Set(options.extraFields);
    this.rules = allRules.flatMap((rule) => {
      const level = options.levels?.[rule.id] ?? levelFor(rule, options.target);
      return level === 'off' ? [] : [{ rule, level }];
    });
    this.levels = new Map(this.rules.map(({ rule, level }) => [rule.id, level]));
    this.noteRule = this.rules.find(({ rule }) => rule.unknownKey);
    const on = this.rules.map(({ rule }) => rule);
    this.clue = clueIn(on);
    this.suspicion = suspicionOf(on);
  }

  check(piece: Piece, context: PieceContext): Analysis {
    const value = piece.kind === 'record' ? parse(piece) : undefined;
    const analysis = this.withoutRules(piece, context, value) ?? this.withRules(this.view(piece, context, value));
    // What holds no record has nothing to count; there are few of these.
    if (value === undefined) return { ...analysis, counted: NOTHING_COUNTED };
    const { measuring } = this.options;
    if (!measuring) return analysis;
    return this.withCounted(piece, context, analysis, countRecord(valueText(piece), measuring));
  }

  /** Adds what is known of a record's tokens, and what the rules that are on have to say of them. */
  withCounted(piece: Piece, context: PieceContext, analysis: Analysis, counted: Counted): Analysis {
    const isOfLengths = ({ rule }: Finding): boolean => ruleById(rule)?.lengths !== undefined;
    const own = analysis.findings.filter((finding) => !isOfLengths(finding));
    const others = this.options.target === 'llamafactory' ? settleOutcomes(own, counted) : own;
    const isWrong = others.some(
      ({ level, outcome }) => level === 'error' || outcome === 'dropped' || outcome === 'crash',
    );
    const isTold = (rule: string): boolean => this.levels.has(rule) && !(isWrong && FOLLOWS_FROM_FORM.has(rule));
    const told = this.options.lengths === false ? [] : counted.reports.filter(({ rule }) => isTold(rule));
    if (told.length === 0) return { findings: others, notes: analysis.notes, counted };
    const view = new PieceView(piece, context, undefined, this.format);
    const findings = told.map(({ rule, message, pointer }): Finding => {
      const outcome = this.options.target && ruleById(rule)!.outcomes?.[this.options.target];
      return {
        ...{ rule, message, pointer, ...view.span(pointer) },
        ...{ level: this.levels.get(rule)!, fixes: [], silent: false },
        ...(outcome ? { outcome } : {}),
      };
    });
    return { findings: [...others, ...findings].sort(byPlace), notes: analysis.notes, counted };
  }

  /**
   * True if nothing is to be found in a piece whose text holds the bytes of UTF-8, one in each unit. JSON's own characters and the formats' fields are
   * ASCII, so most records can be judged without decoding them; where that is not certain, the answer is false.
   */
  isCleanBytes(piece: Piece, context: PieceContext): boolean {
    if (this.options.measuring && piece.kind === 'record') return false;
    const value = piece.kind === 'record' ? parse(piece) : undefined;
    const analysis = this.withoutRules(piece, context, value);
    return analysis === CLEAN && (value === undefined || hasNoBlankBytes(value));
  }

  /** The spans of the notes' keys in a piece that has them. */
  noteSpans(piece: Piece, context: PieceContext, notes: readonly Note[]): { start: number; end: number }[] {
    const view = this.view(piece, context, parse(piece));
    return notes.map(({ key }) => view.keySpan(key));
  }

  private withRules(view: PieceView): Analysis {
    const findings: Finding[] = [];
    for (const { rule, level } of this.rules) {
      const silent = this.options.syntaxShownElsewhere === true && rule.builtinInJson === true;
      const ofRule = this.options.target && rule.outcomes?.[this.options.target];
      const report = ({ outcome: told, ...found }: Report): void => {
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
    const notes = view instanceof RecordView ? this.notesOf(view) : [];
    if (findings.length === 0) return this.shared(notes);
    return { findings: provenSafe(view, findings).sort(byPlace), notes };
  }

  private view(piece: Piece, context: PieceContext, value: unknown): PieceView {
    if (!this.format || !isJsonObject(value) || rootShape(value, this.format)) {
      return new PieceView(piece, context, value, this.format);
    }
    const errors = this.format.validate(value) ? [] : [...(this.format.validate.errors ?? [])];
    return new RecordView(piece, context, value, this.format, errors, this.options);
  }

  /** The answer if no rule can have anything to say but of further fields; undefined if the rules must look. */
  private withoutRules(piece: Piece, context: PieceContext, value: unknown): Analysis | undefined {
    if (piece.kind === 'open') return context.next === undefined ? undefined : CLEAN;
    if (piece.kind === 'close') return context.next === undefined ? CLEAN : undefined;
    if (!isJsonObject(value) || !piece.shape) return undefined;
    const { keys, depth, longNumber } = piece.shape;
    if (longNumber || depth > MAX_DEPTH || !isOrdinary(piece, context)) return undefined;
    if (countKeys(value, this.suspicion) !== keys) return undefined;
    const text = valueText(piece);
    if (!text.isWellFormed() || (text.includes('\\u') && SURROGATE_ESCAPE.test(text))) return undefined;
    if (!this.format) return rootShape(value, undefined) ? undefined : CLEAN;
    if (!this.format.isOrdinary(value) || this.clue?.test(text)) return undefined;
    const notes: Note[] = [];
    for (const key in value) {
      if (Object.hasOwn(this.format.schema.properties, key) || this.extraFields.has(key)) continue;
      if (isNearSomeField(this.format, key)) return undefined;
      const note = this.note(key);
      if (note) notes.push(note);
    }
    return this.format.validate(value) ? this.shared(notes) : undefined;
  }

  private notesOf(view: RecordView): Note[] {
    return view.unknownKeys
      .filter((key) => nearestField(view, key) === undefined)
      .map((key) => this.note(key))
      .filter((note) => note !== undefined);
  }

  private note(key: string): Note | undefined {
    if (!this.noteRule) return undefined;
    let note = this.notesByKey.get(key);
    if (!note && this.notesByKey.size < MAX_SHARED) {
      note = { rule: this.noteRule.rule.id, level: this.noteRule.level, key };
      this.notesByKey.set(key, note);
    }
    return note;
  }

  private shared(notes: readonly Note[]): Analysis {
    if (notes.length === 0) return CLEAN;
    const id = JSON.stringify(notes.map(({ key }) => key));
    let analysis = this.notesOnly.get(id);
    if (!analysis) {
      analysis = { findings: [], notes };
      if (this.notesOnly.size < MAX_SHARED) this.notesOnly.set(id, analysis);
    }
    return analysis;
  }
}

/** Different further keys that are told of, and sets of them that are shared: bounds the memory where every record has keys of its own. */
const MAX_SHARED = 1000;

/** Safe fixes of a record that stays broken when all of them are made are shown before they are made. */
function provenSafe(view: PieceView, findings: Finding[]): Finding[] {
  if (view.value !== undefined || view.piece.kind !== 'record') return findings;
  const edits = findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')?.edits ?? []);
  if (edits.length === 0) return findings;
  try {
    const { piece } = view;
    const inValue = withoutOverlaps(edits).filter(
      ({ start, end }) => start >= piece.valueStart && end <= piece.valueEnd,
    );
    const moved = inValue.map(({ start, end, text }) => ({
      start: start - piece.valueStart,
      end: end - piece.valueStart,
      text,
    }));
    JSON.parse(applyEdits(view.text, moved));
    return findings;
  } catch {
    return findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => ({ ...fix, safety: 'preview' })),
    }));
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

function parse(piece: Piece): unknown {
  if (!piece.shape) return undefined;
  try {
    return JSON.parse(valueText(piece)) as unknown;
  } catch {
    return undefined;
  }
}

/** How many keys a value has, at all levels; NaN if one of its texts is suspicious. */
function countKeys(value: object, isSuspicious: ((text: string) => boolean) | undefined): number {
  let count = 0;
  const stack: object[] = [value];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (Array.isArray(next)) {
      for (const item of next as unknown[]) {
        if (typeof item === 'object' && item !== null) stack.push(item);
        else if (typeof item === 'string' && isSuspicious?.(item)) return NaN;
      }
    } else {
      for (const key in next) {
        count++;
        const member = (next as Record<string, unknown>)[key];
        if (typeof member === 'object' && member !== null) stack.push(member);
        else if (typeof member === 'string' && isSuspicious?.(member)) return NaN;
      }
    }
  }
  return count;
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end;
}

/** A byte that begins a character that is no white space, be it of one byte or several. */
const VISIBLE_BYTE = /[!-~\xc3-\xe0\xe4-\xee\xf0-\xf4]|\xe3[\x81-\xbf]/;

/** True if no string of a value, read as bytes of UTF-8, could be white space only without looking like it. */
function hasNoBlankBytes(value: unknown): boolean {
  if (typeof value === 'string') return value === '' || VISIBLE_BYTE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  for (const key in value) {
    if (!hasNoBlankBytes((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}
