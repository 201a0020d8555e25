import { list, rawJson } from '../rawText';
import { chatMessages } from './chatMessages';
import { mediaFields, toolsAsList, type Target } from './target';

export const messages: Target = {
  id: 'messages',
  family: 'messages',
  purposes: ['sft'],
  isStrict: true,
  write(dialogue, writing) {
    if (dialogue.messages.length === 0) writing.telling.stop('noTurns');
    return [
      ['messages', list(chatMessages(dialogue.messages, dialogue, writing))],
      ...toolsAsList(dialogue, writing, 'messages'),
      ...mediaFields(dialogue),
    ];
  },
};

export const ktoMessages: Target = {
  ...messages,
  id: 'kto-messages',
  purposes: ['feedback'],
  write: (dialogue, writing) => [...messages.write(dialogue, writing), ['label', rawJson(String(dialogue.label))]],
};

/** TRL's pairs: a list for the prompt, and one for each answer (docs/source/dataset_formats.md). */
export const preferenceMessages: Target = {
  ...messages,
  id: 'preference-messages',
  purposes: ['preference'],
  write(dialogue, writing) {
    const lists = [dialogue.messages, dialogue.chosen ?? [], dialogue.rejected ?? []];
    const [prompt, chosen, rejected] = lists.map((each) => list(chatMessages(each, dialogue, writing)));
    return [
      ['prompt', prompt!],
      ['chosen', chosen!],
      ['rejected', rejected!],
      ...toolsAsList(dialogue, writing, 'messages'),
      ...mediaFields(dialogue),
    ];
  },
};
