import type { Node } from 'jsonc-parser';
import type { Fields, Format } from '../../dataset/format';
import { jsonOf } from '../../dataset/jsonIn';
import { valueText, type Piece } from '../../dataset/piece';
import type { Sample } from '../../dataset/sample';
import { nodeAt, treeOf } from '../../dataset/tree';
import { laidOut } from './laidOut';

/** A record that was read, with its text: what is shown of it is what stands there, to the last digit. */
export class RecordSource {
  readonly sample: Sample;
  readonly text: string;
  private root: Node | null | undefined;

  constructor(
    piece: Piece,
    readonly value: Fields,
    readonly format: Format,
  ) {
    this.text = valueText(piece);
    this.sample = format.read(value);
  }

  /** The JSON that a pointer names, as it is written; '' if there is nothing. */
  jsonAt(pointer: string): string {
    this.root ??= treeOf(this.text) ?? null;
    const node = this.root && nodeAt(this.root, pointer);
    return node ? jsonOf(this.text, node) : '';
  }

  /** The value that a pointer names as people read it: a text as it is, anything else as JSON laid out. */
  shownAt(pointer: string, value: unknown): string {
    return typeof value === 'string' ? value : laidOut(this.jsonAt(pointer));
  }
}
