import type { ErrorObject } from 'ajv';
import type { Node } from 'jsonc-parser';
import type { ContainerId } from '../dataset/container';
import { EmbeddedJson } from '../dataset/embeddedJson';
import type { Format } from '../dataset/format';
import { valueText, type Piece, type PieceKind } from '../dataset/piece';
import type { MediumKind, Sample } from '../dataset/sample';
import { MAX_TREE_DEPTH, nodeAt, treeOf } from '../dataset/tree';
import type { LabelReader, RecordLabels } from '../labels/labelReader';
import type { Target } from '../tokens/measuring';
import type { Rule } from './rule';
import { oneForEachKind, withoutWrongGuess, type Fault } from './syntax/fault';
import { findFaults } from './syntax/findFaults';

/** What stands around a piece. */
export interface PieceContext {
  readonly container: ContainerId;
  /** Kind of the piece that follows, or undefined at the file's end. */
  readonly next: PieceKind | undefined;
  /** Nothing stands before the piece. */
  readonly first: boolean;
  /** The piece before or after is a part of a record. */
  readonly besideTorn: boolean;
}

/** A piece as the rules see it. What costs something is made when the first rule asks for it. */
export class PieceView {
  private foundFaults: readonly Fault[] | undefined;
  private root: Node | null | undefined;
  private keys: ReadonlyMap<string, Node> | undefined;

  /**
   * @param value the parsed value; undefined if the text is no JSON
   */
  constructor(
    readonly piece: Piece,
    readonly context: PieceContext,
    readonly value: unknown,
    readonly format: Format | undefined,
  ) {}

  /** The value's text; offsets in it are smaller by `piece.valueStart` than those in the piece. */
  get text(): string {
    return valueText(this.piece);
  }

  /** The faults in the value's syntax, one for each kind, their offsets relative to the piece; none if it parses. */
  get faults(): readonly Fault[] {
    this.foundFaults ??=
      this.value === undefined && hasValue(this.piece)
        ? shifted(oneForEachKind(withoutWrongGuess(findFaults(this.text))), this.piece.valueStart)
        : [];
    return this.foundFaults;
  }

  /** The positions of the value's parts relative to the value, or undefined if it is nested too deeply. */
  get tree(): Node | undefined {
    if (this.root === undefined) {
      this.root = (this.piece.shape?.depth ?? 0) <= MAX_TREE_DEPTH ? (treeOf(this.text) ?? null) : null;
    }
    return this.root ?? undefined;
  }

  /** The span, relative to the piece, of the value that a JSON Pointer names; the record's first character if there is none. */
  span(pointer: string): { start: number; end: number } {
    const node = pointer === '' || !this.tree ? undefined : nodeAt(this.tree, pointer);
    if (!node) return { start: this.piece.valueStart, end: this.piece.valueStart + 1 };
    return this.spanOf(node);
  }

  spanOf(node: Node): { start: number; end: number } {
    const start = this.piece.valueStart + node.offset;
    return { start, end: start + node.length };
  }

  /** The span of the key of a property of the record. */
  keySpan(name: string): { start: number; end: number } {
    this.keys ??= keysOf(this.tree);
    const key = this.keys.get(name);
    return key ? this.spanOf(key) : this.span('');
  }
}

/** A record that speaks for another format than the file's. */
export class MixedView extends PieceView {
  constructor(
    piece: Piece,
    context: PieceContext,
    value: Readonly<Record<string, unknown>>,
    override readonly format: Format,
    readonly other: Format,
    /** The trainer that the data is meant for, if one is named. */
    readonly target: Target | undefined,
  ) {
    super(piece, context, value, format);
  }
}

/** What a record's rules are told beside the record. */
export interface RecordOptions {
  readonly target?: Target | undefined;
  /** Fields that are known beside those of the format. */
  readonly extraFields?: ReadonlySet<string> | undefined;
  readonly mediaFiles?: MediaFiles | undefined;
  /** The template that the project or the command line names. */
  readonly template?: string | undefined;
  /** Reads the labels of records; undefined where nobody asks for them. */
  readonly labelReader?: LabelReader | undefined;
}

/** What is known of a file that a record names. `folder-missing`: its folder isn't there either; `unreadable`: it is no file of the kind that it should be. */
export type MediaState = 'ok' | 'missing' | 'folder-missing' | 'empty' | 'unreadable';

/** Looks at files that records name, relative to the dataset. Undefined for what can't be looked at, such as a URL. */
export interface MediaFiles {
  look(path: string, kind: MediumKind): MediaState | undefined;
  /** The path from the dataset's folder to a file in it, with `/`; undefined for one that lies elsewhere. */
  relativePath(path: string): string | undefined;
}

/** A record that parses to an object, with its format. */
export class RecordView extends PieceView {
  private readSample: Sample | undefined;
  /** What {@link embedded} gave: many parts of one text may be asked for. */
  private readonly embeddedTexts = new Map<string, EmbeddedJson | null>();

  constructor(
    piece: Piece,
    context: PieceContext,
    override readonly value: Readonly<Record<string, unknown>>,
    override readonly format: Format,
    /** What the format's schema has to say. */
    readonly schemaErrors: readonly ErrorObject[],
    private readonly options: RecordOptions,
  ) {
    super(piece, context, value, format);
  }

  /** The trainer that the data is meant for, if one is named. */
  get target(): Target | undefined {
    return this.options.target;
  }

  /** Looks at the files that records name; undefined where there is no way to. */
  get mediaFiles(): MediaFiles | undefined {
    return this.options.mediaFiles;
  }

  /** The template that the data is meant for, if one is named. */
  get template(): string | undefined {
    return this.options.template;
  }

  /** Reads labels as the project has them; undefined where nobody asks for labels. */
  get labelReader(): LabelReader | undefined {
    return this.options.labelReader;
  }

  /** The record's task types and robustness marker; undefined where nobody asks for them. */
  get labels(): RecordLabels | undefined {
    return this.options.labelReader?.of(this.value);
  }

  /** What the schema says and this rule claims. */
  errorsOf(rule: Rule): readonly ErrorObject[] {
    return this.schemaErrors.filter((error) => rule.claims?.(error, this));
  }

  get sample(): Sample {
    this.readSample ??= this.format.read(this.value);
    return this.readSample;
  }

  /**
   * What a string of the record says, with the place of each part of it: JSON inside the string, or text. Offsets in the outer text are relative to the piece.
   *
   * @param from units that stand in front of the JSON
   * @returns undefined if the pointer names no string
   */
  embedded(pointer: string, from = 0): EmbeddedJson | undefined {
    const key = `${from}${pointer}`;
    let embedded = this.embeddedTexts.get(key);
    if (embedded === undefined) {
      const node = this.tree && nodeAt(this.tree, pointer);
      embedded = node?.type === 'string' ? new EmbeddedJson(this.piece.text, this.spanOf(node).start, from) : null;
      this.embeddedTexts.set(key, embedded);
    }
    return embedded ?? undefined;
  }

  /** The keys that neither the format nor the project knows. */
  get unknownKeys(): readonly string[] {
    return Object.keys(this.value).filter(
      (key) => !Object.hasOwn(this.format.schema.properties, key) && !this.options.extraFields?.has(key),
    );
  }
}

/** The keys of an object; of one that is there several times the first. */
function keysOf(object: Node | undefined): Map<string, Node> {
  const keys = new Map<string, Node>();
  for (const { children } of object?.children ?? []) {
    const key = children?.[0];
    if (key && !keys.has(key.value as string)) keys.set(key.value as string, key);
  }
  return keys;
}

function hasValue(piece: Piece): boolean {
  return piece.kind === 'record' || (piece.kind === 'junk' && valueText(piece) !== ',');
}

function shifted(faults: readonly Fault[], by: number): Fault[] {
  return faults.map((fault) => ({
    ...fault,
    start: fault.start + by,
    end: fault.end + by,
    ...(fault.edits
      ? { edits: fault.edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by })) }
      : {}),
  }));
}
