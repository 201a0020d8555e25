import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import schema from '../../../schemas/alpaca.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names } from '../names';
import { alpaca as validate } from '../validators.generated';
import { isPlainBeside } from './ordinary';
import { readAlpaca } from './readAlpaca';

/** Alpaca: `instruction`, `input`, `output`, `system`, `history`. */
export const alpaca: FormatDefinition = {
  id: 'alpaca',
  name: 'Alpaca',
  purpose: 'sft',
  words: { role: '', content: '', roles: {} },
  messageFields: [],
  schema,
  validate,
  read: readAlpaca,
  recognises: recognisesAlpaca,
  isOrdinary: isPlainBeside,
  evidence: ['instruction', 'output'],
  snippets: () => [
    {
      label: l10n.t('Alpaca record'),
      description: l10n.t('instruction, input and output'),
      body: '{"instruction": "$1", "input": "$2", "output": "$3"}$0',
    },
    {
      label: l10n.t('Alpaca record with system prompt'),
      description: l10n.t('instruction, input, output and system'),
      body: '{"instruction": "$1", "input": "$2", "output": "$3", "system": "$4"}$0',
    },
    {
      label: l10n.t('Alpaca record with history'),
      description: l10n.t('a conversation of several turns'),
      body: '{"instruction": "$3", "input": "", "output": "$4", "history": [["$1", "$2"]]}$0',
    },
  ],
};

/**
 * A record with an instruction and an output speaks for Alpaca, also if one of the names is misspelled or the output is missing beside an
 * input: a script makes the same mistake in every record. Preference records have two answers.
 */
export function recognisesAlpaca(data: Fields, names: Names): boolean {
  if ('chosen' in data || 'rejected' in data) return false;
  const value = inWordsOf(data, names);
  const has = (field: string): boolean => typeof value[field] !== 'undefined';
  const isLike = (field: string): boolean => Object.keys(value).some((key) => distance(key.toLowerCase(), field) <= 2);
  if (has('instruction')) return isLike('output') || has('input');
  return has('output') && isLike('instruction');
}

/** The record with the fields that decide under the names of the format. */
function inWordsOf(data: Fields, names: Names): Fields {
  const value: Record<string, unknown> = { ...data };
  for (const field of ['instruction', 'input', 'output']) {
    const name = names.field(field);
    delete value[field];
    if (name !== undefined && data[name] !== undefined) value[field] = data[name];
  }
  return value;
}
