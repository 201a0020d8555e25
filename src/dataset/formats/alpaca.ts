import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import schema from '../../../schemas/alpaca.schema.json';
import type { Format } from '../format';
import type { Sample, Turn } from '../sample';
import { alpaca as validate } from '../validators.generated';

/**
 * Alpaca: `instruction`, `input`, `output`, `system`, `history`. Instruction and input are joined with a line feed where both
 * have text, as LLaMA-Factory's converter does (src/llamafactory/data/converter.py, `AlpacaDatasetConverter`).
 */
export const alpaca: Format = {
  id: 'alpaca',
  name: 'Alpaca',
  schema,
  validate,
  read,
  recognises,
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
function recognises(value: Readonly<Record<string, unknown>>): boolean {
  if ('chosen' in value || 'rejected' in value) return false;
  const has = (field: string): boolean => typeof value[field] !== 'undefined';
  const isLike = (field: string): boolean => Object.keys(value).some((key) => distance(key.toLowerCase(), field) <= 2);
  if (has('instruction')) return isLike('output') || has('input');
  return has('output') && isLike('instruction');
}

function read(value: Readonly<Record<string, unknown>>): Sample {
  const turns: Turn[] = [];
  if (typeof value.system === 'string' && value.system !== '') turns.push(turn('system', value.system, '/system'));
  if (Array.isArray(value.history)) {
    for (const [i, pair] of value.history.entries()) {
      if (!Array.isArray(pair)) continue;
      if (typeof pair[0] === 'string') turns.push(turn('user', pair[0], `/history/${i}/0`));
      if (typeof pair[1] === 'string') turns.push(turn('assistant', pair[1], `/history/${i}/1`));
    }
  }
  const question = (['instruction', 'input'] as const).filter(
    (field) => typeof value[field] === 'string' && value[field] !== '',
  );
  turns.push({
    role: 'user',
    content: question.map((field) => value[field] as string).join('\n'),
    pointers: (question.length > 0 ? question : ['instruction']).map((field) => `/${field}`),
  });
  if (typeof value.output === 'string') turns.push(turn('assistant', value.output, '/output'));
  return { turns };
}

function turn(role: string, content: string, pointer: string): Turn {
  return { role, content, pointers: [pointer] };
}
