import { positionIn, type Range } from '../dataset/datasetText';
import type { PlacedPiece } from '../dataset/sequence';
import { outcomeText } from './outcomes';
import type { FileFix, Finding, Fix, Level, Outcome } from './rule';

/** A finding with its place in the file. */
export interface PlacedFinding {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  /** Index of the record, or undefined for a finding about the file or what stands between records. */
  readonly record: number | undefined;
  readonly pointer: string;
  readonly range: Range;
  readonly fixes: readonly Fix[];
  readonly fileFix?: FileFix;
  /** What the target does because of it, where that is known. */
  readonly outcome?: Outcome;
  /** As in {@link Finding}. */
  readonly otherFormat?: string;
}

/** How many findings there are of each level. */
export type Counts = Readonly<Record<Level, number>>;

export const NO_FINDINGS: Counts = { error: 0, warning: 0, info: 0 };

export function placeFinding(placed: Omit<PlacedPiece<unknown>, 'index' | 'offset'>, finding: Finding): PlacedFinding {
  return {
    rule: finding.rule,
    level: finding.level,
    message: withSentence(finding.message, outcomeText(finding)),
    ...(finding.outcome ? { outcome: finding.outcome } : {}),
    ...(finding.otherFormat === undefined ? {} : { otherFormat: finding.otherFormat }),
    record: placed.piece.kind === 'record' ? placed.record : undefined,
    pointer: finding.pointer,
    range: { start: positionIn(placed, finding.start), end: positionIn(placed, finding.end) },
    fixes: finding.fixes,
  };
}

/** A message with a sentence behind it; some messages end with words of others, without a full stop. */
function withSentence(message: string, sentence: string): string {
  if (sentence === '') return message;
  if (/[。！？]$/.test(message)) return message + sentence;
  const isChinese = /^\p{Script=Han}|[。！？]$/u.test(sentence);
  if (/[.!?…]$/.test(message)) return `${message} ${sentence}`;
  return isChinese ? `${message}。${sentence}` : `${message}. ${sentence}`;
}

export function countLevels(findings: Iterable<{ readonly level: Level }>): Counts {
  const counts = { ...NO_FINDINGS };
  for (const { level } of findings) counts[level]++;
  return counts;
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { error: a.error + b.error, warning: a.warning + b.warning, info: a.info + b.info };
}
