import { EMPTY, quoted } from '../rawText';
import { historyMember, pairsOf, plainText, systemMember } from './pairs';
import { mediaFields, toolsAsList, type Target } from './target';

/** ms-swift's query and response, with the turns before them as pairs (Customization/Custom-dataset.md). */
export const queryResponse: Target = {
  id: 'query-response',
  family: 'none',
  purposes: ['sft'],
  write(dialogue, writing) {
    const pairs = pairsOf(dialogue.messages, writing.telling);
    return [
      ['query', quoted(pairs.prompt ? plainText(pairs.prompt, writing.telling) : EMPTY)],
      ['response', quoted(pairs.answer)],
      ...systemMember(pairs),
      ...historyMember(pairs),
      ...toolsAsList(dialogue, writing, 'none'),
      ...mediaFields(dialogue),
    ];
  },
};
