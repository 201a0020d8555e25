import { quoted, rawJson } from '../rawText';
import { historyMember, instructionMembers, loneAnswer, pairsOf, promptPairsOf, systemMember } from './pairs';
import { mediaFields, toolsAsText, type Target } from './target';

export const alpaca: Target = {
  id: 'alpaca',
  family: 'alpaca',
  purposes: ['sft'],
  write(dialogue, writing) {
    const pairs = pairsOf(dialogue.messages, writing.telling);
    return [
      ...instructionMembers(pairs.prompt, dialogue, writing.telling),
      ['output', quoted(pairs.answer)],
      ...systemMember(pairs),
      ...historyMember(pairs),
      ...toolsAsText(dialogue, writing, 'alpaca'),
      ...mediaFields(dialogue),
    ];
  },
};

export const ktoAlpaca: Target = {
  ...alpaca,
  id: 'kto-alpaca',
  purposes: ['feedback'],
  write: (dialogue, writing) => [...alpaca.write(dialogue, writing), ['kto_tag', rawJson(String(dialogue.label))]],
};

export const preferenceAlpaca: Target = {
  ...alpaca,
  id: 'preference-alpaca',
  purposes: ['preference'],
  write(dialogue, writing) {
    const { telling } = writing;
    const pairs = promptPairsOf(dialogue.messages, telling);
    return [
      ...instructionMembers(pairs.prompt, dialogue, telling),
      ['chosen', quoted(loneAnswer(dialogue.chosen ?? [], telling))],
      ['rejected', quoted(loneAnswer(dialogue.rejected ?? [], telling))],
      ...systemMember(pairs),
      ...historyMember(pairs),
      ...toolsAsText(dialogue, writing, 'alpaca'),
      ...mediaFields(dialogue),
    ];
  },
};
