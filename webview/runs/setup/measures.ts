import * as l10n from '@vscode/l10n';
import { measureName, type MeasureKind } from '../../../src/protocol/probeRuns';

/** Measures that need nothing to be said besides. */
export const plainMeasures = ['exact', 'normalised', 'json', 'jsonEqual', 'rougeL', 'chrf', 'nll'] as const;
export type PlainMeasure = (typeof plainMeasures)[number];

/** Those that have fields. */
export const fieldMeasures = ['contains', 'regex', 'length', 'judge'] as const;

/** What kinds of measures are called where they are chosen. */
export function measureLabel(kind: MeasureKind): string {
  switch (kind) {
    case 'contains':
      return l10n.t('Contains');
    case 'regex':
      return l10n.t('Matches');
    case 'length':
      return l10n.t('Length');
    case 'judge':
      return l10n.t('Judge');
    default:
      return measureName({ kind }, (id) => id);
  }
}

export function measureHint(kind: MeasureKind): string {
  const hints: Record<MeasureKind, string> = {
    exact: l10n.t('The answer is the reference, character by character.'),
    normalised: l10n.t('The same, but for case, width, white space and punctuation.'),
    json: l10n.t('The answer is JSON, in a code fence or not.'),
    jsonEqual: l10n.t('It says the same as the JSON of the reference; tool calls by name and arguments.'),
    contains: l10n.t('The answer has this text in it.'),
    regex: l10n.t('A regular expression finds something in the answer.'),
    rougeL: l10n.t('Longest common sequence of words with the reference (F-measure).'),
    chrf: l10n.t('Characters shared with the reference (F-measure); good for Chinese.'),
    nll: l10n.t(
      'Mean negative log-likelihood of the reference: how little the model expects it. High ones are not learned, or labelled wrongly.',
    ),
    length: l10n.t('The answer is as long as it should be.'),
    judge: l10n.t('Another model judges the answer.'),
  };
  return hints[kind];
}

export function unitLabel(unit: 'characters' | 'words' | 'tokens'): string {
  return { characters: l10n.t('characters'), words: l10n.t('words'), tokens: l10n.t('tokens') }[unit];
}
