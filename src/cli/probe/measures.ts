import * as l10n from '@vscode/l10n';
import { likelyName } from '../../dataset/likelyName';
import { listOf } from '../../dataset/listOf';
import { measureId, type MeasureWish } from '../../probe/measures/measure';
import { CannotRun } from '../cannotRun';

/** How measures are written on the command line. */
export const measureWords = [
  'exact',
  'normalised',
  'json',
  'jsonEqual',
  'contains=<text>',
  'regex=<pattern>',
  'rougeL',
  'chrf',
  'nll',
  'length=<characters|words|tokens>:<from>-<to>',
  'judge',
] as const;

/** Whoever judges: its endpoint's id, and what it is asked. */
export type JudgeWish = Omit<Extract<MeasureWish, { kind: 'judge' }>, 'kind'>;

/**
 * The measures that are asked for.
 *
 * @param judge undefined if nobody is named to judge
 * @throws CannotRun for one that there isn't
 */
export function measuresOf(given: readonly string[], judge: JudgeWish | undefined): readonly MeasureWish[] {
  const words = given.length > 0 ? given : ['exact', 'rougeL', 'chrf', ...(judge ? ['judge'] : [])];
  const wishes = words.map((word) => measureOf(word, judge));
  return [...new Map(wishes.map((wish) => [measureId(wish), wish])).values()];
}

function measureOf(word: string, judge: JudgeWish | undefined): MeasureWish {
  const at = word.indexOf('=');
  const kind = kindOf(at < 0 ? word : word.slice(0, at));
  const value = at < 0 ? '' : word.slice(at + 1);
  switch (kind) {
    case 'contains':
      return { kind, text: needed(value, word) };
    case 'regex':
      return { kind, pattern: expressionIn(needed(value, word)) };
    case 'length':
      return lengthOf(value, word);
    case 'judge':
      if (judge) return { kind, ...judge };
      throw new CannotRun(l10n.t('Say who judges: --judge with the address of a server.'));
    default:
      if (at < 0) return { kind };
      throw noMeasure(word);
  }
}

const KINDS = measureWords.map((word) => word.split('=')[0]!) as readonly MeasureWish['kind'][];

/** Also `rouge-l` and the like. */
function kindOf(word: string): MeasureWish['kind'] {
  const plain = (text: string): string => text.replaceAll(/[-_]/g, '').toLowerCase();
  const kind = KINDS.find((known) => plain(known) === plain(word));
  if (kind) return kind;
  const likely = likelyName(word, KINDS);
  if (likely === undefined) throw noMeasure(word);
  throw new CannotRun(l10n.t('There is no measure “{0}”. Is “{1}” meant?', word, likely));
}

function noMeasure(word: string): CannotRun {
  return new CannotRun(l10n.t('There is no measure “{0}”. There are: {1}', word, listOf(measureWords)));
}

function needed(value: string, word: string): string {
  if (value !== '') return value;
  throw new CannotRun(l10n.t('“{0}” lacks what is looked for: {0}=…', word.replace(/=$/, '')));
}

function expressionIn(pattern: string): string {
  try {
    return new RegExp(pattern, 'u').source;
  } catch (error) {
    throw new CannotRun(l10n.t('“{0}” is no regular expression: {1}', pattern, (error as Error).message));
  }
}

function lengthOf(value: string, word: string): MeasureWish {
  const match = /^(?:(characters|words|tokens):)?(\d{1,9})?-(\d{1,9})?$/.exec(value);
  const [, unit = 'characters', least, most] = match ?? [];
  const isEmpty = least === undefined ? most === undefined : most !== undefined && Number(least) > Number(most);
  if (!match || isEmpty) {
    throw new CannotRun(
      l10n.t('“{0}” is no length. Write it like length=characters:10-200 or length=words:-50.', word),
    );
  }
  return {
    kind: 'length',
    unit: unit as 'characters' | 'words' | 'tokens',
    least: least === undefined ? null : Number(least),
    most: most === undefined ? null : Number(most),
  };
}
