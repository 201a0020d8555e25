import type { TurnTokens } from './measureTokens';
import type { Span } from './span';
import type { TrainedText } from './trainedSpans';

/** A text with its turns and what of it is trained, before it is tokenised. The turns cover the text, in order. */
export interface PlacedText {
  readonly text: string;
  readonly turns: readonly (Span & Pick<TurnTokens, 'role' | 'pointers'>)[];
  readonly trained: TrainedText;
}
