import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/prompt-completion.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names } from '../names';
import type { Sample } from '../sample';
import { promptCompletion as validate } from '../validators.generated';
import { fieldAt, valueOf, type Place } from './fields';
import { MESSAGE_WORDS } from './messages';
import { isPlainBeside, isVisibleText } from './ordinary';
import { systemTurns, withBeside } from './readBeside';
import { fieldTurn, NO_MESSAGES, readMessage, readMessages, type Messages } from './readMessages';
import { hasAnswers, isAnswer } from './recognise';

/** `prompt` and `completion`, each a text or messages; only the completion is trained (TRL, docs/source/dataset_formats.md). */
export const promptCompletion: FormatDefinition = {
  id: 'prompt-completion',
  name: 'Prompt and completion',
  purpose: 'sft',
  words: MESSAGE_WORDS,
  messageFields: ['prompt', 'completion'],
  schema,
  validate,
  read: readPromptCompletion,
  recognises: hasPromptAndCompletion,
  isOrdinary: (record, names) =>
    isPlainBeside(record, names) &&
    isVisibleText(valueOf(record, names, 'prompt')) &&
    isVisibleText(valueOf(record, names, 'completion')),
  evidence: ['prompt', 'completion'],
  snippets: () => [
    {
      label: l10n.t('Prompt and completion'),
      description: l10n.t('two texts'),
      body: '{"prompt": "$1", "completion": "$2"}$0',
    },
    {
      label: l10n.t('Prompt and completion of messages'),
      description: l10n.t('messages that are given, and messages to learn'),
      body: '{"prompt": [{"role": "user", "content": "$1"}], "completion": [{"role": "assistant", "content": "$2"}]}$0',
    },
  ],
};

export function hasPromptAndCompletion(record: Fields, names: Names): boolean {
  const hasBoth = ['prompt', 'completion'].every((field) => isAnswer(valueOf(record, names, field), names));
  return hasBoth && !hasAnswers(record, names);
}

export function readPromptCompletion(record: Fields, names: Names): Sample {
  const prompt = side(fieldAt(record, names, 'prompt'), 'user', names);
  const completion = side(fieldAt(record, names, 'completion'), 'assistant', names);
  const given = [...systemTurns(record, names), ...prompt.turns];
  const turns = [...given, ...completion.turns];
  const isPlainText = ['prompt', 'completion'].every((field) => typeof valueOf(record, names, field) === 'string');
  return {
    ...withBeside(record, names, { turns, media: [...prompt.media, ...completion.media] }),
    completionFrom: given.length,
    ...(isPlainText && { isPlainText }),
  };
}

function side(place: Place | undefined, role: 'user' | 'assistant', names: Names): Messages {
  if (!place) return NO_MESSAGES;
  if (typeof place.value === 'string') return { turns: [fieldTurn(role, place)], media: [] };
  return Array.isArray(place.value) ? readMessages(place, names) : readMessage(place, names);
}
