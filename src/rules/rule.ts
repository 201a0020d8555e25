import type { Edit } from '../dataset/edits';
import type { Position } from '../dataset/sequence';
import type { FileFacts } from './fileFacts';
import type { Lengths } from './lengths';
import type { PieceView, RecordView } from './view';

export type Level = 'error' | 'warning' | 'info';
export type LevelSetting = Level | 'off';

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
}

/** What a rule says of a finding; the rest follows from the rule. */
export interface Report {
  readonly message: string;
  readonly pointer?: string;
  readonly start: number;
  readonly end: number;
  readonly fixes?: readonly Fix[];
}

/** A top-level key that many records may share and that is told once for the file, at the first of them. */
export interface Note {
  readonly rule: string;
  readonly level: Level;
  readonly key: string;
}

/** What is known of the file as a whole; a finding about it stands at its start. */
export interface FileReport {
  readonly message: string;
  /** The file's first character if absent. */
  readonly at?: Position;
  /** Name of a fix that works on the file rather than on a piece. */
  readonly fileFix?: FileFix;
}

/** Fixes for a whole file: `toJsonl` and `toArray` change the container, `toUtf8` rewrites the bytes on disk. */
export type FileFix = 'toJsonl' | 'toArray' | 'toUtf8' | 'toOneLineEnd';

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
  /** The level where `tuneset.json` sets none. */
  readonly level: Level;
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
  /** The rule tells once for the file of a key that the format does not have; this is the message when `count` records have it. */
  readonly unknownKey?: (key: string, count: number) => string;
  /** Looks at the file as a whole. */
  file?(facts: FileFacts, report: (finding: FileReport) => void): void;
}
