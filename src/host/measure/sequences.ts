import * as l10n from '@vscode/l10n';
import type { ModelCounts, ModelSequence } from '../../protocol/preview';
import { parseFor, unused, type Measure } from '../../tokens/meter';
import { UNTRAINED } from '../../tokens/sequence';
import type { Tokenizer } from '../../tokens/tokenizer';
import { tokenTexts } from '../../tokens/tokenTexts';
import type { OpenedMeter } from './openMeter';

/** Tokens of a sequence that are told: some megabytes between the server and who looks at them. */
const MOST_TOLD = 50_000;

/** A record's tokens for people: one sequence, of a preference pair two. */
export function sequencesOf({ meter, tokenizer }: OpenedMeter, record: string): readonly ModelSequence[] {
  const measure = measureOf();
  const { rejected } = measure;
  if (!rejected) return [sequenceOf(tokenizer, measure, null)];
  return [sequenceOf(tokenizer, measure, 'chosen'), sequenceOf(tokenizer, rejected, 'rejected')];

  function measureOf(): Measure {
    try {
      return meter.measure(parseFor(meter, record), true);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const isSyntax = error instanceof SyntaxError;
      return unused('failed', isSyntax ? l10n.t('This is not valid JSON: {0}', detail) : detail);
    }
  }
}

function sequenceOf(tokenizer: Tokenizer, measure: Measure, side: ModelSequence['side']): ModelSequence {
  const { ids = [], labels = [], kept = [], turns = [] } = measure.sequence ?? {};
  const told = ids.slice(0, MOST_TOLD);
  const { texts, joined } = tokenTexts(tokenizer, told);
  return {
    side,
    status: measure.status,
    reason: measure.reason ?? null,
    ids: told,
    texts,
    joined: joined.map(bit),
    special: told.map((id) => bit(tokenizer.specialText(id) !== undefined)),
    trained: told.map((_, index) => bit(labels[index] !== UNTRAINED)),
    cut: told.map((_, index) => bit(!kept[index])),
    turn: turns.slice(0, MOST_TOLD),
    turns: measure.turns.map(({ role, pointers, ...counts }) => ({ role, pointers, ...countsOf(counts) })),
    total: ids.length,
    counts: countsOf(measure),
  };
}

function countsOf({ tokens, trained, kept, keptTrained }: ModelCounts): ModelCounts {
  return { tokens, trained, kept, keptTrained };
}

function bit(flag: boolean): 0 | 1 {
  return flag ? 1 : 0;
}
