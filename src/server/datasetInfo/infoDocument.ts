import { getLocation, type Location } from 'jsonc-parser';
import { TextDocument, type Position, type Range } from 'vscode-languageserver-textdocument';
import type { InfoEntry } from '../../dataset/datasetInfo/datasetInfo';
import { readDatasetInfo, type DatasetInfo } from '../../dataset/datasetInfo/datasetInfo';
import type { EntryFacts } from '../../rules/info/view';
import type { PlacedFinding } from '../../rules/placedFinding';

/** An open `dataset_info.json` at one version, with what is known of its data so far. */
export class InfoDocument {
  readonly info: DatasetInfo;
  findings: readonly PlacedFinding[] = [];
  private readonly document: TextDocument;

  constructor(
    readonly uri: string,
    readonly version: number,
    text: string,
    /** By the entries' names. */
    readonly facts: Map<string, EntryFacts>,
  ) {
    this.info = readDatasetInfo(text);
    this.document = TextDocument.create(uri, 'json', version, this.info.text);
  }

  /** Where a position is in the structure of the file. */
  locationAt(position: Position): Location {
    return getLocation(this.info.text, this.offsetAt(position));
  }

  offsetAt(position: Position): number {
    return this.document.offsetAt(position);
  }

  range(start: number, end: number): Range {
    return { start: this.document.positionAt(start), end: this.document.positionAt(end) };
  }

  /** The entry that a path of names leads into. */
  entryAt(path: Location['path']): InfoEntry | undefined {
    return this.info.entries.find(({ name }) => name === path[0]);
  }
}
