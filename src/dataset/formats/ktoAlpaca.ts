import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/kto-alpaca.schema.json';
import type { FormatDefinition } from '../format';
import { ktoAlpaca as validate } from '../validators.generated';
import { recognisesAlpaca } from './alpaca';
import { readAlpaca } from './readAlpaca';
import { hasVerdict } from './recognise';

/** Alpaca with a verdict on the answer, `kto_tag` (LLaMA-Factory, data/README.md, “KTO dataset”). */
export const ktoAlpaca: FormatDefinition = {
  id: 'kto-alpaca',
  name: 'KTO (Alpaca)',
  purpose: 'feedback',
  words: { role: '', content: '', roles: {} },
  messageFields: [],
  schema,
  validate,
  read: readAlpaca,
  recognises: (record, names) => recognisesAlpaca(record, names) && hasVerdict(record, names),
  evidence: ['instruction', 'output', 'kto_tag', 'label'],
  snippets: () => [
    {
      label: l10n.t('Alpaca KTO record'),
      description: l10n.t('instruction, input, output and a verdict'),
      body: '{"instruction": "$1", "input": "$2", "output": "$3", "kto_tag": ${4|true,false|}}$0',
    },
  ],
};
