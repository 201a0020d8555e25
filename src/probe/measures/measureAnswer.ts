import * as l10n from '@vscode/l10n';
import type { Answer } from '../answer';
import type { Reference } from '../cases/probeCase';
import { chrf } from './chrf';
import { isInLength } from './length';
import { isJsonAnswer, isSameJson, isSameCalls } from './json';
import { measureId, type Measured, type MeasureWish } from './measure';
import { normalised } from './normalised';
import { rougeL } from './rougeL';
import { withoutThought } from './withoutThought';
import type { Within } from './within';

/** What is measured of an answer. */
export type MeasuredAnswer = Pick<Answer, 'content' | 'calls' | 'tokens' | 'usage'>;

/**
 * Measures an answer by all wishes but those that need a server: the reference's likelihood and judges. A thought that stands in the answer's text
 * (`<think>…</think>` at its beginning, where the server doesn't part it) is no part of the answer.
 *
 * @returns by `measureId`
 */
export function measureAnswer(
  wishes: readonly MeasureWish[],
  answer: MeasuredAnswer,
  reference: Pick<Reference, 'content' | 'calls'>,
  within: Within,
): Record<string, Measured> {
  const bare = { ...answer, content: withoutThought(answer.content) };
  const wanted = { ...reference, content: withoutThought(reference.content) };
  const measures: Record<string, Measured> = {};
  for (const wish of wishes) {
    const measured = measureUnlessTooLong(wish, bare, wanted, within);
    if (measured) measures[measureId(wish)] = measured;
  }
  return measures;
}

/** What JavaScript has no room for is no reason to lose an answer that was paid for. */
function measureUnlessTooLong(...given: Parameters<typeof measure>): Measured | undefined {
  try {
    return measure(...given);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: null, note: l10n.t('The answer is too long to be measured so.') };
  }
}

function measure(
  wish: MeasureWish,
  answer: MeasuredAnswer,
  reference: Pick<Reference, 'content' | 'calls'>,
  within: Within,
): Measured | undefined {
  switch (wish.kind) {
    case 'exact':
      return truth(answer.content === reference.content && isSameCalls(answer.calls, reference.calls));
    case 'normalised':
      return truth(
        normalised(answer.content) === normalised(reference.content) && isSameCalls(answer.calls, reference.calls),
      );
    case 'json':
      return truth(isJsonAnswer(answer));
    case 'jsonEqual':
      return isSameJson(answer, reference);
    case 'contains':
      return truth(answer.content.includes(wish.text));
    case 'regex':
      return matches(wish.pattern, answer.content, within);
    case 'rougeL':
      return ofTexts(rougeL, answer, reference);
    case 'chrf':
      return ofTexts(chrf, answer, reference);
    case 'length':
      return isInLength(wish, answer);
    case 'nll':
    case 'judge':
      return undefined;
  }
}

function truth(value: boolean): Measured {
  return { value: value ? 1 : 0 };
}

function ofTexts(
  likeness: (answer: string, reference: string) => number,
  answer: MeasuredAnswer,
  reference: Pick<Reference, 'content' | 'calls'>,
): Measured {
  if (reference.content.trim() !== '') return { value: likeness(answer.content, reference.content) };
  return { value: null, note: l10n.t('The reference has no text to compare with.') };
}

function matches(pattern: string, text: string, within: Within): Measured {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (error) {
    return { value: null, note: error instanceof Error ? error.message : String(error) };
  }
  const found = within(() => ({ isFound: expression.test(text) }));
  return found ? truth(found.isFound) : { value: null, note: l10n.t('The regular expression takes too long on this.') };
}
