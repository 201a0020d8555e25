import type { ModelSequence } from '../../../src/protocol/preview';

/** Neighbouring tokens: [from, to). */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** Neighbouring tokens in the same state, with the text that they are. A special token is always alone. */
export interface TokenRun extends TokenRange {
  readonly text: string;
  readonly isSpecial: boolean;
  readonly isTrained: boolean;
  readonly isCut: boolean;
}

/** The tokens of a turn that stand together, in parts that are drawn at once. */
export interface TurnBlock extends TokenRange {
  readonly turn: number;
  /** The turn has tokens before it, too: the end token that some templates put behind all turns belongs to an earlier one. */
  readonly isContinued: boolean;
  readonly chunks: readonly TokenRange[];
}

/** Tokens from which on a chunk ends with the next line, and after which it ends where it is. */
const CHUNK = 200;
const LONGEST_CHUNK = 1000;

export function blocksOf(sequence: ModelSequence): readonly TurnBlock[] {
  const { turn } = sequence;
  const blocks: TurnBlock[] = [];
  const seen = new Set<number>();
  let from = 0;
  for (let to = 1; to <= turn.length; to++) {
    if (to < turn.length && turn[to] === turn[from]) continue;
    const index = turn[from]!;
    blocks.push({ turn: index, isContinued: seen.has(index), from, to, chunks: chunksOf(sequence, from, to) });
    seen.add(index);
    from = to;
  }
  return blocks;
}

/** A chunk is a block of lines, so it ends where a line does. */
function chunksOf({ texts }: ModelSequence, start: number, end: number): readonly TokenRange[] {
  const chunks: TokenRange[] = [];
  let from = start;
  for (let to = start + 1; to <= end; to++) {
    const last = texts[to - 1]!;
    const isFull =
      (to - from >= CHUNK && last.endsWith('\n')) ||
      // Within a character there is nothing to be drawn yet.
      (to - from >= LONGEST_CHUNK && last !== '');
    if (!isFull && to < end) continue;
    chunks.push({ from, to });
    from = to;
  }
  return chunks;
}

export function runsOf(sequence: ModelSequence, { from, to }: TokenRange): readonly TokenRun[] {
  const { texts, special, trained, cut } = sequence;
  const runs: TokenRun[] = [];
  let start = from;
  for (let end = from + 1; end <= to; end++) {
    const isEqual =
      end < to && !special[start] && !special[end] && trained[end] === trained[start] && cut[end] === cut[start];
    if (isEqual) continue;
    runs.push({
      from: start,
      to: end,
      text: texts.slice(start, end).join(''),
      isSpecial: special[start] === 1,
      isTrained: trained[start] === 1,
      isCut: cut[start] === 1,
    });
    start = end;
  }
  return runs;
}
