import type { ErrorObject } from 'ajv';
import type { Edit } from '../dataset/edits';
import type { Fields, Format } from '../dataset/format';
import type { Position } from '../dataset/sequence';
import type { LabelReader, RecordLabels } from '../labels/labelReader';
import type { Target } from '../tokens/measuring';
import type { FileFacts } from './fileFacts';
import type { EntryView, InfoReport, InfoView } from './info/view';
import type { Counted, Lengths } from './lengths';
import type { PieceView, RecordView } from './view';

export type Level = 'error' | 'warning' | 'info';
export type LevelSetting = Level | 'off';

/**
 * What the target does with a record because of a finding: leaves it out; ends the whole run; trains something else than what stands there; goes on without
 * the part in question.
 */
export type Outcome = 'dropped' | 'crash' | 'altered' | 'ignored';

/** A way to mend a finding. Edits are relative to the text of the finding's piece, in UTF-16 units. */
export interface Fix {
  readonly title: string;
  /** `safe`: mechanical, may be applied without looking; `preview`: it changes meaning or picks one of several, so it is shown first. */
  readonly safety: 'safe' | 'preview';
  readonly edits: readonly Edit[];
}

/** What a rule found in a piece. Offsets are UTF-16 units of the piece's text. */
export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  /** JSON Pointer (RFC 6901) into the record; '' for the record itself. */
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly Fix[];
  /** Someone else shows it already: it is not shown, but its fixes are offered. */
  readonly silent: boolean;
  /** What the target does, where that is known. */
  readonly outcome?: Outcome;
  /** The target's own words for it. */
  readonly reason?: string;
  /** Where measuring the record showed something else than the rule had said of the outcome: what that was; null: nothing. */
  readonly saidOutcome?: Outcome | null;
  /** The id of the format that the record is written in, if that is another one than its file's. */
  readonly otherFormat?: string;
}

/** What a rule says of a finding; the rest follows from the rule. */
export interface Report {
  readonly message: string;
  readonly pointer?: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
  /** In place of what the rule says of the target; null: nothing is known. */
  readonly outcome?: Outcome | null;
  /** As in {@link Finding}. */
  readonly otherFormat?: string;
}

/** What a record bears for a statement about the whole file. */
export interface Mark {
  readonly rule: string;
  readonly key: string;
}

/** What is known of the file as a whole; a finding about it stands at its start. */
export interface FileReport {
  readonly message: string;
  /** The file's first character if absent. */
  readonly at?: Position;
  /** In place of {@link at}: the finding stands at the first of these records. */
  readonly on?: MarkTotal;
  /**
   * Where it shows in a record of {@link on}, and how that record is mended; the record's first character if absent. Undefined for the first of them:
   * another rule tells of it there.
   */
  readonly spot?: (view: RecordView) => Spot | undefined;
  /** As in {@link Report}. */
  readonly outcome?: Outcome | null;
  /** Name of a fix that works on the file rather than on a piece. */
  readonly fileFix?: FileFix;
}

/** Fixes for a whole file: `toJsonl` and `toArray` change the container, `toUtf8` rewrites the bytes on disk. */
export type FileFix = 'toJsonl' | 'toArray' | 'toUtf8' | 'toOneLineEnd';

/** A part of a record, in UTF-16 units of its piece's text. */
export interface Spot {
  readonly pointer?: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
}

/** How many records bear a mark, and the first few of them (0-based), at least one. In an editor it is found out only when it is asked for. */
export interface MarkTotal {
  readonly count: number;
  readonly records: readonly number[];
}

/** What marks tell of a file; it stands at the first record that bears `mark`. */
export interface MarkReport {
  readonly message: string;
  readonly mark: string;
  /** As in {@link Report}. */
  readonly outcome?: Outcome | null;
}

/** The text of a rule's documentation page. */
export interface RulePage {
  readonly title: string;
  /** What the rule catches. */
  readonly what: string;
  /** What goes wrong otherwise, with the evidence. */
  readonly why: string;
  /** What to do. */
  readonly mend: string;
  readonly faulty: string;
  readonly sound: string;
}

/** One check. Each has the methods for what it looks at. */
export interface Rule {
  /** Kebab-case, stable for ever. */
  readonly id: string;
  /** The level where `tuneset.json` sets none, for a target that {@link levels} doesn't name or where there is no target. */
  readonly level: LevelSetting;
  readonly levels?: Readonly<Partial<Record<Target, LevelSetting>>>;
  /** What the targets do with a record that has the fault, where it is known. */
  readonly outcomes?: Readonly<Partial<Record<Target, Outcome>>>;
  /** What the target does as measuring the record shows, where only that can tell it. */
  measuredOutcome?(counted: Counted, finding: Finding): Outcome | undefined;
  /** It tells of a record's form without {@link claims} or {@link outcomes}: where the trainer can't use the record, that is why. */
  readonly isAboutForm?: true;
  /** The outcome does not show when a record is measured: the trainer meets it later, or elsewhere. */
  readonly isBeyondMeasure?: true;
  /**
   * Texts of which at least one stands in every record where the rule can find something though the record's schema and form are in order; after a line
   * feed in front, at the start of a line and at least three characters long. Case matters; no quotes or backslashes, and line feeds in front only. Rare characters are found fastest. A rule
   * without clues and suspicions isn't asked about such records.
   */
  readonly clues?: readonly string[];
  /** Of a rule with clues, for each text of a record that has one: true if the rule must look. Texts may hold the bytes of UTF-8, one in each unit. */
  readonly confirms?: (text: string) => boolean;
  /** As {@link clues}, for each text of the record: true if the rule must look. Asked very often: compare lengths or first characters before anything else. */
  readonly suspects?: (text: string) => boolean;
  /** As {@link suspects}, asked of texts of at most 24 UTF-16 units only. */
  readonly suspectsShort?: (text: string) => boolean;
  /** As {@link suspects}, for the record as a whole; `texts` are all its texts. */
  readonly suspectsRecord?: (value: Fields, format: Format, texts: readonly string[]) => boolean;
  /** True for what the schema says that this rule tells in its own words. */
  claims?(error: ErrorObject, view: RecordView): boolean;
  /** Whether a fix exists: `yes` is safe, `offer` is shown before it is made. */
  readonly fix: 'yes' | 'offer' | 'no';
  /** VS Code's own JSON support says the same in `.json` files. */
  readonly builtinInJson?: boolean;
  page(): RulePage;
  /** Looks at a stretch of text that may be broken. */
  piece?(view: PieceView, report: (finding: Report) => void): void;
  /** Looks at a record that parses and is an object of the file's format. */
  record?(view: RecordView, report: (finding: Report) => void): void;
  /** Looks at what the target makes of a record; asked only where records are measured. */
  lengths?(lengths: Lengths, report: (found: { readonly message: string; readonly pointer: string }) => void): void;
  /** It speaks of labels: it is on only where the project does, or names the rule. */
  readonly isAboutLabels?: true;
  /** It judges how well a prompt is written: it says nothing of the prompts of records that are marked as bad on purpose. */
  readonly judgesPrompts?: true;
  /** As {@link marks}, for what follows from a record's labels alone; all records bear them. */
  labelMarks?(labels: RecordLabels, reader: LabelReader): readonly string[];
  /** Keys that a record bears and that are counted over the file. Records in whose form and texts there is nothing to look at bear none. */
  marks?(view: RecordView): readonly string[];
  /** Says what follows from the marks of all records, if there are any. */
  tell?(marks: ReadonlyMap<string, MarkTotal>, facts: FileFacts, report: (finding: MarkReport) => void): void;
  /** Where a mark shows in a record that bears it; the record's first character if absent. */
  markSpan?(view: RecordView, key: string): { readonly start: number; readonly end: number };
  /** Looks at the file as a whole. */
  file?(facts: FileFacts, report: (finding: FileReport) => void): void;
  /** Looks at a `dataset_info.json` as a whole. */
  info?(view: InfoView, report: (finding: InfoReport) => void): void;
  /** Looks at an entry of a `dataset_info.json`, with what is known of its data. */
  entry?(view: EntryView, report: (finding: InfoReport) => void): void;
}
