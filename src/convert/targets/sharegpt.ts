import type { Dialogue, Message } from '../dialogue';
import { rawJson, type RawJson } from '../rawText';
import { sharegptMessage, sharegptMessages } from './sharegptMessages';
import { mediaFields, toolsAsText, type Target, type Writing } from './target';

export const sharegpt: Target = {
  id: 'sharegpt',
  family: 'sharegpt',
  purposes: ['sft'],
  write(dialogue, writing) {
    if (dialogue.messages.length === 0) writing.telling.stop('noTurns');
    return [
      ['conversations', sharegptMessages(dialogue.messages, dialogue, writing)],
      ...toolsAsText(dialogue, writing, 'sharegpt'),
      ...mediaFields(dialogue),
    ];
  },
};

export const ktoSharegpt: Target = {
  ...sharegpt,
  id: 'kto-sharegpt',
  purposes: ['feedback'],
  write: (dialogue, writing) => [...sharegpt.write(dialogue, writing), ['kto_tag', rawJson(String(dialogue.label))]],
};

/** The answers are one message each (src/llamafactory/data/converter.py, `SharegptDatasetConverter`). */
export const preferenceSharegpt: Target = {
  ...sharegpt,
  id: 'preference-sharegpt',
  purposes: ['preference'],
  write: (dialogue, writing) => [
    ['conversations', sharegptMessages(dialogue.messages, dialogue, writing)],
    ['chosen', lone(dialogue.chosen ?? [], dialogue, writing)],
    ['rejected', lone(dialogue.rejected ?? [], dialogue, writing)],
    ...toolsAsText(dialogue, writing, 'sharegpt'),
    ...mediaFields(dialogue),
  ],
};

function lone(messages: readonly Message[], { family }: Dialogue, writing: Writing): RawJson {
  const [answer] = messages;
  if (messages.length !== 1 || answer?.role !== 'assistant') writing.telling.stop('answerTurns');
  return answer ? sharegptMessage(answer, family, writing) : rawJson('null');
}
