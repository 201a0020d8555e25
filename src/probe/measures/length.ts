import * as l10n from '@vscode/l10n';
import type { Measured, MeasureWish } from './measure';
import type { MeasuredAnswer } from './measureAnswer';
import { wordsOf } from './words';

type LengthWish = Extract<MeasureWish, { kind: 'length' }>;

/**
 * Whether an answer is as long as it should be; `note` has its length. Characters are Unicode code points of the text without the white space around it,
 * words those of {@link wordsOf} (a Chinese character is one), tokens what the server counted, thoughts and calls among them.
 */
export function isInLength({ unit, least, most }: LengthWish, answer: MeasuredAnswer): Measured {
  const length = lengthIn(unit, answer);
  if (length === null) return { value: null, note: l10n.t('The server does not tell the number of tokens.') };
  const isIn = (least === null || length >= least) && (most === null || length <= most);
  return { value: isIn ? 1 : 0, note: String(length) };
}

function lengthIn(unit: LengthWish['unit'], { content, usage }: MeasuredAnswer): number | null {
  switch (unit) {
    case 'characters':
      return Array.from(content.trim()).length;
    case 'words':
      return wordsOf(content).length;
    case 'tokens':
      return usage?.completion ?? null;
  }
}
