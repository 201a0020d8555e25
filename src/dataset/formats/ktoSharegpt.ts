import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/kto-sharegpt.schema.json';
import type { FormatDefinition } from '../format';
import { ktoSharegpt as validate } from '../validators.generated';
import { hasAnswers, hasVerdict } from './recognise';
import { hasConversation, readSharegpt, SHAREGPT_WORDS } from './sharegpt';

/** ShareGPT with a verdict on the last answer, `kto_tag` (LLaMA-Factory, data/README.md, “KTO dataset”). */
export const ktoSharegpt: FormatDefinition = {
  id: 'kto-sharegpt',
  name: 'KTO (ShareGPT)',
  purpose: 'feedback',
  words: SHAREGPT_WORDS,
  messageFields: ['conversations'],
  schema,
  validate,
  read: readSharegpt,
  recognises: (record, names) =>
    hasConversation(record, names) && hasVerdict(record, names) && !hasAnswers(record, names),
  evidence: ['conversations', 'kto_tag', 'label'],
  snippets: () => [
    {
      label: l10n.t('ShareGPT KTO record'),
      description: l10n.t('a conversation and a verdict on its answer'),
      body: '{"conversations": [{"from": "human", "value": "$1"}, {"from": "gpt", "value": "$2"}], "kto_tag": ${3|true,false|}}$0',
    },
  ],
};
