import { list, rawJson } from '../rawText';
import { chatMessages } from './chatMessages';
import { mediaFields, toolsAsList, type Target } from './target';

/** TRL's conversational prompt–completion: lists of messages, because the roles would be lost in plain texts. */
export const promptCompletion: Target = {
  id: 'prompt-completion',
  family: 'messages',
  purposes: ['sft'],
  isStrict: true,
  write(dialogue, writing) {
    const { messages } = dialogue;
    const { telling } = writing;
    const lastPrompt = messages.findLastIndex(({ role }) => role !== 'assistant');
    if (lastPrompt === messages.length - 1) telling.stop(messages.length === 0 ? 'noTurns' : 'noAnswer');
    if (lastPrompt < 0) telling.stop('noPrompt');
    const written = chatMessages(messages, dialogue, writing);
    const split = written.length - (messages.length - 1 - lastPrompt);
    return [
      ['prompt', list(written.slice(0, split))],
      ['completion', list(written.slice(split))],
      ...toolsAsList(dialogue, writing, 'messages'),
      ...mediaFields(dialogue),
    ];
  },
};

/** TRL's unpaired preference. */
export const ktoPromptCompletion: Target = {
  ...promptCompletion,
  id: 'kto-prompt-completion',
  purposes: ['feedback'],
  write: (dialogue, writing) => [
    ...promptCompletion.write(dialogue, writing),
    ['label', rawJson(String(dialogue.label))],
  ],
};
