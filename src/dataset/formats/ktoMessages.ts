import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/kto-messages.schema.json';
import type { FormatDefinition } from '../format';
import { ktoMessages as validate } from '../validators.generated';
import { hasMessages, isPreference, MESSAGE_WORDS, readMessagesRecord } from './messages';
import { hasVerdict } from './recognise';

/** Messages with a verdict on the last answer: `label` (ms-swift, LLaMA-Factory's data/kto_en_demo.json) or `kto_tag`. */
export const ktoMessages: FormatDefinition = {
  id: 'kto-messages',
  name: 'KTO (messages)',
  purpose: 'feedback',
  words: MESSAGE_WORDS,
  variants: [{ fields: { messages: 'conversations' } }],
  messageFields: ['messages'],
  schema,
  validate,
  read: readMessagesRecord,
  recognises: (record, names) =>
    hasMessages(record, names) && hasVerdict(record, names) && !isPreference(record, names),
  evidence: ['messages', 'label', 'kto_tag'],
  snippets: () => [
    {
      label: l10n.t('Messages KTO record'),
      description: l10n.t('a conversation and a verdict on its answer'),
      body: '{"messages": [{"role": "user", "content": "$1"}, {"role": "assistant", "content": "$2"}], "label": ${3|true,false|}}$0',
    },
  ],
};
