import type { Fields, Format } from '../../../../src/dataset/format';
import type { Turn } from '../../../../src/dataset/sample';

/** What a turn says, wherever it stands. */
export interface Said {
  readonly name: string;
  readonly text: string;
  readonly calls: string;
  readonly reasoning: string;
}

/** The whole conversations of a record: one, or that with the chosen and that with the rejected answer. */
export function talks(text: string, format: Format): Said[][] {
  const { turns, preference } = format.read(JSON.parse(text) as Fields);
  if (!preference) return [turns.map(said)];
  return [preference.chosen, preference.rejected].map((answer) => [...turns, ...(answer?.turns ?? [])].map(said));
}

export function said({ name, content, calls, reasoning }: Turn): Said {
  const list = calls?.calls.map(({ source }) => source) ?? [];
  const isText = calls?.form === 'text' && calls.value !== undefined;
  return { name, text: isText ? '' : content, calls: JSON.stringify(list), reasoning: reasoning?.text ?? '' };
}

/** Two turns in one. */
export function mergedSaid(first: Said, second: Said): Said {
  const lists = [first, second].map(({ calls }) => JSON.parse(calls) as unknown[]);
  return {
    name: first.name,
    text: [first.text, second.text].filter((text) => text !== '').join('\n\n'),
    calls: JSON.stringify(lists.flat()),
    reasoning: [first.reasoning, second.reasoning].filter((text) => text !== '').join('\n\n'),
  };
}
