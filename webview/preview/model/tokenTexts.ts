import * as l10n from '@vscode/l10n';
import type { ModelSequence } from '../../../src/protocol/preview';

/** What is told of one token. */
export interface TokenFacts {
  /** Which token it is of how many. */
  readonly place: string;
  readonly id: number;
  /** In quotes; what can't be seen is escaped. */
  readonly text: string;
  /** Whether it is special, trained, cut. */
  readonly states: readonly string[];
  /** The turn's role as the data names it. */
  readonly role: string;
}

export function factsOf(sequence: ModelSequence, index: number): TokenFacts {
  const { ids, special, trained, cut, turn, turns, total } = sequence;
  return {
    place: l10n.t('Token {0} of {1}', (index + 1).toLocaleString(), total.toLocaleString()),
    id: ids[index]!,
    text: textOf(sequence, index),
    states: [
      ...(special[index] ? [l10n.t('special token')] : []),
      trained[index] ? l10n.t('trained') : l10n.t('not trained'),
      ...(cut[index] ? [l10n.t('cut off')] : []),
    ],
    role: turns[turn[index]!]?.role ?? '',
  };
}

/** All of it in one line, for a screen reader. */
export function spokenFacts({ place, id, text, states, role }: TokenFacts): string {
  return [place, l10n.t('id {0}', id), text, ...states, role].join(', ');
}

/** A token that ends within a character, or completes one, is told with that character. */
function textOf({ texts, joined }: ModelSequence, index: number): string {
  let end = index;
  while (end < texts.length - 1 && texts[end] === '') end++;
  const text = quoted(texts[end]!);
  return end === index && !joined[index] ? text : l10n.t('part of {0}', text);
}

/** As JSON has it, and with escapes for whatever else can't be seen. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/(?! )[\p{C}\p{Z}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** What the model gets of a record: what truncation leaves; all of one that is left out. */
export function copied({ ids, texts, cut }: ModelSequence): {
  readonly ids: string;
  readonly text: string;
  readonly count: number;
} {
  const isAll = !cut.includes(0);
  const isMeant = (_: unknown, index: number): boolean => isAll || cut[index] === 0;
  const meant = ids.filter(isMeant);
  return { ids: JSON.stringify(meant), text: texts.filter(isMeant).join(''), count: meant.length };
}
