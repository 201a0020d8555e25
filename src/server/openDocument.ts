import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { wishedFormat, type FormatWish } from '../dataset/datasetInfo/wishedFormat';
import type { DatasetStatus } from '../protocol/messages';
import type { Range } from '../dataset/datasetText';
import { DETECTION_LENGTH, detectFormat } from '../dataset/detect';
import type { Format } from '../dataset/format';
import type { Piece } from '../dataset/piece';
import { RecordAnchors } from '../dataset/recordAnchors';
import type { PieceSequence } from '../dataset/sequence';
import { CheckedDataset, type FileOrigin } from '../rules/checkedDataset';
import { Checker, type Analysis, type CheckOptions } from '../rules/checker';
import type { TouchedRecord } from '../labels/markedGuard';
import { MarkedWatch } from './labels/markedWatch';
import type { ByteFacts } from '../rules/fileFacts';
import { misreading, type Misreading } from '../rules/misreading';
import type { KnownMediaFiles } from './files';
import { nameOf } from './uris';
import { countLevels, type Counts, type PlacedFinding } from '../rules/placedFinding';

/** What the project and the client say of a file. */
export interface DocumentSettings {
  /** What is known of the format, or that it is no dataset; without an id the format is detected. */
  readonly format: FormatWish | 'none' | undefined;
  /** Who names the format: the project file, or the entry of a `dataset_info.json`. */
  readonly source?: Exclude<DatasetStatus['evidence'], readonly string[]> | undefined;
  readonly check: Omit<CheckOptions, 'format' | 'mediaFiles'>;
  /** Absent where the files that records name are not to be looked at. */
  readonly mediaFiles?: KnownMediaFiles | undefined;
}

/** Until it is known. */
const UNKNOWN: DocumentSettings = { format: 'none', check: {} };

/** An open dataset. */
export interface OpenDataset {
  readonly format: Format;
  readonly evidence: DatasetStatus['evidence'];
  readonly checked: CheckedDataset;
  readonly checker: Checker;
  /** Looks at the files that the records name; absent where that is not to be done. */
  readonly mediaFiles?: KnownMediaFiles | undefined;
}

/**
 * A file that is open in the client. One that is a dataset is kept as its pieces; any other as plain text, so that it may
 * become a dataset while it is written.
 */
export class OpenDocument {
  private plain: TextDocument | undefined;
  private open: OpenDataset | undefined;
  private settings = UNKNOWN;
  private watch: MarkedWatch | undefined;
  private readonly touched: TouchedRecord[] = [];
  /** Records that clients follow. */
  readonly anchors = new RecordAnchors();
  /** What is known of the file on disk. */
  bytes: ByteFacts | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    content: string,
  ) {
    this.plain = TextDocument.create(uri, languageId, version, content);
  }

  /** The dataset that the file is, or undefined. */
  get dataset(): OpenDataset | undefined {
    return this.open;
  }

  /** Its name, with extension; '' for an unsaved buffer. */
  get name(): string {
    return this.uri.startsWith('untitled:') ? '' : nameOf(this.uri);
  }

  /** Applies what the client says has changed. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.version = version;
    for (const change of changes) {
      if (this.open && 'range' in change) this.edit(this.open, change.range, change.text);
      else if (this.open) this.become(change.text);
      else this.plain = TextDocument.update(this.plain!, [change], version);
    }
    this.touched.push(...(this.watch?.settle() ?? []));
    this.anchors.settle(this.pieces);
  }

  private edit({ checked }: OpenDataset, range: Range, text: string): void {
    const change = checked.edit(range, text);
    this.watch?.note(change);
    if (this.anchors.isIdle) return;
    const { index, removed, inserted } = change;
    const now = Array.from({ length: inserted }, (_, i) => checked.text.pieces.get(index + i)!);
    this.anchors.note(index, removed, now);
  }

  /** The marked records that edits have deleted or rewritten since it was asked last. */
  takeTouched(): TouchedRecord[] {
    return this.touched.splice(0);
  }

  /** What the project and the client say of it is known. */
  get isConfigured(): boolean {
    return this.settings !== UNKNOWN;
  }

  /** Takes new settings and decides what the file is. */
  configure(settings: DocumentSettings): void {
    const isSame = keyOf(settings) === keyOf(this.settings);
    if (isSame && this.open) return;
    this.settings = settings;
    this.become(this.text());
  }

  /** Looks again at the files that the records name; if any has changed, the records are to be checked anew. */
  lookAtMedia(): void {
    if (this.open && this.settings.mediaFiles?.refresh()) this.open.checked.use(this.open.checker);
  }

  /** Decides again what a text is that was replaced by one of another format or by none at all; for when it is saved. */
  release(): void {
    if (!this.open) return;
    const { format, evidence, checked } = this.open;
    const text = this.text();
    if (!Array.isArray(evidence)) {
      if (misreadAs(text, format, evidence)?.other.id !== checked.misread?.other.id) this.become(text);
      return;
    }
    const found = this.formatOf(text)?.format.id;
    const isOther = found === undefined ? !format.evidence.some((field) => text.includes(field)) : found !== format.id;
    if (isOther) this.become(text);
  }

  /** Looks again whether the text is a dataset. What is one stays one while it is edited, also while its first records are broken. */
  detect(): void {
    if (!this.open && this.formatOf(this.plain!.getText())) this.become(this.plain!.getText());
  }

  /** The findings by place, at most `limit` of them, and how many there are in all. */
  findings(limit: number): { shown: PlacedFinding[]; counts: Counts } {
    if (!this.open) return { shown: [], counts: countLevels([]) };
    const { checked } = this.open;
    checked.origin = this.origin();
    return { shown: checked.findings(limit), counts: checked.counts };
  }

  /** The findings about the file as a whole. */
  ofFile(): readonly PlacedFinding[] {
    if (!this.open) return [];
    this.open.checked.origin = this.origin();
    return this.open.checked.ofFile();
  }

  /** The same object as long as it says the same. */
  private origin(): FileOrigin {
    const { name, bytes } = this;
    const known = this.open!.checked.origin;
    return known.name === name && known.bytes === bytes ? known : { name, bytes };
  }

  text(): string {
    return this.open ? this.open.checked.text.text() : this.plain!.getText();
  }

  private become(text: string): void {
    const before = this.anchors.isIdle ? [] : allOf(this.pieces);
    this.read(text);
    if (this.anchors.isIdle) return;
    this.anchors.note(0, before, allOf(this.pieces));
    this.anchors.settle(this.pieces);
  }

  private get pieces(): PieceSequence<Analysis> | undefined {
    return this.open?.checked.text.pieces;
  }

  private read(text: string): void {
    const found = this.formatOf(text);
    if (!found) {
      this.open = undefined;
      this.watch = undefined;
      this.plain = TextDocument.create(this.uri, this.languageId, this.version, text);
      return;
    }
    const { check, mediaFiles } = this.settings;
    const checker = new Checker({ ...check, mediaFiles, format: found.format });
    const misread = misreadAs(text, found.format, found.evidence);
    const checked = new CheckedDataset(text, checker, misread);
    checked.tellsFates = check.lengths !== false;
    this.watch = new MarkedWatch(checked.text, found.format, check.labels?.robustness);
    this.open = { ...found, checker, checked, mediaFiles };
    this.plain = undefined;
  }

  private formatOf(head: string): Pick<OpenDataset, 'format' | 'evidence'> | undefined {
    const { format: wish, source = 'project' } = this.settings;
    if (wish === 'none') return undefined;
    const detection =
      wish?.id === undefined
        ? detectFormat(head, head.length <= DETECTION_LENGTH, this.languageId === 'json')
        : undefined;
    const format = wishedFormat(wish, () => detection?.format);
    return format && { format, evidence: detection?.evidence ?? source };
  }
}

function misreadAs(text: string, format: Format, evidence: OpenDataset['evidence']): Misreading | undefined {
  if (evidence !== 'project' && evidence !== 'datasetInfo') return undefined;
  return misreading(text, text.length <= DETECTION_LENGTH, format, evidence);
}

function allOf(pieces: PieceSequence<Analysis> | undefined): Piece<Analysis>[] {
  return pieces ? [...pieces.placed()].map(({ piece }) => piece) : [];
}

/** What is equal for settings that are. */
function keyOf({ mediaFiles, ...others }: DocumentSettings): string {
  return JSON.stringify([others, mediaFiles?.folders]);
}
