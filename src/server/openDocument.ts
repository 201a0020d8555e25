import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { DatasetStatus } from '../protocol/messages';
import { DETECTION_LENGTH, detectFormat } from '../dataset/detect';
import { formatById, type Format } from '../dataset/format';
import { CheckedDataset } from '../rules/checkedDataset';
import { Checker, type CheckOptions } from '../rules/checker';
import type { ByteFacts, FileFacts } from '../rules/fileFacts';
import { decoded } from './projects';
import { addCounts, countLevels, fileFindings, type Counts, type PlacedFinding } from '../rules/placedFinding';

/** What the project and the client say of a file. */
export interface DocumentSettings {
  /** A format's id or `none`; undefined to detect it. */
  readonly format: string | undefined;
  readonly check: Omit<CheckOptions, 'format'>;
}

/** An open dataset. */
export interface OpenDataset {
  readonly format: Format;
  readonly evidence: DatasetStatus['evidence'];
  readonly checked: CheckedDataset;
  readonly checker: Checker;
}

/**
 * A file that is open in the client. One that is a dataset is kept as its pieces; any other as plain text, so that it may
 * become a dataset while it is written.
 */
export class OpenDocument {
  private plain: TextDocument | undefined;
  private open: OpenDataset | undefined;
  private settings: DocumentSettings = { format: 'none', check: {} };
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
    return this.uri.startsWith('untitled:') ? '' : decoded(this.uri.slice(this.uri.lastIndexOf('/') + 1));
  }

  /** Applies what the client says has changed. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.version = version;
    for (const change of changes) {
      if (this.open && 'range' in change) this.open.checked.edit(change.range, change.text);
      else if (this.open) this.become(change.text);
      else this.plain = TextDocument.update(this.plain!, [change], version);
    }
  }

  /** Takes new settings and decides what the file is. */
  configure(settings: DocumentSettings): void {
    const isSame = JSON.stringify(settings) === JSON.stringify(this.settings);
    this.settings = settings;
    if (!isSame || !this.open) this.become(this.text());
  }

  /** Lets go of a text that has nothing of a dataset any more, as after it was replaced; for when it is saved. */
  release(): void {
    if (!this.open || this.open.evidence === 'project') return;
    const text = this.text();
    if (!this.open.format.evidence.some((field) => text.includes(field)) && !this.formatOf(text)) this.become(text);
  }

  /** Looks again whether the text is a dataset. What is one stays one while it is edited, also while its first records are broken. */
  detect(): void {
    if (!this.open && this.formatOf(this.plain!.getText())) this.become(this.plain!.getText());
  }

  /** The findings by place, at most `limit` of them, and how many there are in all. */
  findings(limit: number): { shown: PlacedFinding[]; counts: Counts } {
    if (!this.open) return { shown: [], counts: countLevels([]) };
    const { checked, checker } = this.open;
    const ofFile = this.ofFile(checker, checked);
    return {
      shown: [...ofFile, ...checked.findings(Math.max(0, limit - ofFile.length))],
      counts: addCounts(checked.counts, countLevels(ofFile)),
    };
  }

  /** The findings about the file as a whole. */
  private ofFile(checker: Checker, { text, unchecked }: CheckedDataset): PlacedFinding[] {
    const { records, lines } = text.pieces.totals;
    const facts: FileFacts = { name: this.name, container: text.containerId, records, lines, bytes: this.bytes };
    return unchecked > 0 ? [] : fileFindings(checker, facts);
  }

  text(): string {
    return this.open ? this.open.checked.text.text() : this.plain!.getText();
  }

  private become(text: string): void {
    const found = this.formatOf(text);
    if (!found) {
      this.open = undefined;
      this.plain = TextDocument.create(this.uri, this.languageId, this.version, text);
      return;
    }
    const checker = new Checker({ ...this.settings.check, format: found.format });
    this.open = { ...found, checker, checked: new CheckedDataset(text, checker) };
    this.plain = undefined;
  }

  private formatOf(head: string): Pick<OpenDataset, 'format' | 'evidence'> | undefined {
    const configured = this.settings.format;
    if (configured !== undefined) {
      const format = formatById(configured);
      return format && { format, evidence: 'project' };
    }
    return detectFormat(head, head.length <= DETECTION_LENGTH, this.languageId === 'json');
  }
}
