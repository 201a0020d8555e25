import type { Container } from './container';
import { pieceOf, type Piece } from './piece';

/** Cuts a text that arrives in blocks into pieces, and keeps no more of it than the piece that is not finished yet. */
export class PieceCutter<A = unknown> {
  private buffer = '';
  private before = '';
  /** No piece can be cut from less text than this: a long record is not looked at again with every block. */
  private enough = 0;

  constructor(private readonly container: Container) {}

  /** The pieces that the next block completes. */
  push(text: string): Piece<A>[] {
    this.buffer += text;
    return this.cut(false);
  }

  /** What is left, after the last block. */
  end(): Piece<A>[] {
    return this.cut(true);
  }

  private cut(final: boolean): Piece<A>[] {
    const text = this.buffer;
    const pieces: Piece<A>[] = [];
    if (!final && text.length < this.enough) return pieces;
    let at = 0;
    while (at < text.length) {
      const cut = this.container.cut(text, at, at === 0 ? this.before : text[at - 1]!, final);
      if (!cut) break;
      pieces.push(pieceOf<A>(text, at, cut));
      at = cut.end;
    }
    if (at > 0) this.before = text[at - 1]!;
    this.buffer = text.slice(at);
    this.enough = this.buffer.length * 2;
    return pieces;
  }
}
