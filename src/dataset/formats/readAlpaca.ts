import type { Fields } from '../format';
import type { Names } from '../names';
import type { Sample, Turn } from '../sample';
import { fieldAt, type Place } from './fields';
import { systemTurns, withBeside } from './readBeside';
import { fieldTurn } from './readMessages';

/**
 * The turns that Alpaca's answer follows: `system`, `history`, and instruction and input as one turn, joined with a line feed where both have text,
 * as LLaMA-Factory's converter does (src/llamafactory/data/converter.py, `AlpacaDatasetConverter`).
 */
export function alpacaPrompt(record: Fields, names: Names): readonly Turn[] {
  const asked = ['instruction', 'input'].map((field) => fieldAt(record, names, field));
  return [
    ...systemTurns(record, names),
    ...historyTurns(fieldAt(record, names, 'history')),
    joinedTurn(asked.filter((place) => place !== undefined)),
  ];
}

/** The pairs of question and answer of a history; what is no text is left out. */
export function historyTurns(history: Place | undefined): readonly Turn[] {
  if (!Array.isArray(history?.value)) return [];
  return (history.value as unknown[]).flatMap((pair, i) => {
    if (!Array.isArray(pair)) return [];
    return (['user', 'assistant'] as const).flatMap((role, side) => {
      const value: unknown = pair[side];
      return typeof value === 'string' ? [fieldTurn(role, { value, pointer: `${history.pointer}/${i}/${side}` })] : [];
    });
  });
}

/** The user's turn; without text it is still there, at the instruction or, where there is none, at the record. */
function joinedTurn(asked: readonly Place[]): Turn {
  const texts = asked.filter(({ value }) => typeof value === 'string' && value !== '');
  const places = texts.length > 0 ? texts : asked.slice(0, 1);
  const [first] = places;
  return {
    ...fieldTurn('user', {
      value: texts.map(({ value }) => value as string).join('\n'),
      pointer: first?.pointer ?? '',
    }),
    pointers: first ? places.map(({ pointer }) => pointer) : [''],
  };
}

/** An Alpaca record: the prompt, and the output as the answer. */
export function readAlpaca(record: Fields, names: Names): Sample {
  return withBeside(record, names, {
    turns: [...alpacaPrompt(record, names), ...answerTurns(fieldAt(record, names, 'output'))],
  });
}

/** A turn of the assistant, unless the answer is no text. */
export function answerTurns(place: Place | undefined): readonly Turn[] {
  return place && typeof place.value === 'string' ? [fieldTurn('assistant', place)] : [];
}
