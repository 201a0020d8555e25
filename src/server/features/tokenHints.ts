import * as l10n from '@vscode/l10n';
import type { InlayHint, MarkupContent, Position } from 'vscode-languageserver';
import { positionIn } from '../../dataset/datasetText';
import { listOf } from '../../dataset/listOf';
import type { PlacedPiece } from '../../dataset/sequence';
import type { Analysis } from '../../rules/checker';
import type { Counted } from '../../rules/lengths';
import { formatNumber } from '../../rules/length/formatNumber';
import { shortened } from '../../rules/length/shortened';
import type { Measure, TurnMeasure } from '../../tokens/meter';
import type { CounterFacts } from '../counters';
import { escapeMarkdown } from './escapeMarkdown';

/** How much a hint says: nothing, the record's tokens, or also how many of them are trained. */
export const hintStyles = ['off', 'total', 'split'] as const;
export type HintStyle = (typeof hintStyles)[number];

/** What a hint needs to find its record again. */
export interface HintData {
  readonly uri: string;
  readonly position: Position;
}

/** A hint at the start of a record that was counted: VS Code draws nothing behind column 10,000. */
export function tokenHint(
  uri: string,
  placed: PlacedPiece<Analysis>,
  facts: CounterFacts,
  style: HintStyle,
): InlayHint | undefined {
  const counted = placed.piece.analysis?.counted;
  if (!counted || style === 'off' || facts.fault !== null) return undefined;
  const label = labelOf(counted, facts, style);
  if (label === undefined) return undefined;
  const position = positionIn(placed, placed.piece.valueStart);
  const data: HintData = { uri, position };
  return { position, label, paddingRight: true, data };
}

function labelOf(
  { status, tokens, trained, isOver }: Counted,
  facts: CounterFacts,
  style: HintStyle,
): string | undefined {
  if (status === 'failed') return `⚠ ${l10n.t('template fails')}`;
  if (tokens === 0) return status === 'dropped' ? `⊘ ${l10n.t('dropped')}` : undefined;
  const about = facts.exact ? '' : '≈ ';
  const total = `${about}${l10n.t('{0} tok', formatNumber(tokens))}`;
  const parts = style === 'split' ? [total, l10n.t('{0} trained', formatNumber(trained))] : [total];
  if (isOver) return `⚠ ${[...parts, l10n.t('cutoff {0}', formatNumber(facts.cutoff!))].join(' · ')}`;
  return status === 'dropped' ? `⊘ ${[...parts, l10n.t('dropped')].join(' · ')}` : parts.join(' · ');
}

/** How the tokens split over the turns, and what the cutoff leaves. */
export function tokenTooltip(measure: Measure, facts: CounterFacts): MarkupContent {
  const head = [facts.tokenizer, facts.target, facts.template === null ? l10n.t('plain text') : facts.template];
  const lines = [
    `**${head
      .filter((name) => name !== null)
      .map(escapeMarkdown)
      .join(' · ')}**`,
  ];
  if (facts.approximation !== null) lines.push(`≈ ${escapeMarkdown(facts.approximation)}`);
  if (measure.reason !== undefined) {
    const told =
      measure.status === 'failed'
        ? l10n.t('The template fails at this record: {0}', shortened(measure.reason))
        : l10n.t('The trainer leaves this record out: {0}', shortened(measure.reason));
    lines.push(escapeMarkdown(told));
  }
  if (measure.turns.length > 0) lines.push(table(measure, facts.cutoff));
  const lost = lossOf(measure, facts.cutoff);
  if (lost !== undefined) lines.push(`⚠ ${escapeMarkdown(lost)}`);
  if (measure.rejected) {
    const { tokens, kept } = measure.rejected;
    lines.push(
      l10n.t('Rejected answer: {0} tokens with its prompt, {1} kept.', formatNumber(tokens), formatNumber(kept)),
    );
  }
  return { kind: 'markdown', value: lines.join('\n\n') };
}

/** Turns in a tooltip; a conversation of thousands would not be read. */
const MAX_TURNS = 30;

function table(measure: Measure, cutoff: number | null): string {
  const isCut = cutoff !== null && measure.tokens > cutoff;
  const header = [
    l10n.t('Turn'),
    l10n.t('Field'),
    l10n.t('Tokens'),
    l10n.t('Trained'),
    ...(isCut ? [l10n.t('Kept')] : []),
  ];
  const row = (
    name: string,
    field: string,
    { tokens, trained, kept }: Pick<TurnMeasure, 'tokens' | 'trained' | 'kept'>,
  ): string[] => [
    name,
    field,
    formatNumber(tokens),
    trained > 0 ? formatNumber(trained) : '–',
    ...(isCut ? [formatNumber(kept)] : []),
  ];
  const shown = measure.turns.slice(0, MAX_TURNS);
  const rows = shown.map((turn) => row(escapeMarkdown(turn.role), fieldsOf(turn), turn));
  if (measure.turns.length > shown.length) {
    rows.push([l10n.t('… {0} more', measure.turns.length - shown.length), '', '', '', ...(isCut ? [''] : [])]);
  }
  rows.push(row(`**${l10n.t('Total')}**`, '', measure));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const align = ['---', '---', ...header.slice(2).map(() => '--:')];
  return [line(header), line(align), ...rows.map(line)].join('\n');
}

function fieldsOf({ pointers }: TurnMeasure): string {
  if (pointers.length === 0) return l10n.t('(template)');
  const all = pointers.map((pointer) => escapeMarkdown(pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~')));
  return listOf(all, 3);
}

function lossOf({ status, tokens, turns, kept }: Measure, cutoff: number | null): string | undefined {
  if (cutoff === null || tokens <= cutoff || status !== 'kept') return undefined;
  const parts = [
    l10n.t('Cutoff {0}: {1} of {2} tokens are kept.', formatNumber(cutoff), formatNumber(kept), formatNumber(tokens)),
  ];
  const gone = turns.filter((turn) => turn.tokens > 0 && turn.kept === 0).length;
  const answers = turns.filter((turn) => turn.trained > 0 && turn.kept > 0 && turn.kept < turn.tokens).length;
  const ends = turns.filter(({ endLost }) => endLost).length;
  if (answers > 0) parts.push(l10n.t('Answers cut off: {0}.', answers));
  if (ends > 0) parts.push(l10n.t('End tokens lost: {0}.', ends));
  if (gone > 0) parts.push(l10n.t('Turns lost: {0}.', gone));
  return parts.join(' ');
}
