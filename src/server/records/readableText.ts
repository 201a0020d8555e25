import { TextDocument } from 'vscode-languageserver-textdocument';
import { cutAll, type Range } from '../../dataset/datasetText';
import { jsonlContainer } from '../../dataset/jsonl';
import type { PlacedPiece, Position } from '../../dataset/sequence';
import { StrictText } from '../../editing/recordDocument/strictText';
import type { Analysis } from '../../rules/checker';

/**
 * The text of a record's document, with the JSON on one line that it stands for. That is what rules and features look at; what they find is brought back to the
 * document's places.
 */
export class ReadableText {
  readonly strict: StrictText;
  /** The record, and what stands behind it where that is no part of it. */
  readonly pieces: readonly PlacedPiece<Analysis>[];
  private readonly lines: TextDocument;

  constructor(text: string) {
    this.strict = new StrictText(text);
    this.lines = TextDocument.create('', '', 0, text);
    let offset = 0;
    this.pieces = cutAll<Analysis>(jsonlContainer, this.strict.text).map((piece, index) => {
      const placed = { piece, index, record: index, start: { line: 0, character: offset }, offset };
      offset += piece.text.length;
      return placed;
    });
  }

  /** Where a position of the document is; undefined in a document without a text. */
  locate(position: Position): (PlacedPiece<Analysis> & { readonly at: number }) | undefined {
    const offset = this.strict.inStrict(this.lines.offsetAt(position));
    const placed = this.pieces.findLast((each) => each.offset <= offset);
    return placed && { ...placed, at: offset - placed.offset };
  }

  /** The document's position of an offset of the strict text. */
  position(offset: number): Position {
    return this.lines.positionAt(this.strict.inDocument(offset));
  }

  /** Where a range of the strict text, which is one line, is in the document. */
  range({ start, end }: Range): Range {
    return { start: this.position(start.character), end: this.position(end.character) };
  }
}
