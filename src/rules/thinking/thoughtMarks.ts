import { allTurns } from '../../dataset/sample';
import { templateOf } from '../tools/templateOf';
import type { RecordView } from '../view';
import { isAnswer } from './answerTexts';
import { readTags } from './thoughtTags';

/** What the answers of a record have: some a thought; none one, but some an empty one. Records without either bear no mark. */
export type ThoughtMark = 'thought' | 'empty';

export const THOUGHT_CLUES: readonly string[] = ['<think>', '</think>'];

/** The mark of a record of whose template it is known that it puts an empty thought in front of answers without one. */
export const TEMPLATE_THINKS = 'template-thinks';

/** What a record bears for statements about the thoughts of a file. */
export function thoughtMarks(view: RecordView): readonly string[] {
  const mark = thoughtMark(view);
  if (mark === undefined) return [];
  return templateOf(view)?.emptyThought === undefined ? [mark] : [mark, TEMPLATE_THINKS];
}

/** How the answers of a record begin: with a thought, also in a field of its own, or with an empty one. */
function thoughtMark({ sample }: RecordView): ThoughtMark | undefined {
  let mark: ThoughtMark | undefined;
  for (const { content, reasoning } of allTurns(sample).filter(isAnswer)) {
    if (reasoning && reasoning.text.trim() !== '') return 'thought';
    const read = readTags(content);
    if (read.kind === 'one' && read.thought.isEmpty) mark = 'empty';
    else if (read.kind !== 'none') return 'thought';
  }
  return mark;
}
