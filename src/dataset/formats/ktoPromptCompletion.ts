import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/kto-prompt-completion.schema.json';
import type { FormatDefinition } from '../format';
import { ktoPromptCompletion as validate } from '../validators.generated';
import { MESSAGE_WORDS } from './messages';
import { hasPromptAndCompletion, readPromptCompletion } from './promptCompletion';
import { hasVerdict } from './recognise';

/** `prompt` and `completion`, each a text or messages, with a verdict, `label` (TRL, docs/source/dataset_formats.md, “Unpaired preference”). */
export const ktoPromptCompletion: FormatDefinition = {
  id: 'kto-prompt-completion',
  name: 'KTO (prompt and completion)',
  purpose: 'feedback',
  words: MESSAGE_WORDS,
  messageFields: ['prompt', 'completion'],
  schema,
  validate,
  read: readPromptCompletion,
  recognises: (record, names) => hasPromptAndCompletion(record, names) && hasVerdict(record, names),
  evidence: ['prompt', 'completion', 'label', 'kto_tag'],
  snippets: () => [
    {
      label: l10n.t('KTO record of prompt and completion'),
      description: l10n.t('two texts and a verdict'),
      body: '{"prompt": "$1", "completion": "$2", "label": ${3|true,false|}}$0',
    },
    {
      label: l10n.t('KTO record of prompt and completion as messages'),
      description: l10n.t('messages that are given, messages that are judged, and a verdict'),
      body: '{"prompt": [{"role": "user", "content": "$1"}], "completion": [{"role": "assistant", "content": "$2"}], "label": ${3|true,false|}}$0',
    },
  ],
};
