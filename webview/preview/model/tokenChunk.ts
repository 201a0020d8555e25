import type { ModelSequence } from '../../../src/protocol/preview';
import { drawRuns, drawTokens, type Drawing } from './drawTokens';
import type { TokenRange } from './tokenBlocks';

/** Characters of an ordinary line, for a first guess at a chunk's height. */
const LINE = 80;

/** A part of the tokens on the page. It is drawn as runs of text at first, which is fast, and token by token when somebody may look at it. */
export class TokenChunk {
  readonly element: HTMLElement = document.createElement('div');
  private isDetailed = false;

  constructor(
    private readonly sequence: ModelSequence,
    readonly range: TokenRange,
    private readonly drawing: Drawing,
  ) {
    this.element.className = 'chunk';
    this.element.style.setProperty('contain-intrinsic-block-size', `auto ${this.guessLines()}lh`);
    this.element.append(drawRuns(sequence, range, drawing));
  }

  /** Draws each token in an element of its own. */
  detail(): void {
    if (this.isDetailed) return;
    this.isDetailed = true;
    this.element.replaceChildren(drawTokens(this.sequence, this.range, this.drawing));
  }

  /** The element of a token of this chunk. */
  token(index: number): HTMLElement {
    this.detail();
    return this.element.querySelector<HTMLElement>(`[data-token="${index}"]`)!;
  }

  private guessLines(): number {
    const lines = this.sequence.texts.slice(this.range.from, this.range.to).join('').split('\n');
    return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  }
}
