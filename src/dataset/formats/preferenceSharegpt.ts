import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/preference-sharegpt.schema.json';
import type { FormatDefinition } from '../format';
import { preferenceSharegpt as validate } from '../validators.generated';
import { fieldAt, valueOf } from './fields';
import { systemTurns, withBeside } from './readBeside';
import { readMessages } from './readMessages';
import { readPair, readSide } from './readPair';
import { hasAnswers, isMessage } from './recognise';
import { hasConversation, SHAREGPT_WORDS } from './sharegpt';

/** `conversations` that end on the user, and two answers, each a message of `from` and `value` (LLaMA-Factory, data/README.md). */
export const preferenceSharegpt: FormatDefinition = {
  id: 'preference-sharegpt',
  name: 'Preference (ShareGPT)',
  purpose: 'preference',
  words: SHAREGPT_WORDS,
  messageFields: ['conversations', 'chosen', 'rejected'],
  schema,
  validate,
  read: (record, names) => {
    const { turns, media } = readMessages(fieldAt(record, names, 'conversations'), names);
    const prompt = { turns: [...systemTurns(record, names), ...turns], media };
    const [chosen, rejected] = ['chosen', 'rejected'].map((field) => readSide(fieldAt(record, names, field), names));
    return withBeside(record, names, readPair(prompt, chosen, rejected));
  },
  recognises: (record, names) =>
    hasAnswers(record, names) &&
    (hasConversation(record, names) ||
      ['chosen', 'rejected'].some((field) => isMessage(valueOf(record, names, field), names))),
  evidence: ['conversations', 'chosen', 'rejected'],
  snippets: () => [
    {
      label: l10n.t('ShareGPT preference pair'),
      description: l10n.t('a conversation with two answers'),
      body: '{"conversations": [{"from": "human", "value": "$1"}], "chosen": {"from": "gpt", "value": "$2"}, "rejected": {"from": "gpt", "value": "$3"}}$0',
    },
  ],
};
