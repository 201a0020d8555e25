import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/preference-messages.schema.json';
import type { Fields, FormatDefinition } from '../format';
import { isJsonObject } from '../jsonObject';
import type { Names } from '../names';
import type { Sample } from '../sample';
import { preferenceMessages as validate } from '../validators.generated';
import { fieldAt, firstFieldAt, hasField, valueOf, type Place } from './fields';
import { hasMessages, isPreference, MESSAGE_WORDS } from './messages';
import { systemTurns, withBeside } from './readBeside';
import { fieldTurn, readMessages, type Messages } from './readMessages';
import { readPair, readSide, readWholePair, type Pair } from './readPair';
import { hasAnswers, isAnswer } from './recognise';

/** OpenAI's names of the two answers; `preferred_completion` is the older one. */
const PREFERRED = ['preferred_output', 'preferred_completion'] as const;
const NON_PREFERRED = ['non_preferred_output', 'non_preferred_completion'] as const;

/**
 * Preference pairs of messages: TRL's `prompt`, `chosen` and `rejected`, with the prompt also inside both answers; LLaMA-Factory's `messages` with
 * two answers; OpenAI's `input` with `preferred_output`; ms-swift's `messages` with `rejected_response` or `rejected_messages`.
 */
export const preferenceMessages: FormatDefinition = {
  id: 'preference-messages',
  name: 'Preference (messages)',
  purpose: 'preference',
  words: MESSAGE_WORDS,
  variants: [{ fields: { messages: 'conversations' } }],
  messageFields: ['messages', 'prompt', 'chosen', 'rejected', 'rejected_messages', ...PREFERRED, ...NON_PREFERRED],
  schema,
  validate,
  read,
  recognises,
  evidence: [
    'messages',
    'prompt',
    'chosen',
    'rejected',
    'rejected_response',
    'rejected_messages',
    'input',
    ...PREFERRED,
  ],
  snippets: () => [
    {
      label: l10n.t('Messages preference pair'),
      description: l10n.t('a prompt of messages with two answers'),
      body: `{"prompt": [${USER}], "chosen": [${answer('$2')}], "rejected": [${answer('$3')}]}$0`,
    },
    {
      label: l10n.t('Preference pair for OpenAI'),
      description: l10n.t('input, preferred_output and non_preferred_output'),
      body: `{"input": {"messages": [${USER}]}, "preferred_output": [${answer('$2')}], "non_preferred_output": [${answer('$3')}]}$0`,
    },
    {
      label: l10n.t('Preference pair for ms-swift'),
      description: l10n.t('a conversation and the answer that is rejected'),
      body: `{"messages": [${USER}, ${answer('$2')}], "rejected_response": "$3"}$0`,
    },
  ],
};

const USER = '{"role": "user", "content": "$1"}';

function answer(text: string): string {
  return `{"role": "assistant", "content": "${text}"}`;
}

function recognises(record: Fields, names: Names): boolean {
  if (isJsonObject(record.input) && PREFERRED.some((field) => hasField(record, names, field))) return true;
  if (hasMessages(record, names)) return isPreference(record, names);
  const [chosen, rejected] = ['chosen', 'rejected'].map((field) => valueOf(record, names, field));
  const prompt = valueOf(record, names, 'prompt');
  if (isAnswer(prompt, names) && hasAnswers(record, names)) return true;
  return isAnswer(chosen, names) && isAnswer(rejected, names);
}

function read(record: Fields, names: Names): Sample {
  const input = fieldAt(record, names, 'input');
  if (isJsonObject(input?.value)) {
    const { value, pointer } = input as Place & { readonly value: Fields };
    const inside = (key: string): Place => ({ value: value[key], pointer: `${pointer}/${key}` });
    const sides = [PREFERRED, NON_PREFERRED].map((fields) => readSide(firstFieldAt(record, names, fields), names));
    const pair = readPair(readMessages(inside('messages'), names), sides[0], sides[1]);
    return withBeside(record, names, pair, inside('tools'));
  }
  const pair = readSwiftPair(record, names) ?? readTrlPair(record, names);
  return withBeside(record, names, { ...pair, turns: [...systemTurns(record, names), ...pair.turns] });
}

function readTrlPair(record: Fields, names: Names): Pair {
  const [chosen, rejected] = ['chosen', 'rejected'].map((field) => readSide(fieldAt(record, names, field), names));
  return readPair(promptOf(record, names), chosen, rejected);
}

function promptOf(record: Fields, names: Names): Messages {
  const prompt = fieldAt(record, names, 'prompt');
  if (typeof prompt?.value === 'string') return { turns: [fieldTurn('user', prompt)], media: [] };
  return readMessages(Array.isArray(prompt?.value) ? prompt : fieldAt(record, names, 'messages'), names);
}

/** ms-swift: what stands behind the last turn of the user is the chosen answer; the rejected one has a field of its own. */
function readSwiftPair(record: Fields, names: Names): Pair | undefined {
  const whole = fieldAt(record, names, 'messages');
  const rejectedMessages = fieldAt(record, names, 'rejected_messages');
  const rejectedResponse = fieldAt(record, names, 'rejected_response');
  if (!whole || !(rejectedMessages ?? rejectedResponse) || hasField(record, names, 'chosen')) return undefined;
  const read = readMessages(whole, names);
  const other = rejectedMessages?.value ? readSide(rejectedMessages, names) : undefined;
  if (other) return readWholePair({ ...read, pointer: whole.pointer }, other);
  const from = read.turns.findLastIndex(({ role }) => role === 'user') + 1;
  const prompt = { turns: read.turns.slice(0, from), media: read.media };
  const chosen = { turns: read.turns.slice(from), media: [], pointer: whole.pointer };
  return readPair(prompt, chosen.turns.length > 0 ? chosen : undefined, readSide(rejectedResponse, names));
}
