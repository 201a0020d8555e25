import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import schema from '../../../schemas/alpaca.schema.json';
import type { Fields, FormatDefinition } from '../format';
import type { Names } from '../names';
import type { Role, Sample, Turn } from '../sample';
import { pointerOf } from '../tree';
import { alpaca as validate } from '../validators.generated';

/**
 * Alpaca: `instruction`, `input`, `output`, `system`, `history`. Instruction and input are joined with a line feed where both
 * have text, as LLaMA-Factory's converter does (src/llamafactory/data/converter.py, `AlpacaDatasetConverter`).
 */
export const alpaca: FormatDefinition = {
  id: 'alpaca',
  name: 'Alpaca',
  purpose: 'sft',
  words: { role: '', content: '', roles: {} },
  messageFields: [],
  schema,
  validate,
  read,
  recognises,
  isOrdinary: () => true,
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
function recognises(data: Fields, names: Names): boolean {
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

function read(value: Fields, names: Names): Sample {
  const turns: Turn[] = [];
  const at = (field: string): { value: unknown; pointer: string } | undefined => {
    const name = names.field(field);
    return name === undefined ? undefined : { value: value[name], pointer: pointerOf([name]) };
  };
  const system = at('system');
  if (typeof system?.value === 'string' && system.value !== '')
    turns.push(turn('system', system.value, system.pointer));
  const history = at('history');
  if (Array.isArray(history?.value)) {
    for (const [i, pair] of (history.value as unknown[]).entries()) {
      if (!Array.isArray(pair)) continue;
      if (typeof pair[0] === 'string') turns.push(turn('user', pair[0], `${history.pointer}/${i}/0`));
      if (typeof pair[1] === 'string') turns.push(turn('assistant', pair[1], `${history.pointer}/${i}/1`));
    }
  }
  const asked = [at('instruction'), at('input')].filter((part) => part !== undefined);
  const question = asked.filter((part) => typeof part.value === 'string' && part.value !== '');
  const pointers = (question.length > 0 ? question : asked.slice(0, 1)).map(({ pointer }) => pointer);
  turns.push({
    ...turn('user', question.map((part) => part.value as string).join('\n'), pointers[0] ?? ''),
    pointers,
  });
  const output = at('output');
  if (typeof output?.value === 'string') turns.push(turn('assistant', output.value, output.pointer));
  return { turns };
}

function turn(role: Role, content: string, pointer: string): Turn {
  return { role, name: role, isKnown: true, content, pointers: [pointer], pointer };
}
