import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/preference-alpaca.schema.json';
import type { FormatDefinition } from '../format';
import { preferenceAlpaca as validate } from '../validators.generated';
import { fieldAt, hasField } from './fields';
import { alpacaPrompt } from './readAlpaca';
import { withBeside } from './readBeside';
import { readPair, readSide } from './readPair';
import { hasAnswers } from './recognise';

/** Alpaca's prompt with two answers, `chosen` and `rejected`, both text (LLaMA-Factory, data/README.md, “Preference dataset”). */
export const preferenceAlpaca: FormatDefinition = {
  id: 'preference-alpaca',
  name: 'Preference (Alpaca)',
  purpose: 'preference',
  words: { role: '', content: '', roles: {} },
  variants: [{ fields: { instruction: 'question' } }, { fields: { instruction: 'query' } }],
  messageFields: [],
  schema,
  validate,
  read: (record, names) => {
    const prompt = { turns: alpacaPrompt(record, names), media: [] };
    const [chosen, rejected] = ['chosen', 'rejected'].map((field) => {
      const place = fieldAt(record, names, field);
      return typeof place?.value === 'string' ? readSide(place, names) : undefined;
    });
    return withBeside(record, names, readPair(prompt, chosen, rejected));
  },
  recognises: (record, names) => hasField(record, names, 'instruction') && hasAnswers(record, names),
  evidence: ['instruction', 'chosen', 'rejected'],
  snippets: () => [
    {
      label: l10n.t('Alpaca preference pair'),
      description: l10n.t('instruction, input, chosen and rejected'),
      body: '{"instruction": "$1", "input": "$2", "chosen": "$3", "rejected": "$4"}$0',
    },
  ],
};
